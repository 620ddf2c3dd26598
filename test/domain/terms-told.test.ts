/** Each date that a term leads to, in each view, with the clause it comes from: lives of the shelf, cut off on a day. */
import { describe, expect, test } from 'vitest';
import { shownOf } from '../../activities/judge/shown.ts';
import { render } from '../../activities/notify/render.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { type DeadlineOf, deadlinesOf } from '../../domain/deadlines.ts';
import type { Event, EventType } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { recipientsIn } from '../../domain/recipients.ts';
import { simulate } from '../../domain/scenario.ts';
import type { State } from '../../domain/state.ts';
import { akomaNtoso } from '../../export/akoma-ntoso.ts';
import { dossierOf } from '../../export/dossier.ts';
import { historyOf } from '../../export/report/history.ts';
import { reportHtml } from '../../export/report/index.ts';
import { marksOf } from '../../export/report/marks.ts';
import { viewOf } from '../../export/report/view.ts';
import { actsOf } from '../../projections/acts.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { explain } from '../../projections/explain.ts';
import { messageOf } from '../../projections/message.ts';
import { logOf, scenarioIn } from '../support/scenario-lives.ts';

type Attribute = 'operativeOn' | 'discontinuationOn' | 'expiresOn' | 'noticeBy' | 'nextDate';

type Told = {
  /** A life of the shelf, and the instant at which it is looked at. */
  life: string;
  at: string;
  /** The date that the term leads to, and the clause from which. */
  on: string;
  clause: string;
  /** Under which it is explained, and stands in the calendar. */
  id: string;
  /** The event that is told, and says it. */
  event: EventType;
  /** Where it lies ahead. */
  deadline?: DeadlineOf;
  /** What the reminder of it is about; where one falls into the life. */
  reminder?: string;
  /** By which it is found. */
  attributes?: Attribute[];
  /** The day before, where a reminder or a page names that; and when on the timeline, where that is another day. */
  lastDay?: string;
  moment?: string;
};

const FACTS: Record<string, Told> = {
  'operative, on a first of a month ahead': {
    life: 'customs-data-exchange',
    at: '2027-03-31T12:00:00Z',
    on: '2027-04-01',
    clause: '§ 4',
    id: 'operative',
    event: 'OperationExpected',
    deadline: 'operation',
    attributes: ['nextDate'],
  },
  'operative, not before a date': {
    life: 'rail-timetables',
    at: '2026-11-11T12:00:00Z',
    on: '2026-12-13',
    clause: 'Point 2',
    id: 'operative',
    event: 'OperationExpected',
    deadline: 'operation',
    attributes: ['nextDate'],
  },
  'operative, so long after a receipt': {
    life: 'working-holiday-notes',
    at: '2027-04-24T12:00:00Z',
    on: '2027-04-25',
    clause: '5',
    id: 'operative',
    event: 'OperationExpected',
    deadline: 'operation',
    attributes: ['nextDate'],
  },
  'operative, by the last signature': {
    life: 'us-rok-tpd',
    at: '2025-10-30T12:00:00Z',
    on: '2025-10-29',
    clause: 'III.1',
    id: 'operative',
    event: 'BecameOperative',
    attributes: ['operativeOn'],
  },
  'operative, by so many signatures': {
    life: 'turtles-range-states',
    at: '2027-03-11T12:00:00Z',
    on: '2027-03-05',
    clause: '5.1',
    id: 'operative',
    event: 'BecameOperative',
    attributes: ['operativeOn'],
  },
  'the lapse': {
    life: 'customs-data-exchange-lapses',
    at: '2027-06-01T12:00:00Z',
    on: '2028-01-16',
    clause: '§ 4',
    id: 'lapse',
    event: 'Signed',
    deadline: 'lapse',
    reminder: 'lapse',
    attributes: ['nextDate'],
    lastDay: '2028-01-15',
  },
  lapsed: {
    life: 'customs-data-exchange-lapses',
    at: '2028-01-16T12:00:00Z',
    on: '2028-01-16',
    clause: '§ 4',
    id: 'lapse',
    event: 'Lapsed',
  },
  'the end of the term': {
    life: 'customs-data-exchange',
    at: '2027-04-02T12:00:00Z',
    on: '2028-04-01',
    clause: '§ 5',
    id: 'term-end',
    event: 'ExpiryExpected',
    deadline: 'expiry',
    attributes: ['expiresOn'],
    lastDay: '2028-03-31',
  },
  'the last day for a notice of non-renewal': {
    life: 'customs-data-exchange',
    at: '2027-04-02T12:00:00Z',
    on: '2028-02-01',
    clause: '§ 5',
    id: 'notice-by',
    event: 'ExpiryExpected',
    deadline: 'renewal',
    reminder: 'renewal',
    attributes: ['noticeBy', 'nextDate'],
  },
  renewed: {
    life: 'customs-data-exchange',
    at: '2028-04-02T12:00:00Z',
    on: '2029-04-01',
    clause: '§ 5',
    id: 'term-end',
    event: 'Renewed',
    deadline: 'expiry',
    attributes: ['expiresOn'],
    lastDay: '2029-03-31',
  },
  'the last day that the text names': {
    life: 'ph-us-roads-1947',
    at: '1947-02-15T12:00:00Z',
    on: '1950-07-01',
    clause: 'Article XVI(a)',
    id: 'term-end',
    event: 'ExpiryExpected',
    deadline: 'expiry',
    reminder: 'expiry',
    attributes: ['expiresOn', 'nextDate'],
    lastDay: '1950-06-30',
  },
  extended: {
    life: 'marine-research-three-years',
    at: '2024-01-16T12:00:00Z',
    on: '2027-03-01',
    clause: 'Paragraph 7.2',
    id: 'term-end',
    event: 'Extended',
    deadline: 'expiry',
    attributes: ['expiresOn'],
    lastDay: '2027-02-28',
  },
  expired: {
    life: 'marine-research-three-years',
    at: '2027-03-01T18:00:00Z',
    on: '2027-03-01',
    clause: 'Paragraph 7.2',
    id: 'term-end',
    event: 'Expired',
    attributes: ['expiresOn'],
    lastDay: '2027-02-28',
  },
  'the end by a notice': {
    life: 'us-rok-tpd',
    at: '2026-03-05T12:00:00Z',
    on: '2026-08-31',
    clause: 'III.4',
    id: 'discontinuation',
    event: 'DiscontinuationExpected',
    deadline: 'commencement',
    attributes: ['discontinuationOn', 'nextDate'],
  },
  'the end by a notice, counted from its own date': {
    life: 'us-uk-tpd',
    at: '2027-01-12T12:00:00Z',
    on: '2027-07-10',
    clause: 'III.4',
    id: 'discontinuation',
    event: 'DiscontinuationExpected',
    deadline: 'commencement',
    reminder: 'commencement',
    attributes: ['discontinuationOn'],
  },
  'the end by a notice, at the end of a month': {
    life: 'customs-data-exchange',
    at: '2029-02-15T12:00:00Z',
    on: '2029-03-01',
    clause: '§ 5',
    id: 'discontinuation',
    event: 'DiscontinuationExpected',
    deadline: 'commencement',
    attributes: ['discontinuationOn', 'nextDate'],
  },
  'the end by a notice, at the end of a term': {
    life: 'rail-timetables',
    at: '2028-09-21T12:00:00Z',
    on: '2029-12-13',
    clause: 'Point 4',
    id: 'discontinuation',
    event: 'DiscontinuationExpected',
    deadline: 'commencement',
    reminder: 'commencement',
    attributes: ['discontinuationOn'],
  },
  discontinued: {
    life: 'us-rok-tpd',
    at: '2027-03-31T12:00:00Z',
    on: '2027-03-30',
    clause: 'III.4',
    id: 'discontinuation',
    event: 'DiscontinuationCommenced',
    attributes: ['discontinuationOn'],
  },
  'the departure of one, not within a minimum term': {
    life: 'flood-warning-network',
    at: '2027-06-08T12:00:00Z',
    on: '2029-05-10',
    clause: 'Section 4(b)',
    id: 'notice/n1',
    event: 'WithdrawalExpected',
    deadline: 'withdrawal',
    reminder: 'withdrawal',
  },
  'who has left': {
    life: 'flood-warning-network',
    at: '2029-05-11T12:00:00Z',
    on: '2029-05-09',
    clause: 'Section 4(b)',
    id: 'last-day/sk',
    event: 'ParticipantWithdrew',
    moment: '2029-05-10',
  },
  'who has joined by its own signature': {
    life: 'turtles-range-states-joins',
    at: '2028-06-03T12:00:00Z',
    on: '2028-06-01',
    clause: '5.2',
    id: 'member/km',
    event: 'ParticipantAcceded',
  },
  'who has joined by a decision': {
    life: 'flood-warning-network-joins',
    at: '2028-03-16T12:00:00Z',
    on: '2028-03-07',
    clause: 'Section 4(c)',
    id: 'member/hu',
    event: 'ParticipantAcceded',
  },
  'who signed later, and waits': {
    life: 'sturgeon-range-states',
    at: '2027-04-07T12:00:00Z',
    on: '2027-07-01',
    clause: '3.1',
    id: 'member/rs',
    event: 'MembershipExpected',
    deadline: 'membership',
    attributes: ['nextDate'],
  },
  'who acceded, and has waited': {
    life: 'sturgeon-range-states',
    at: '2027-08-02T12:00:00Z',
    on: '2027-08-01',
    clause: '3.2',
    id: 'member/hr',
    event: 'MembershipBegan',
    moment: '2027-08-01',
  },
  'who signed later': {
    life: 'turtles-range-states',
    at: '2028-05-10T12:00:00Z',
    on: '2028-05-09',
    clause: '5.1',
    id: 'member/sc',
    event: 'Signed',
  },
  'an amendment that waits': {
    life: 'seismic-data-exchange',
    at: '2027-03-01T12:00:00Z',
    on: '2027-04-01',
    clause: '§ 4',
    id: 'decision/d1',
    event: 'DecisionTaken',
    deadline: 'decision',
    attributes: ['nextDate'],
  },
  'an amendment that has waited': {
    life: 'seismic-data-exchange',
    at: '2027-04-02T12:00:00Z',
    on: '2027-04-01',
    clause: '§ 4',
    id: 'decision/d1',
    event: 'ModificationTookEffect',
  },
  'the next review': {
    life: 'flood-warning-network',
    at: '2027-05-11T12:00:00Z',
    on: '2028-05-10',
    clause: 'Section 5',
    id: 'review',
    event: 'BecameOperative',
    deadline: 'review',
    reminder: 'review',
    attributes: ['nextDate'],
  },
  'a first meeting within so long': {
    life: 'us-uk-tpd',
    at: '2026-04-11T12:00:00Z',
    on: '2026-10-10',
    clause: 'III.5',
    id: 'next-meeting',
    event: 'BecameOperative',
    deadline: 'committee',
    attributes: ['nextDate'],
  },
  'meetings so often': {
    life: 'flood-warning-network',
    at: '2027-05-11T12:00:00Z',
    on: '2028-05-10',
    clause: 'Section 3',
    id: 'next-meeting',
    event: 'BecameOperative',
    deadline: 'committee',
    attributes: ['nextDate'],
  },
};

type Lived = { log: Event[]; state: State };

const livedUntil = async (life: string, at: string | null): Promise<Lived> => {
  const { scenario, instrument } = await scenarioIn(`shelf/${life}.yaml`);
  const before = scenario.steps.filter((step) => at === null || step.at <= at);
  const steps = at === null ? before : [...before, { at, do: 'look' as const }];
  const log = logOf(simulate({ ...scenario, steps }, instrument));
  return { log, state: fold(log) as State };
};

/** What the first Participant is told of the last act with such an event. */
const toldOf = ({ log, state }: Lived, isIt: (event: Event) => boolean): string => {
  const acts = actsOf(log);
  const at = acts.findLastIndex((events) => events.some(isIt));
  const events = acts[at];
  const [recipient] = recipientsIn({ ...state, contacts: {}, participants: {} });
  const message = events && recipient && messageOf({ before: fold(acts.slice(0, at).flat()), events }, recipient);
  return message ? render(message).text : '';
};

const says = ({ on, lastDay = on }: Told, text: string): boolean => text.includes(on) || text.includes(lastDay);

type Views = { [View in string]: (told: Told, lived: Lived) => void | Promise<void> };

/** What of the fact is not there, is no matter of a view: each says whether it has the date, and the clause. */
const VIEWS: Views = {
  'is explained': (told, { state }) => {
    const found = explain(state).find(({ id }) => id === told.id);
    expect(found).toMatchObject({ date: told.on, clause: told.clause });
    expect(says(told, found?.sentence ?? '')).toBe(true);
  },
  'is told in the message of what happened': ({ event, on, clause }, lived) => {
    const told = toldOf(lived, ({ type }) => type === event);
    expect(told).toContain(on);
    expect(told).toContain(`(${clause})`);
  },
  'stands in the calendar': ({ on, clause }, { log }) =>
    expect(calendarOf(log).filter(({ status }) => status !== 'CANCELLED')).toContainEqual(
      expect.objectContaining({ date: on, description: expect.stringContaining(`(${clause})`) as string }),
    ),
  'stands in the report, and as a moment on its timeline': ({ at, on, clause, moment = on }, { log }) => {
    const dossier = dossierOf(log, {}, parseInstant(at));
    if (!dossier) throw new Error('Nothing is known');
    expect(viewOf(dossier).dates).toContainEqual(expect.objectContaining({ date: on, clause }));
    expect(reportHtml(dossier)).toContain(on);
    const moments = marksOf(dossier, historyOf(log)).filter(({ kind, label }) => kind !== 'now' && label !== null);
    expect(moments.map(({ date }) => date)).toContain(moment);
  },
  'is noted in the Akoma Ntoso': (told, { log }) => {
    const dossier = dossierOf(log, {}, parseInstant(told.at));
    const notes = /<notes[\s\S]*<\/notes>/.exec(dossier ? akomaNtoso(dossier) : '')?.[0] ?? '';
    expect(notes.split('</note>').filter((note) => says(told, note) && note.includes(`(${told.clause})`))).not.toEqual([]);
  },
  'is found by its search attribute, and shown in the Web UI': (told, { state }) => {
    const { attributes, details } = shownOf(state, parseInstant(told.at));
    for (const attribute of told.attributes ?? []) expect(attributes).toMatchObject({ [attribute]: told.on });
    const lines = details.split('\n').filter((line) => says(told, line) && line.includes(`(${told.clause})`));
    if (told.attributes ?? told.deadline) expect(lines).not.toEqual([]);
  },
  'is among the deadlines while it lies ahead': ({ deadline, on, clause }, { state }) => {
    if (deadline) expect(deadlinesOf(state)).toContainEqual(expect.objectContaining({ what: deadline, on, clause }));
    else expect(deadlinesOf(state).filter((one) => one.on === on)).toEqual([]);
  },
};

describe.each(Object.entries(FACTS))('%s', (_, told) => {
  let lived: Promise<Lived> | undefined;
  test.each(Object.entries(VIEWS))('%s', async (_, holds) => {
    lived ??= livedUntil(told.life, told.at);
    await holds(told, await lived);
  });
});

const reminded = Object.entries(FACTS).filter(([, { reminder }]) => reminder);
test.each(reminded)('%s is reminded of, with its date and its clause', async (_, { life, on, clause, reminder, lastDay }) => {
  const whole = await livedUntil(life, null);
  const isIt = ({ type, data }: Event): boolean =>
    type === 'ReminderDue' && 'about' in data && data.about === reminder && 'dueOn' in data && [on, lastDay].includes(data.dueOn);
  const told = toldOf(whole, isIt);
  expect(told).toContain(on);
  expect(told).toContain(`(${clause})`);
});

test('what survives the end stands in the report once an end is expected, and not before', async () => {
  const sentencesAt = async (at: string): Promise<string[]> => {
    const dossier = dossierOf((await livedUntil('working-holiday-notes', at)).log, {}, parseInstant(at));
    return dossier ? viewOf(dossier).status.sentences : [];
  };
  const survives = ['Initiatives still under way go on until they are concluded (7).', 'This clause survives the end: 1 (7).'];
  expect(await sentencesAt('2029-06-01T12:00:00Z')).toEqual(expect.arrayContaining(survives));
  expect(await sentencesAt('2030-04-02T12:00:00Z')).toEqual(expect.arrayContaining(survives));
  expect((await sentencesAt('2027-04-26T12:00:00Z')).join(' ')).not.toContain('survives');
});
