/** What a correction makes of the state: a clerical fact as it is, in the place of the fact as it was recorded. */
import type { DataOf } from './events.ts';
import type { State } from './state.ts';

type Corrected = DataOf<'Corrected'>;
type Facts = Corrected['corrected'];

const put = <Item>(items: Record<string, Item>, id: string, by: object): void => {
  const item = items[id];
  if (item !== undefined) items[id] = { ...item, ...by };
};

const ofBy = <Item extends { by: string }>(items: readonly Item[], id: string, by: Facts): Item[] =>
  items.map((one) => (one.by === id ? { ...one, ...by } : one));

const minutes = (draft: State, id: string, by: Facts): void => {
  const recorded = draft.meetings[id]?.minutes;
  if (recorded) put(draft.meetings, id, { minutes: { ...recorded, ...by } });
};

const action = (draft: State, id: string, part: string, by: Facts): void => {
  const actions = draft.meetings[id]?.actions;
  const recorded = actions?.[part];
  if (recorded) put(draft.meetings, id, { actions: { ...actions, [part]: { ...recorded, ...by } } });
};

/** Its method and evidence stand in the log alone. */
const delivery = (draft: State, id: string, to: string, { place }: Facts): void => {
  const places = draft.notices[id]?.places;
  if (places && typeof place === 'string') put(draft.notices, id, { places: { ...places, [to]: { ...places[to], place } } });
};

/** By what it is of; `of` is an id, of an action that of its meeting too: `m1/a1`. */
const CORRECTIONS: Record<Corrected['what'], (draft: State, id: string, by: Facts, part: string) => void> = {
  signature: (draft, id, by) => {
    draft.signatures = ofBy(draft.signatures, id, by);
    draft.accessions = ofBy(draft.accessions, id, by);
  },
  confirmation: (draft, id, by) => {
    draft.confirmations = ofBy(draft.confirmations, id, by);
  },
  notice: (draft, id, by) => put(draft.notices, id, by),
  delivery: (draft, id, by, part) => delivery(draft, id, part, by),
  decision: (draft, id, by) => put(draft.decisions, id, by),
  meeting: (draft, id, by) => put(draft.meetings, id, by),
  minutes: (draft, id, by) => minutes(draft, id, by),
  action: (draft, id, by, part) => action(draft, id, part, by),
  initiative: (draft, id, by) => put(draft.initiatives, id, by),
};

/** The draft's collections may be changed, and what is in them is replaced. */
export const correct = (draft: State, { what, of, corrected }: Pick<Corrected, 'what' | 'of' | 'corrected'>): void => {
  const [id = '', part = ''] = of.split('/');
  CORRECTIONS[what](draft, id, corrected, part);
};
