/** Every date that lies ahead of a memorandum, as things stand: what is expected on it, whom it concerns, by which clause. */
import type { CivilDate } from './calendar.ts';
import type { Instrument, Term } from './instrument.ts';
import type { State } from './state.ts';

/** Named like reminders, where there is a reminder of it. */
export const DEADLINES = ['commencement', 'decision', 'meeting', 'action'] as const;
export type DeadlineOf = (typeof DEADLINES)[number];

export type Deadline = {
  on: CivilDate;
  what: DeadlineOf;
  /** The notice, decision, meeting or action (`m1/a1`) that it is about. */
  about: string | null;
  /** The Participants whom it concerns, by their ids. */
  of: string[];
  clause: string | null;
};

type Reading = { state: State; everybody: string[]; clause: (term: Term) => string | null };

const clauseOf =
  ({ terms }: Instrument) =>
  (term: Term): string | null =>
    terms[term]?.clause ?? null;

const commencement = ({ state: { discontinuation }, everybody, clause }: Reading): Deadline[] => {
  if (!discontinuation || discontinuation.commencedOn) return [];
  const { expectedOn: on, notice, decision } = discontinuation;
  return [
    { on, what: 'commencement', about: notice ?? decision, of: everybody, clause: clause(decision ? 'modification' : 'commencement') },
  ];
};

const decisions = ({ state, everybody, clause }: Reading): Deadline[] =>
  Object.entries(state.decisions).flatMap(([about, { status, effectiveOn: on, kind }]): Deadline[] =>
    status === 'taken' && on !== null && kind !== 'discontinue-on'
      ? [{ on, what: 'decision', about, of: everybody, clause: clause('modification') }]
      : [],
  );

const meetings = ({ state, everybody, clause }: Reading): Deadline[] =>
  Object.entries(state.meetings).flatMap(([meeting, { status, on, actions }]): Deadline[] => [
    ...(status === 'scheduled' ? [{ on, what: 'meeting' as const, about: meeting, of: everybody, clause: clause('committee') }] : []),
    ...Object.entries(actions)
      .filter(([, action]) => action.status === 'open')
      .map(
        ([id, { owner, dueOn }]): Deadline => ({
          on: dueOn,
          what: 'action',
          about: `${meeting}/${id}`,
          of: [owner],
          clause: clause('committee'),
        }),
      ),
  ]);

const isBefore = (a: Deadline, b: Deadline): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** In the order of their dates; those that are past and still open are among them. */
export const deadlinesOf = (state: State): Deadline[] => {
  const everybody = state.instrument.participants.map(({ id }) => id);
  const reading = { state, everybody, clause: clauseOf(state.instrument) };
  return [commencement, decisions, meetings].flatMap((some) => some(reading)).sort(isBefore);
};
