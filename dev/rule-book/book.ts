/** The rule book: made of the schemas, the tables and one instrument, so that it says what the engine does. */
import { ACT_NAMES, ACTS, type ActName } from '../../domain/acts/index.ts';
import { CONSEQUENCES } from '../../domain/acts/fields.ts';
import { EVENTS, type EventType } from '../../domain/events.ts';
import { type Field, fieldsOf, kindsOf } from '../../domain/fields.ts';
import type { Instrument, Term } from '../../domain/instrument.ts';
import { exitCodeOf, type RefusalCode, REFUSALS } from '../../domain/refusal.ts';
import { clauseOf } from '../../domain/rules/recording.ts';
import { citesOf, OF_TIME } from './outcomes.ts';
import { dates, TERMS } from './words.ts';

const EVENT_TYPES = Object.keys(EVENTS) as EventType[];
const CODES = Object.keys(REFUSALS) as RefusalCode[];
/** Every act has these, and they are explained once. */
const EVERYWHERE = new Set(['do', 'id', 'quiet', 'jws']);

const refusalsOf = (act: ActName): readonly RefusalCode[] => ACTS[act].refusals;

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ') || '–';
/** A bar would end the cell. */
const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
const table = (headings: string[], rows: string[][]): string[] => [
  row(...headings),
  row(...headings.map(() => '---')),
  ...rows.map((one) => row(...one)),
  '',
];

const meaningOf = (act: ActName, { name, meaning }: Field): string => {
  if (!meaning) throw new Error(`Nothing says what ${name} of ${act} means`);
  return meaning;
};

const fieldTable = (act: ActName, fields: readonly Field[]): string[] =>
  table(
    ['field', 'needed', 'what it holds', 'meaning'],
    fields
      .filter(({ name }) => !EVERYWHERE.has(name))
      .map((field) => [code(field.name), field.needed ? 'yes' : 'no', field.kind, meaningOf(act, field)]),
  );

/** What all kinds of the act share first, and then what each has of its own. */
const actFields = (act: ActName): string[] => {
  const kinds = kindsOf(ACTS[act].input);
  const [first] = kinds ?? [];
  if (!kinds || !first) return fieldTable(act, fieldsOf(ACTS[act].input));
  const shared = first.fields.filter(({ name }) => kinds.every(({ fields }) => fields.some((one) => one.name === name)));
  const isShared = new Set(shared.map(({ name }) => name));
  return [
    ...fieldTable(
      act,
      shared.filter(({ name }) => name !== 'kind'),
    ),
    ...kinds.flatMap(({ kind, fields }) => [
      `and, of kind ${code(kind)}:`,
      '',
      ...fieldTable(
        act,
        fields.filter(({ name }) => !isShared.has(name)),
      ),
    ]),
  ];
};

/** An act of a term that the instrument lacks is there, and is refused under the clause on modification. */
const clauseLine = (instrument: Instrument, term: Term): string =>
  `${clauseOf(instrument, term)}${instrument.terms[term] ? '' : ' (this instrument has no clause of its own on it)'}`;

const actSection = (instrument: Instrument, act: ActName): string[] => [
  `### ${act}`,
  '',
  ACTS[act].summary,
  '',
  `- **Who:** ${ACTS[act].who}`,
  `- **Clause:** ${clauseLine(instrument, ACTS[act].term)}`,
  `- **Events it can record:** ${codes(ACTS[act].events)}${ACTS[act].consequences ? ', and what follows from its facts' : ''}`,
  `- **Refusals it can meet:** ${codes(CODES.filter((one) => refusalsOf(act).includes(one)))}`,
  '',
  ...actFields(act),
];

const TIME_IN_WORDS: Record<keyof typeof OF_TIME, string> = {
  commence: 'discontinuation commences, when its date has begun at every seat; what is open then is closed',
  'take-effect': 'a modification takes effect, when its date has begun at every seat',
  lapse: 'the memorandum lapses, when it has not become operative by the last day for it',
  'become-operative': 'the memorandum becomes operative, when the date that had to be waited for has begun at every seat',
  'end-term': 'the term ends: the memorandum is renewed, where the text says so and nothing stopped it, or expires',
  withdraw: 'a Participant withdraws, when its notice takes it out and the others go on',
  'begin-membership': 'one that joined later and had to wait belongs, when its first day has begun at every seat',
  review: 'a review falls due',
  remind: 'a reminder falls due: of an action on its date, and of what else the instrument asks to be reminded of',
};

const timeSection = (): string[] => [
  '## What time itself does',
  '',
  'Each of these is recorded by nobody, cannot be refused, and waits on one durable timer.',
  '',
  ...table(
    ['what', 'events it can record'],
    Object.entries(OF_TIME).map(([what, events]) => [TIME_IN_WORDS[what as keyof typeof OF_TIME], codes(events)]),
  ),
  '## What follows from a fact',
  '',
  'Whenever a fact is recorded, and whenever time has brought something, all that follows from the facts is reckoned by their civil dates; the order in which they were recorded changes nothing. What differs from what the record says is recorded too:',
  '',
  codes(CONSEQUENCES),
  '',
];

const metBy = (refusal: RefusalCode): string => {
  const met = ACT_NAMES.filter((act) => refusalsOf(act).includes(refusal));
  const others = ACT_NAMES.filter((act) => !met.includes(act));
  if (others.length === 0) return 'every act';
  return others.length < 3 ? `every act but ${codes(others)}` : codes(met);
};

const refusalsSection = (): string[] => [
  '## Refusals',
  '',
  'A refusal names the code, one sentence with the reason, and the clause; it changes nothing. The exit code is that of the `mou` command.',
  '',
  ...table(
    ['code', 'exit', 'what it says in general', 'met by'],
    CODES.map((one) => [code(one), `${exitCodeOf(one)}`, REFUSALS[one], metBy(one)]),
  ),
];

const termsOf = (instrument: Instrument, clause: string): Term[] =>
  (Object.keys(TERMS) as Term[]).filter((term) => instrument.terms[term]?.clause === clause);

const clauseSection = (instrument: Instrument, { id, text }: Instrument['clauses'][number]): string[] => {
  const terms = termsOf(instrument, id);
  const acts = ACT_NAMES.filter((act) => terms.includes(ACTS[act].term));
  const events = EVENT_TYPES.filter((type) => citesOf(type).some((term) => terms.includes(term)));
  return [
    `### ${id}`,
    '',
    ...text
      .trim()
      .split('\n')
      .map((line) => `> ${line}`.trimEnd()),
    '',
    ...terms.flatMap((term) => [TERMS[term](instrument), '']),
    ...(acts.length > 0 ? [`Acts: ${codes(acts)}.`, ''] : []),
    ...(events.length > 0 ? [`Events that cite it: ${codes(events)}.`, ''] : []),
  ];
};

/** The clauses that the engine's rules rest on: those that a term cites. */
const clausesSection = (instrument: Instrument): string[] => [
  '## Clauses',
  '',
  'The text of each clause that a rule rests on, and what the engine makes of it. The numbers and names are the instrument’s, never the engine’s.',
  '',
  ...instrument.clauses.filter(({ id }) => termsOf(instrument, id).length > 0).flatMap((clause) => clauseSection(instrument, clause)),
];

const eventRow = (instrument: Instrument, type: EventType): string[] => {
  const terms = citesOf(type).filter(
    (term, at, all) => all.findIndex((one) => clauseOf(instrument, one) === clauseOf(instrument, term)) === at,
  );
  const fields = fieldsOf(EVENTS[type]).map(({ name, kind, needed }) => `${code(name)}${needed ? '' : '?'} ${kind}`);
  return [code(type), terms.map((term) => clauseLine(instrument, term)).join(' or ') || '–', fields.join(', ') || '–'];
};

const eventsSection = (instrument: Instrument): string[] => [
  '## Events',
  '',
  'What happened, in the past tense: `seq`, `type`, `at` (instant of recording), `on` (civil date), `by` (a Participant, or null), `clause`, `data`, and `act` (the id and SHA-256 of the act that caused it; absent where time itself acted). Below are the fields of `data`; a `?` marks those that may be absent.',
  '',
  ...table(
    ['event', 'clause', 'fields'],
    EVENT_TYPES.map((type) => eventRow(instrument, type)),
  ),
];

const heading = ({ title }: Instrument): string[] => [
  '# Rule book',
  '',
  '<!-- Made by `npm run docs` from the schemas, the rules’ tables and the instrument. Do not edit: a test compares. -->',
  '',
  `What the engine does with the ${title}, and why. How to use it is in [guide.md](guide.md).`,
  '',
  '## Acts',
  '',
  'Every act may carry an `id`: sent again with the same id and content it is the same act, and gives the same receipt. With `quiet: true` nobody is told of what it records, and each of its events says so: for history. Where acts are signed, each also carries `jws`, and one that nobody signed who may do it is refused with `NOT_AUTHORISED`: see [keys.md](keys.md). A document is `{title, sha256, uri?, mediaType?}`: the bytes stay with the Participants. The same as JSON Schema, for editors and other languages: [act.json](../instruments/schema/act.json), and [scenario.json](../instruments/schema/scenario.json) for a file of `mou simulate`, which names it in its first line: `# yaml-language-server: $schema=instruments/schema/scenario.json`.',
  '',
];

export const ruleBook = (instrument: Instrument): string =>
  `${[
    ...heading(instrument),
    ...ACT_NAMES.flatMap((act) => actSection(instrument, act)),
    ...timeSection(),
    ...refusalsSection(),
    ...clausesSection(instrument),
    ...eventsSection(instrument),
    '## Dates',
    '',
    ...dates(instrument).map((line) => `- ${line}`),
  ].join('\n')}\n`;
