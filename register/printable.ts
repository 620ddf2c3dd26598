/** What JSON can say and a text of PostgreSQL's cannot. */
export const printable = (text: string): string => text.replaceAll('\0', ' ').replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** As `JSON.stringify` writes them: what may be one of those, or a text that shows one. */
const MAYBE = /\\u(?:0000|d[89a-f])/;

/** JSON that PostgreSQL can take apart. */
export const printableJson = (value: unknown): string => {
  const json = JSON.stringify(value);
  // Hardly ever: looking at each text takes several times as long as writing it.
  return MAYBE.test(json) ? JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? printable(one) : one)) : json;
};
