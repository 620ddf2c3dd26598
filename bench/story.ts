/** A memorandum of 50 events as they come in its life, and the acts that are tried on it. */
import type { Act, ActInput } from '../domain/acts/index.ts';
import { parseInstant } from '../domain/calendar.ts';
import { decide } from '../domain/decide.ts';
import type { Event } from '../domain/events.ts';
import { evolve, fold } from '../domain/evolve.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { parseAct } from '../domain/input.ts';
import type { Instrument } from '../domain/instrument.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { readInstrument } from '../instruments/index.ts';

export const EVENTS = 50;
const MOU = 'bench';
const START = parseInstant('2027-01-05T07:00:00Z');
const HOUR = 3_600_000;

const document = (title: string) => ({ title, sha256: fingerprint(title) });

const beginning = (instrument: Instrument): ActInput[] => [
  { do: 'open', mou: MOU, instrument },
  ...['us', 'rok'].map(
    (by): ActInput => ({
      do: 'sign',
      by,
      signedOn: '2027-01-05',
      place: 'Gyeongju',
      signatory: { name: 'A. N. Official', title: 'Minister' },
      document: document('MOU original'),
    }),
  ),
  { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2027-01-05', document: document('Notice') },
  { do: 'propose', by: 'us', decision: 'd1', kind: 'discontinue-on', on: '2028-06-30', document: document('d1') },
  { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-01-06', place: 'Seoul' },
];

/** An initiative and its reports, a meeting and its actions, turn by turn: what a memorandum mostly consists of. */
const cooperation = (turn: number): ActInput[] => [
  { do: 'start-initiative', by: 'us', initiative: `i${turn}`, area: 'II.B.4', title: `Test bed ${turn}` },
  { do: 'schedule-meeting', by: 'rok', meeting: `m-${turn}`, on: '2027-09-01', place: 'Seoul', agenda: ['Quantum'] },
  ...[1, 2, 3, 4].map(
    (action): ActInput => ({
      do: 'record-action',
      meeting: `m-${turn}`,
      action: `a${action}`,
      owner: 'us',
      what: 'Draft the roadmap',
      dueOn: '2027-12-01',
    }),
  ),
  ...Array.from({ length: 14 }, (): ActInput => ({ do: 'report-initiative', by: 'rok', initiative: `i${turn}`, report: 'On course.' })),
];

function* acts(instrument: Instrument): Generator<ActInput> {
  yield* beginning(instrument);
  for (let turn = 1; ; turn += 1) yield* cooperation(turn);
}

/** A log of so many events, made by the decider: each act is recorded an hour after the one before. */
export const logOf = async (length: number): Promise<Event[]> => {
  const log: Event[] = [];
  let state: State | undefined;
  for (const act of acts(await readInstrument('us-rok-tpd'))) {
    if (log.length >= length) break;
    const events = decide(parseAct(act), state, START + log.length * HOUR);
    if (events instanceof Refusal) throw events;
    state = events.reduce<State | undefined>(evolve, state);
    log.push(...events);
  }
  return log.slice(0, length);
};

export const stateOf = (log: readonly Event[]): State => fold(log) as State;

/** By name, acts that the memorandum of 50 events accepts. */
export const ACTS: Record<string, Act> = Object.fromEntries(
  (
    [
      { do: 'start-initiative', by: 'us', initiative: 'new', area: 'II.B.5', title: 'Exchange of researchers' },
      { do: 'report-initiative', by: 'rok', initiative: 'i1', report: 'On course.' },
      { do: 'schedule-meeting', by: 'us', meeting: 'new', on: '2028-01-10', place: 'Washington', agenda: ['6G'] },
      { do: 'record-action', by: 'us', meeting: 'm1', action: 'new', owner: 'rok', what: 'Comment on it', dueOn: '2027-11-01' },
      { do: 'give-notice', by: 'rok', notice: 'new', noticeOn: '2027-01-06', document: document('Notice') },
      {
        do: 'record-delivery',
        notice: 'n1',
        to: 'rok',
        deliveredOn: '2027-01-06',
        place: 'Seoul',
        method: 'note verbale, by hand',
        evidence: document('Receipt'),
      },
      { do: 'propose', by: 'rok', decision: 'new', kind: 'discontinue-on', on: '2028-06-30', document: document('new') },
      { do: 'consent', by: 'rok', decision: 'd1', document: document('d1') },
    ] satisfies ActInput[]
  ).map((act) => [act.do, parseAct(act)]),
);

/** Acts that ask for the whole text: a modification is applied to it and the result checked, as Participants would. */
export const MODIFICATION: Act = parseAct({
  do: 'propose',
  by: 'us',
  decision: 'new',
  kind: 'modify',
  patch: [{ op: 'replace', path: '/title', value: 'Shorter' }],
  document: document('new'),
});

/** After all that is recorded in the memorandum of 50 events. */
export const NOW = START + 100 * HOUR;
