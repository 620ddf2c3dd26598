/** A new instrument as YAML with comments, valid as it stands. */
import { stringify } from 'yaml';
import type { Choices } from './choices.ts';
import { type Drafted, draftedOf } from './clauses.ts';

/** One value on its line, quoted where YAML needs it. */
const inline = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim();

/** Long texts are folded, so that they can be read and written over. */
const folded = (text: string, indent: string): string => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line && line.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
};

const participantLines = ({ id, name, shortName, city, timeZone }: Choices['participants'][number]): string[] => [
  `  - id: ${inline(id)}`,
  `    name: ${inline(name)}`,
  `    shortName: ${inline(shortName)}`,
  `    seat: ${inline({ city, timeZone })}`,
];

const clauseLines = ({ heading, text }: Drafted, at: number): string[] => [
  `  - id: "${at + 1}"`,
  `    heading: ${inline(heading)}`,
  '    text: >-',
  folded(text, '      '),
];

const termLines = ({ term }: Drafted, at: number): string[] =>
  term ? [`  # ${term.why}`, `  ${term.name}: ${inline({ clause: `${at + 1}`, ...term.fields })}`] : [];

/** Reminders only of what can come. */
const reminderLines = ({ period, until, unless, renewal, noticePeriod, committee, operative }: Choices): string[] =>
  [
    operative !== 'notes-only' && 'signature: [P30D] # after the first signature, while others are outstanding',
    'consent: [P30D] # after a proposal, while consents are outstanding',
    (period || until) && 'expiry: [P1Y, P90D] # before the end of the term',
    renewal === 'automatic' && unless && 'renewal: [P90D, P30D] # before the last day for a notice of non-renewal',
    noticePeriod && 'commencement: [P90D, P30D, P7D] # before a notice takes effect',
    committee && 'meeting: [P30D, P7D] # before a meeting',
  ]
    .filter(Boolean)
    .map((line) => `  ${line}`);

/** @param schema where the JSON Schema is, as seen from the file: editors complete and check by it */
export const writeInstrument = (choices: Choices, schema: string): string => {
  const drafted = draftedOf(choices);
  return `${[
    `# yaml-language-server: $schema=${schema}`,
    '# Valid as it stands. Write the clauses over with the words of your paper, keep their numbers as the paper has them',
    '# ("Article 7", "§ 5"), and let each term below cite the number of its clause. Then: mou instrument check THIS-FILE',
    '# Every field is explained in docs/instruments.md.',
    `id: ${inline(choices.id)}`,
    `title: ${inline(choices.title)}`,
    '',
    '# Who takes part. A date that concerns all begins when it has begun at every seat.',
    'participants:',
    ...choices.participants.flatMap(participantLines),
    '',
    '# Where acts may be done other than at the seats, with their time zones, such as "Geneva: Europe/Zurich".',
    'places: {}',
    '',
    '# The text. A clause that no term cites is text only: nothing is computed from it.',
    'clauses:',
    ...drafted.flatMap(clauseLines),
    '',
    '# What the clauses mean to the engine. A term that is not here does not exist.',
    'terms:',
    ...drafted.flatMap(termLines),
    '',
    '# When to remind. The text asks for none of it: these are settings.',
    'reminders:',
    ...reminderLines(choices),
    '',
    'provenance:',
    '  # verified, once somebody has compared this file with the signed original.',
    '  status: unverified',
    '  source: Drafted with `mou instrument new`',
  ].join('\n')}\n`;
};
