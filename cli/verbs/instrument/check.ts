/** `mou instrument check`: an instrument held against the schema and put into words. */
import pc from 'picocolors';
import { contradictionLine } from '../../../domain/contradictions.ts';
import { type Checked, checkInstrument } from '../../../instruments/check/index.ts';
import { textOnlyLine } from '../../../instruments/check/text-only.ts';
import { pathOfInstrument } from '../../../instruments/index.ts';
import { plain } from '../../../projections/words.ts';
import { EXIT } from '../../failure.ts';
import { answer, type Options } from '../../output.ts';
import { table } from '../../table.ts';

type Valid = Extract<Checked, { valid: true }>;
type Invalid = Extract<Checked, { valid: false }>;

const problemLines = (file: string, { problems }: Invalid): string[] => [
  pc.bold(`${file} is not valid: ${problems.length} problem${problems.length === 1 ? '' : 's'}`),
  ...problems.map(({ line, path, message }) => `  line ${line}: ${path}: ${message}`),
];

const section = (title: string, lines: string[]): string[] => (lines.length > 0 ? ['', pc.bold(title), ...lines] : []);

const understoodLines = ({ understood }: Valid): string[] =>
  table(
    ['clause', 'what the engine understands'],
    understood.map(({ clause, says }) => [clause ?? '(silent)', `${says}.`]),
  );

const warningLines = ({ warnings }: Valid): string[] =>
  warnings.flatMap(({ clause, word, times, prefer, sentence }) => [
    `  ${clause}: “${plain(word, 40)}”${times > 1 ? ` (${times} times)` : ''}; prefer: ${prefer}`,
    pc.dim(`      ${plain(sentence, 120)}`),
  ]);

const languageTitle = ({ warnings, instrument }: Valid): string => {
  const found = warnings.length === 1 ? '1 word' : `${warnings.length} words`;
  return instrument.terms.nonBinding ? `Language: ${found} that a text which binds nobody does without` : `Language: ${found} of a treaty`;
};

const validLines = (file: string, checked: Valid): string[] => [
  pc.bold(`${file} is valid: ${checked.instrument.title}`),
  ...section('What it means', understoodLines(checked)),
  ...section(
    'An example, with dates worked out by the engine',
    checked.example.map(({ when, so }) => `  ${when}: ${so}.`),
  ),
  ...section(
    'What does not go together',
    checked.contradictions.map((one) => `  ${contradictionLine(one)} (${one.path})`),
  ),
  ...section(
    'Text that no term cites',
    checked.textOnly.map((one) => `  ${textOnlyLine(one)}`),
  ),
  ...(checked.warnings.length > 0
    ? section(languageTitle(checked), warningLines(checked))
    : ['', 'Language: no word to think about again.']),
];

const asJson = (file: string, checked: Checked): unknown => {
  if (!checked.valid) {
    const message = checked.problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return { file, ...checked, error: { code: 'INVALID', message } };
  }
  const { instrument, textOnly, ...rest } = checked;
  return { file, id: instrument.id, ...rest, textOnly: textOnly.map((one) => ({ ...one, message: textOnlyLine(one) })) };
};

export const check = async (file: string, options: Options): Promise<void> => {
  const checked = await checkInstrument(pathOfInstrument(file));
  if (!checked.valid) process.exitCode = EXIT.invalid;
  answer(options, asJson(file, checked), () => (checked.valid ? validLines(file, checked) : problemLines(file, checked)));
};
