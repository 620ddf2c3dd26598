/** docs/instruments.md: every field of an instrument, from the very schema that checks it. */
import { stringify } from 'yaml';
import { type Described, describedInstrument } from '../../instruments/schema.ts';

const code = (text: string): string => `\`${text}\``;
const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;

const inline = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();

const kindOf = (field: Described): string => {
  if (field.kind) return field.kind;
  if (field.enum) return field.enum.map(code).join(' or ');
  if (field.const !== undefined) return code(field.const);
  if (field.items) return field.items.properties ? 'list; fields below' : `list of ${kindOf(field.items)}s`;
  if (field.oneOf ?? field.anyOf) return 'one of the kinds below';
  if (field.properties) return 'fields below';
  if (typeof field.additionalProperties === 'object') return `${kindOf(field.additionalProperties)} by name`;
  return { boolean: 'true or false', integer: 'number' }[field.type ?? ''] ?? 'any';
};

const sentence = (text: string | undefined): string => (text ? `${text}.` : '');

/** What holds fields of its own, within a field: the object itself, the items of a list, each kind of a union. */
const within = (field: Described): Described[] => field.oneOf ?? field.anyOf ?? (field.items ? [field.items] : [field]);

const hasFields = (field: Described): boolean => within(field).some(({ properties }) => properties !== undefined);

const fieldRow = (name: string, field: Described, required: readonly string[]): string => {
  const example = field.examples?.map((value) => code(inline(value))).join(', ') ?? '';
  return row(
    code(name),
    required.includes(name) ? 'yes' : 'no',
    kindOf(field),
    [sentence(field.description), hasFields(field) ? '' : field.effect].filter(Boolean).join(' '),
    example,
  );
};

const HEADINGS = [
  row('field', 'needed', 'what it holds', 'meaning, and what the engine does with it', 'example'),
  row('---', '---', '---', '---', '---'),
];

const tableOf = ({ properties = {}, required = [] }: Described): string[] => [
  ...HEADINGS,
  ...Object.entries(properties).map(([name, field]) => fieldRow(name, field, required)),
  '',
];

const kindsOf = (path: string, field: Described): string[] =>
  within(field)
    .filter(({ properties }) => properties)
    .flatMap((shape) => {
      const rule = field.oneOf ? shape.properties?.rule?.const : undefined;
      return [...(rule === undefined ? [] : [`With ${code(`rule: ${rule}`)}:`, '']), ...tableOf(shape), ...nested(path, shape)];
    });

const nested = (path: string, { properties = {} }: Described): string[] =>
  Object.entries(properties)
    .filter(([, field]) => hasFields(field))
    .flatMap(([name, field]) => {
      const full = `${path}.${name}`.replace(/^\./, '');
      const says = [sentence(field.description), field.effect ? `**What the engine does:** ${field.effect}` : ''].filter(Boolean);
      return [`### ${code(full)}`, '', ...says.flatMap((line) => [line, '']), ...kindsOf(full, field)];
    });

export const instrumentsPage = (shelf: readonly { id: string; shape: string }[]): string => {
  const whole = describedInstrument();
  return [
    '# Instruments: memoranda as data',
    '',
    '<!-- Made by `npm run docs` from the schema of an instrument and the files in instruments/. Do not edit: a test compares. -->',
    '',
    'An instrument is a YAML (or JSON) file with the text of a memorandum and what its clauses mean to the engine. How to write one in ten minutes is in [writing-a-memorandum.md](writing-a-memorandum.md). `npx mou instrument check FILE` names every problem, and says in words what the engine understands.',
    '',
    'Kinds of values: an _id_ is 1 to 64 letters, digits, dots, hyphens or underscores; a _line_ is one line of text; a _civil date_ is `YYYY-MM-DD`; a _period_ is an ISO 8601 calendar period such as `P3Y`, `P6M` or `P180D`; a _clause_ is the number of one, as the paper has it, 1 to 40 characters without a slash, a tilde or a line break.',
    '',
    '## The shelf',
    '',
    'Complete examples, one for each common shape. Each has its whole life, with right answers, in `test/scenarios/shelf/`.',
    '',
    row('id', 'shape'),
    row('---', '---'),
    ...shelf.map(({ id, shape }) => row(`[${code(id)}](../instruments/${id}.yaml)`, shape)),
    '',
    '## The fields',
    '',
    ...tableOf(whole),
    ...nested('', whole),
  ].join('\n');
};
