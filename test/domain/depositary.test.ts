/** What is given to a depositary is given to all others, on the day of its seat (III.3, III.4). Four Participants on both sides of the date line. */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { Instrument } from '../../domain/instrument.ts';
import { understoodOf } from '../../instruments/check/understood.ts';
import { explain } from '../../projections/explain.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decided,
  deliver,
  giveNotice,
  modify,
  nonRenewal,
  open,
  proposal,
  rectifyDelivery,
  replacing,
  sign,
  text,
} from './acts.ts';
import { BODY } from './memoranda.ts';

const seated = (id: string, shortName: string, city: string, timeZone: string) => ({
  id,
  name: `The Government of ${shortName}`,
  shortName,
  seat: { city, timeZone },
});

/** Ahead of UTC by 13 hours, by 9, and behind it by 10 and by 5. */
const PARTICIPANTS = [
  seated('to', 'Tonga', 'Nuku’alofa', 'Pacific/Tongatapu'),
  seated('jp', 'Japan', 'Tokyo', 'Asia/Tokyo'),
  seated('ck', 'Cook Islands', 'Avarua', 'Pacific/Rarotonga'),
  seated('us', 'United States', 'Washington', 'America/New_York'),
];
const IDS = PARTICIPANTS.map(({ id }) => id);
/** Ten hours behind UTC: a day begins there when it is over in Tonga but for one hour. */
const SECRETARIAT = BODY;
const JAPAN = { clause: 'III.3', id: 'jp' };

const memorandum = (depositary: object | undefined, terms: object = {}): Instrument =>
  Instrument.parse({
    ...smallInstrumentInput,
    participants: PARTICIPANTS,
    terms: {
      ...smallInstrumentInput.terms,
      committee: { clause: 'III.5', name: 'Committee', coChairs: ['to'] },
      commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' },
      withdrawal: { clause: 'III.4', remaining: 3 },
      ...(depositary && { depositary }),
      ...terms,
    },
    reminders: { renewal: [], expiry: [] },
  });

/** Operative since 2027-01-05. */
const operative = (instrument: Instrument): Step[] => [
  [open(instrument), '2027-01-05T12:00:00Z'],
  ...IDS.map((id): Step => [sign(id, '2027-01-05', { place: 'At sea', timeZone: 'UTC' }), '2027-01-06T12:00:00Z']),
];

/** To the depositary, without naming it. */
const lodge = (notice: string, deliveredOn: string, more: Partial<Extract<ActInput, { do: 'record-delivery' }>> = {}): ActInput => {
  const { to: _, ...receipt } = deliver(notice, 'none', deliveredOn);
  return { ...receipt, place: 'By post', ...more };
};

const noticed = (depositary: object, by = 'us', terms: object = {}) =>
  given(...operative(memorandum(depositary, terms)), [giveNotice(by, 'n1', '2027-03-01'), '2027-03-02T00:00:00Z']);

/** 2027-03-02 has begun at the depositary's seat, in Honolulu, and is over in Tonga since two hours. */
const SECOND = '2027-03-02T13:00:00Z';

describe('A notice of withdrawal through a depositary that is no Participant', () => {
  test('is delivered once for all, by a receipt that names no recipient, and its giver leaves alone', () => {
    // The day itself not counted: 29 days of March, and the first of April. It begins last in Honolulu’s zone, at Avarua: 10:00Z.
    noticed(SECRETARIAT)
      .when(lodge('n1', '2027-03-02'), SECOND)
      .then(
        {
          type: 'NoticeDelivered',
          on: '2027-03-02',
          data: {
            to: 'secretariat',
            servedOn: '2027-03-02',
            started: '2027-03-02',
            expectedOn: '2027-04-01',
            timeZone: 'Pacific/Honolulu',
          },
        },
        { type: 'WithdrawalExpected', data: { participant: 'us', expectedOn: '2027-04-01' } },
      )
      .withState({ notices: { n1: { status: 'delivered', deliveries: { secretariat: '2027-03-02' } } } })
      .whenTimeReaches('2027-04-01T10:00:00Z')
      .then({
        type: 'ParticipantWithdrew',
        on: '2027-04-01',
        at: '2027-04-01T10:00:00Z',
        data: { participant: 'us', lastDay: '2027-03-31' },
      });
  });

  test('has the date of the depositary’s seat: one that has begun only at seats further east lies in the future', () => {
    noticed(SECRETARIAT).when(lodge('n1', '2027-03-03'), SECOND).thenRefused('FUTURE_DATE', 'III.4', 'Pacific/Honolulu');
  });

  test('is not delivered to one of the others, nor where another date may hold', () => {
    noticed(SECRETARIAT)
      .when(deliver('n1', 'jp', '2027-03-02'), SECOND)
      .thenRefused('WRONG_RECIPIENT', 'III.4', 'the depositary (Secretariat)')
      .when(lodge('n1', '2027-03-02', { place: 'Washington' }), SECOND)
      .thenRefused('NOT_FORESEEN', 'III.4', 'Honolulu')
      .when(lodge('n1', '2027-03-02', { timeZone: 'Asia/Tokyo' }), SECOND)
      .thenRefused('NOT_FORESEEN', 'III.4', 'Honolulu')
      .when(lodge('n1', '2027-03-02', { place: 'Honolulu', to: 'secretariat' }), SECOND)
      .then({ type: 'NoticeDelivered' }, { type: 'WithdrawalExpected' })
      .when(lodge('n1', '2027-03-02'), SECOND)
      .thenRefused('ALREADY_DELIVERED', 'III.4', 'Secretariat');
  });

  test('is waited for of the depositary alone, and its date is explained with its clause', () => {
    const story = noticed(SECRETARIAT);
    expect(awaitedOf(story.state)).toEqual([{ of: 'secretariat', what: 'delivery', about: 'n1', since: '2027-03-01', dueOn: null }]);
    const served = story.and([lodge('n1', '2027-03-02'), SECOND]).state;
    expect(awaitedOf(served)).toEqual([]);
    expect(explain(served).find(({ id }) => id === 'notice/n1')).toMatchObject({
      date: '2027-04-01',
      inputs: expect.arrayContaining([{ name: 'delivered to Secretariat', value: '2027-03-02' }]),
      rule: expect.stringContaining(
        'What the Secretariat, the depositary, receives counts for all others, on the day of its seat, Honolulu (III.3).',
      ),
      sentence: expect.stringContaining('the date on which notice n1 was delivered to the depositary'),
    });
  });

  test('is rectified by a decision that names no recipient either', () => {
    noticed(SECRETARIAT)
      .and([lodge('n1', '2027-03-02'), SECOND])
      .when(rectifyDelivery('to', 'd0', 'n1', '2027-03-02', 'jp'), '2027-03-05T12:00:00Z')
      .thenRefused('NOTHING_TO_CORRECT', 'III.2', 'Japan')
      .and(
        ...decided(
          rectifyDelivery('to', 'd1', 'n1', '2027-03-01'),
          '2027-03-05T12:00:00Z',
          IDS.filter((id) => id !== 'to'),
        ),
      )
      .withState({ notices: { n1: { deliveries: { secretariat: '2027-03-01' }, expectedOn: '2027-03-31' } } });
  });

  test('where too few would remain it ends the memorandum for all, from the day of the one receipt', () => {
    noticed(SECRETARIAT, 'us', { withdrawal: { clause: 'III.4', remaining: 4 } })
      .when(lodge('n1', '2027-03-02'), SECOND)
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected', data: { expectedOn: '2027-04-01' } });
  });
});

describe('A depositary that is one of the Participants', () => {
  test('receives the others’ notices on the day of its seat', () => {
    // 15:30Z is 2027-03-03 in Tokyo, and still 2027-03-02 where the notice was written.
    noticed(JAPAN)
      .when(lodge('n1', '2027-03-03', { by: 'jp', place: 'Tokyo' }), '2027-03-02T15:30:00Z')
      .then({ type: 'NoticeDelivered', by: 'jp', data: { to: 'jp', expectedOn: '2027-04-02' } }, { type: 'WithdrawalExpected' });
  });

  test('records what it received, or the keeper does: no other Participant', () => {
    noticed(JAPAN)
      .when(lodge('n1', '2027-03-02', { by: 'us' }), SECOND)
      .thenRefused('NOT_AUTHORISED', 'III.4', 'the depositary (Japan)');
  });

  test('gives its own notice to each of the others: it receives none for them of itself', () => {
    const story = noticed(JAPAN, 'jp');
    expect(awaitedOf(story.state).map(({ of }) => of)).toEqual(['to', 'ck', 'us']);
    story
      .when(lodge('n1', '2027-03-02'), SECOND)
      .thenRefused('INVALID', 'III.4', 'to: is missing')
      .when(deliver('n1', 'jp', '2027-03-02'), SECOND)
      .thenRefused('WRONG_RECIPIENT', 'III.4')
      .and(...['to', 'ck'].map((to): Step => [{ ...deliver('n1', to, '2027-03-02'), place: 'By post' }, '2027-03-03T11:00:00Z']), [
        { ...deliver('n1', 'us', '2027-03-04'), place: 'By post' },
        '2027-03-04T12:00:00Z',
      ])
      .withState({ notices: { n1: { status: 'delivered', deliveredOn: '2027-03-04', expectedOn: '2027-04-03' } } });
  });

  test('goes on as the depositary when it has left, until a decision names another', () => {
    given(...operative(memorandum(JAPAN, { withdrawal: { clause: 'III.4', remaining: 2 } })))
      .and(
        [giveNotice('jp', 'n1', '2027-03-01'), '2027-03-02T00:00:00Z'],
        ...['to', 'ck', 'us'].map((to): Step => [{ ...deliver('n1', to, '2027-03-02'), place: 'By post' }, '2027-03-03T11:00:00Z']),
        '2027-05-01T12:00:00Z',
        [giveNotice('us', 'n2', '2027-05-01'), '2027-05-02T00:00:00Z'],
      )
      .withState({ participants: { jp: { until: '2027-03-31' } } })
      .when(lodge('n2', '2027-05-02', { place: 'Tokyo' }), '2027-05-02T12:00:00Z')
      .then({ type: 'NoticeDelivered', data: { to: 'jp', expectedOn: '2027-06-01' } }, { type: 'WithdrawalExpected' });
  });
});

/** Under the id of the Secretariat. */
const fijiJoins = (signedOn: string): ActInput => ({
  do: 'accede',
  participant: seated('secretariat', 'Fiji', 'Suva', 'Pacific/Fiji'),
  signatory: { name: 'A. N. Official', title: 'Minister' },
  signedOn,
  place: 'Suva',
  document: text('MOU original'),
});

describe('Which depositary it is', () => {
  const others = IDS.filter((id) => id !== 'us');
  const named = (value: typeof SECRETARIAT | typeof JAPAN, at: string) =>
    decided(modify('us', 'd1', [{ op: 'add', path: '/terms/depositary', value }]), at, others);

  test('is what the text of the notice’s own date says, whenever it is delivered', () => {
    given(...operative(memorandum(undefined)), [giveNotice('us', 'n1', '2027-03-01'), '2027-03-02T00:00:00Z'])
      .and(...named(SECRETARIAT, '2027-03-10T20:00:00Z'))
      .and([giveNotice('to', 'n2', '2027-03-12'), '2027-03-12T12:00:00Z'])
      .when(lodge('n1', '2027-03-12'), '2027-03-13T12:00:00Z')
      .thenRefused('INVALID', 'III.4', 'each of the others')
      .when(lodge('n2', '2027-03-12'), '2027-03-13T12:00:00Z')
      .then({ type: 'NoticeDelivered', data: { to: 'secretariat', expectedOn: '2027-04-11' } }, { type: 'WithdrawalExpected' });
  });

  test('is that of the notice’s date also where another has taken its place since', () => {
    noticed(SECRETARIAT)
      .and(...decided(modify('us', 'd1', replacing('/terms/depositary', JAPAN)), '2027-03-10T20:00:00Z', others))
      .when(deliver('n1', 'jp', '2027-03-12'), '2027-03-13T12:00:00Z')
      .thenRefused('WRONG_RECIPIENT', 'III.4', 'Secretariat')
      .when(lodge('n1', '2027-03-12'), '2027-03-13T12:00:00Z')
      .then(
        { type: 'NoticeDelivered', data: { to: 'secretariat', timeZone: 'Pacific/Honolulu', expectedOn: '2027-04-11' } },
        { type: 'WithdrawalExpected' },
      );
  });

  test('is on the day of the modification that names it already where that day has begun only at the giver’s seat', () => {
    // At 12:00Z of 2027-02-28 it is 2027-03-01 in Tonga, and nowhere else but in Japan from 15:00Z on.
    given(...operative(memorandum(undefined)))
      .and(
        ...decided(
          modify('us', 'd1', [{ op: 'add', path: '/terms/depositary', value: SECRETARIAT }], '2027-03-01'),
          '2027-02-10T20:00:00Z',
          others,
        ),
      )
      .and([giveNotice('to', 'n1', '2027-03-01'), '2027-02-28T12:00:00Z'])
      .when({ ...deliver('n1', 'jp', '2027-03-01'), place: 'By post' }, '2027-02-28T16:00:00Z')
      .thenRefused('WRONG_RECIPIENT', 'III.4', 'Secretariat');
  });

  describe('and where it sat on the day of the delivery, however late that is recorded', () => {
    const places = { Honolulu: 'Pacific/Honolulu', Tokyo: 'Asia/Tokyo' };
    const suva = { city: 'Suva', timeZone: 'Pacific/Fiji' };
    const moved = (depositary: object, seatOf: string) =>
      given(...operative({ ...memorandum(depositary), places }), [giveNotice('us', 'n1', '2027-03-01'), '2027-03-02T00:00:00Z']).and(
        ...decided(modify('us', 'd1', replacing(seatOf, suva)), '2027-03-10T20:00:00Z', others),
      );

    test.for([
      [SECRETARIAT, '/terms/depositary/seat', 'Honolulu'],
      [JAPAN, '/participants/1/seat', 'Tokyo'],
    ] as const)('%j', ([depositary, seatOf, place]) => {
      moved(depositary, seatOf)
        .when(lodge('n1', '2027-03-05', { place }), '2027-03-12T20:00:00Z')
        .then({ type: 'NoticeDelivered', data: { timeZone: places[place], expectedOn: '2027-04-04' } }, { type: 'WithdrawalExpected' });
      // It is 2027-03-13 at Suva since an hour, and at no seat of before.
      moved(depositary, seatOf)
        .when(lodge('n1', '2027-03-13', { place: 'Suva' }), '2027-03-12T13:00:00Z')
        .then({ type: 'NoticeDelivered', data: { timeZone: 'Pacific/Fiji', expectedOn: '2027-04-12' } }, { type: 'WithdrawalExpected' });
    });

    test('and it is told by its own name when another has taken its place, or its id', () => {
      const instrument = memorandum(SECRETARIAT, { accession: { clause: 'II', rule: 'open' } });
      const { state } = given(...operative(instrument), [giveNotice('us', 'n1', '2027-02-01'), '2027-02-02T00:00:00Z'])
        .and(...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/depositary' }]), '2027-02-10T20:00:00Z', others))
        .and([fijiJoins('2027-03-01'), '2027-03-02T12:00:00Z'])
        .when(lodge('n1', '2027-03-03'), '2027-03-05T00:00:00Z')
        .then({ type: 'NoticeDelivered', data: { timeZone: 'Pacific/Honolulu' } }, { type: 'WithdrawalExpected' });
      expect(explain(state).find(({ id }) => id === 'notice/n1')?.rule).toContain(
        'What the Secretariat, the depositary, receives counts for all others, on the day of its seat, Honolulu',
      );
    });
  });

  test('and who joins takes no id of a depositary that is no Participant', () => {
    const instrument = memorandum(SECRETARIAT, { accession: { clause: 'II', rule: 'open' } });
    given(...operative(instrument))
      .when(fijiJoins('2027-02-01'), '2027-02-02T12:00:00Z')
      .thenRefused('ALREADY_ACCEDED', 'II', 'the depositary');
  });
});

test('a notice of non-renewal is in time by the day on which the depositary received it', () => {
  // The term ends with 2028-01-04; a month before 2028-01-05 is 2027-12-05. At 10:30Z of the 6th that is the day in Honolulu; at 09:30Z it is still the 5th.
  const duration = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P1M' } };
  const story = given(...operative(memorandum(SECRETARIAT, { duration })), [nonRenewal('jp', 'n1', '2027-12-04'), '2027-12-04T12:00:00Z']);
  expect(awaitedOf(story.state)).toMatchObject([{ of: 'secretariat', about: 'n1', dueOn: '2027-12-05' }]);
  story
    .when(lodge('n1', '2027-12-06'), '2027-12-06T10:30:00Z')
    .thenRefused('TOO_LATE', 'III.4', '2027-12-05')
    .when(lodge('n1', '2027-12-05'), '2027-12-06T10:31:00Z')
    .then({ type: 'NoticeDelivered', data: { to: 'secretariat', servedOn: '2027-12-05' } })
    .whenTimeReaches('2028-01-05T11:00:00Z')
    .then({ type: 'Expired', on: '2028-01-05', data: { notice: 'n1', lastOperativeDay: '2028-01-04' } });
});

describe('Where receipt of the notes counts', () => {
  const notes = { operative: { clause: 'III.1', rule: 'mutual-confirmation', confirmations: 'notes-only', counts: 'receipt' } };
  const received = (by: string, confirmedOn: string, receivedOn: string): ActInput => ({ ...confirm(by, confirmedOn), receivedOn });
  const begun = (depositary: object) => given([open(memorandum(depositary, notes)), '2027-02-01T12:00:00Z']);

  test('the day of the depositary’s seat counts, whatever day it is at the others', () => {
    begun(SECRETARIAT)
      .and(...['to', 'ck', 'us'].map((by): Step => [received(by, '2027-02-01', '2027-02-02'), '2027-02-03T12:00:00Z']))
      // It is 2027-02-10 everywhere but in Honolulu and Avarua.
      .when(received('jp', '2027-02-08', '2027-02-10'), '2027-02-10T09:00:00Z')
      .thenRefused('FUTURE_DATE', 'III.1', 'the depositary')
      .when(received('jp', '2027-02-08', '2027-02-09'), '2027-02-10T09:01:00Z')
      .then({ type: 'Confirmed', on: '2027-02-09' }, { type: 'BecameOperative', on: '2027-02-09' });
  });

  test('and it is the depositary of the text as signed, also where a later one names none', () => {
    const rectified: ActInput = { ...proposal('us', 'd2'), kind: 'rectify', confirmation: 'jp', receivedOn: '2027-02-03' };
    begun(SECRETARIAT)
      .and(...IDS.map((by): Step => [received(by, '2027-02-01', '2027-02-02'), '2027-02-04T12:00:00Z']))
      .and(...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/depositary' }]), '2027-03-10T20:00:00Z', ['to', 'jp', 'ck']))
      .when({ ...rectified, receivedOn: '2027-03-13' }, '2027-03-13T09:00:00Z')
      .thenRefused('FUTURE_DATE', 'III.2', 'the depositary')
      .and(...decided(rectified, '2027-03-13T20:00:00Z', ['to', 'jp', 'ck']))
      .withState({ operativeOn: '2027-02-03' });
  });

  test('and the depositary’s own note is received by one of the others', () => {
    begun(JAPAN)
      .when(received('us', '2027-02-08', '2027-02-10'), '2027-02-09T13:00:00Z')
      .thenRefused('FUTURE_DATE', 'III.1', 'the depositary')
      .when(received('jp', '2027-02-09', '2027-02-10'), '2027-02-09T13:00:00Z')
      .then({ type: 'Confirmed', on: '2027-02-10' });
  });
});

describe('An instrument', () => {
  test('is told to have delivered to the depositary what it foresees, and no more', () => {
    const told = (terms: object) =>
      understoodOf(memorandum(SECRETARIAT, terms)).find(({ says }) => says.includes(', the depositary'))?.says;
    const none = { commencement: undefined, withdrawal: undefined };
    const noted = { operative: { clause: 'III.1', rule: 'mutual-confirmation', counts: 'receipt' } };
    expect(told({})).toMatch(/^A notice is delivered to /);
    expect(told(noted)).toMatch(/^A notice or a confirmation is delivered to /);
    expect(told({ ...none, ...noted })).toMatch(/^A confirmation is delivered to /);
    expect(told(none)).toMatch(/^Nothing is delivered to /);
    const renewal = { rule: 'automatic', period: 'P1Y', unless: 'P3M' };
    expect(told({ ...none, duration: { clause: 'III.2', period: 'P3Y', renewal } })).toMatch(/^A notice is delivered to /);
  });

  const problem = (depositary: object) => () => memorandum(depositary);

  test('names a Participant by its id alone, and a body of its own with a name and a seat', () => {
    expect(problem({ clause: 'III.3', id: 'secretariat' })).toThrow(/must be given: secretariat is no Participant \(to, jp, ck, us\)/);
    expect(problem({ ...JAPAN, name: 'Japan' })).toThrow(/jp is one, and has its own/);
    expect(problem({ ...SECRETARIAT, clause: 'III.99' })).toThrow(/cites III.99/);
  });
});

test('who left is no longer among those that consent, and the depositary that is no Participant never was', () => {
  noticed(SECRETARIAT)
    .and([lodge('n1', '2027-03-02'), SECOND], '2027-04-02T12:00:00Z')
    .and([modify('to', 'd1', replacing('/title', 'Another title')), '2027-04-03T12:00:00Z'])
    .and(...['jp', 'ck'].map((by): Step => [consent(by, 'd1'), '2027-04-03T12:00:00Z']))
    .withState({ decisions: { d1: { status: 'effective' } } });
});
