/** What can be chosen in a form: the Participants, and what is recorded already under the memorandum. */
import { ACTS, type ActName } from '../../domain/acts/index.ts';
import { type Field, fieldsOf, kindsOf } from '../../domain/fields.ts';
import { type Instrument, nameOf, type Participant, participantOf, receiverOf } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import type { Token } from '../../domain/tokens.ts';
import { purposeOf } from '../../projections/purpose.ts';
import { plain } from '../../projections/words.ts';
import type { Choices, Option, Values } from './form.ts';

/** More than these can be entered through the API. */
const MOST = 200;

/** The thing that an act brings into being: its id is new. */
const CREATES: Partial<Record<ActName, [field: string, of: 'notices' | 'decisions' | 'meetings' | 'initiatives']>> = {
  'give-notice': ['notice', 'notices'],
  propose: ['decision', 'decisions'],
  'schedule-meeting': ['meeting', 'meetings'],
  'start-initiative': ['initiative', 'initiatives'],
};

const actionsOf = ({ meetings }: State): Option[] =>
  Object.entries(meetings).flatMap(([meeting, { actions }]) =>
    Object.entries(actions).map(([value, { what }]) => ({ value, label: `${value} of ${meeting}: ${plain(what, 80)}` })),
  );

/** By the name of the field. */
const RECORDED: Record<string, (state: State) => Option[]> = {
  notice: ({ notices, instrument }) =>
    Object.entries(notices).map(([value, { by, noticeOn }]) => ({ value, label: `${value}, of ${nameOf(instrument, by)}, ${noticeOn}` })),
  decision: ({ decisions, instrument }) =>
    Object.entries(decisions).map(([value, one]) => ({ value, label: `${value}, ${purposeOf(one, (id) => nameOf(instrument, id))}` })),
  meeting: ({ meetings }) =>
    Object.entries(meetings).map(([value, { on, place }]) => ({ value, label: `${value}, ${on}, ${plain(place, 60)}` })),
  initiative: ({ initiatives }) =>
    Object.entries(initiatives).map(([value, { title }]) => ({ value, label: `${value}, ${plain(title, 80)}` })),
  action: actionsOf,
};
RECORDED.withdraws = RECORDED.decision as (state: State) => Option[];

const EMPTY: Option = { value: '', label: '– choose –' };

const participantsFor = ({ instrument }: State, field: string, { actsFor }: Token): Option[] =>
  [...instrument.participants, ...(field === 'to' ? depositaryIn(instrument) : [])]
    .filter(({ id }) => field !== 'by' || actsFor === 'keeper' || actsFor.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));

/** One that is no Participant. */
const depositaryIn = (instrument: Instrument): Participant[] => {
  const id = instrument.terms.depositary?.id;
  const one = id === undefined || participantOf(instrument, id) ? undefined : receiverOf(instrument, id);
  return one ? [one] : [];
};

const isNewIn = (act: ActName, name: string): boolean => CREATES[act]?.[0] === name || (act === 'record-action' && name === 'action');

type Offered = { state: State | undefined; caller: Token; instruments: Option[] };

/** `state` is undefined before the memorandum is opened, `instruments` are those that come with the engine. */
export const choicesOf =
  (act: ActName, { state, caller, instruments }: Offered): Choices =>
  (name: string, { placeholder, needed }: Field) => {
    if (act === 'open' && name === 'instrument') return [EMPTY, ...instruments];
    if (!state) return undefined;
    if (placeholder === 'participant' && act !== 'accede') return [EMPTY, ...participantsFor(state, name, caller)];
    const recorded = isNewIn(act, name) ? undefined : RECORDED[name]?.(state);
    if (!recorded || (recorded.length === 0 && !needed)) return undefined;
    return [EMPTY, ...recorded.slice(-MOST)];
  };

/** A new thing is given the next number: n1, n2. */
export const suggested = (act: ActName, state: State | undefined): Values => {
  const [field, things] = CREATES[act] ?? [];
  if (!field || !things || !state) return {};
  const taken = Object.keys(state[things]);
  const number = Array.from({ length: taken.length + 1 }, (_, at) => at + 1).find((one) => !taken.includes(`${field[0]}${one}`));
  return { [field]: `${field[0]}${number}` };
};

/** Not entered by hand: the name of the act, its id, its signature; and what is a field only so that it is refused. */
const HIDDEN = new Set(['do', 'id', 'kind', 'jws', 'funds', 'commitsFunds', 'participant']);

export const kindNames = (act: ActName): string[] => kindsOf(ACTS[act].input)?.map(({ kind }) => kind) ?? [];

/** An instrument is chosen by its id among those that come with the engine, or given below the list. */
const OF_OPENING: Record<string, Partial<Field>> = {
  mou: { needed: false, meaning: 'letters, digits, dots, hyphens or underscores; where it is left empty, the id that the instrument has' },
  instrument: { needed: false, form: 'text', meaning: 'choose one here, or give one of your own below' },
};

/** Of an act of several kinds those of one; what is seldom needed comes last. */
export const fieldsIn = (act: ActName, kind: string | undefined): Field[] => {
  const { input } = ACTS[act];
  const fields = kindsOf(input)?.find((one) => one.kind === kind)?.fields ?? fieldsOf(input);
  const isKept = ({ name, needed }: Field): boolean =>
    !HIDDEN.has(name) || (name === 'participant' && needed) || (name === 'kind' && kindsOf(input) === undefined);
  const kept = fields.filter(isKept).sort((a, b) => Number(a.name === 'quiet') - Number(b.name === 'quiet'));
  return act === 'open' ? kept.map((field) => ({ ...field, ...OF_OPENING[field.name] })) : kept;
};
