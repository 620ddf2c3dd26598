/** Texts of any code point of Unicode. The library's own unit `binary` builds a table of all 1,112,064 of them: seconds of each run. */
import fc from 'fast-check';

const codePoint = fc.integer({ min: 0, max: 0x10_f7_ff }).map((at) => String.fromCodePoint(at < 0xd8_00 ? at : at + 0x8_00));

export const anyText = (maxLength?: number): fc.Arbitrary<string> => fc.string({ unit: codePoint, ...(maxLength && { maxLength }) });
