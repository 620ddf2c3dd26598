/** What a correction makes of the state: a clerical fact as it is, in the place of the fact as it was recorded. */
import type { DataOf } from './events.ts';
import type { State } from './state.ts';

type Corrected = Pick<DataOf<'Corrected'>, 'what' | 'of' | 'corrected'>;

const put = <Item>(items: Record<string, Item>, id: string, by: object): void => {
  const item = items[id];
  if (item !== undefined) items[id] = { ...item, ...by };
};

/** The draft's collections may be changed, and what is in them is replaced. */
export const correct = (draft: State, { what, of, corrected }: Corrected): void => {
  const [id = '', part = ''] = of.split('/');
  switch (what) {
    case 'signature':
      draft.signatures = draft.signatures.map((one) => (one.by === id ? { ...one, ...corrected } : one));
      return;
    case 'confirmation':
      draft.confirmations = draft.confirmations.map((one) => (one.by === id ? { ...one, ...corrected } : one));
      return;
    case 'notice':
      return put(draft.notices, id, corrected);
    case 'decision':
      return put(draft.decisions, id, corrected);
    case 'meeting':
      return put(draft.meetings, id, corrected);
    case 'initiative':
      return put(draft.initiatives, id, corrected);
    case 'minutes': {
      const minutes = draft.meetings[id]?.minutes;
      return minutes ? put(draft.meetings, id, { minutes: { ...minutes, ...corrected } }) : undefined;
    }
    case 'action': {
      const action = draft.meetings[id]?.actions[part];
      return action
        ? put(draft.meetings, id, { actions: { ...draft.meetings[id]?.actions, [part]: { ...action, ...corrected } } })
        : undefined;
    }
    // Place, method and evidence of a delivery stand in the log alone.
    case 'delivery':
      return;
    default:
      what satisfies never;
  }
};
