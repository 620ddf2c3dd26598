import { describe, expect, test } from 'vitest';
import { EVENTS, type EventType } from '../../domain/events.ts';
import type { Message } from '../../projections/message.ts';
import type { Participant } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import {
  consented,
  delivered,
  fullLives,
  Life,
  type Moment,
  noticeGiven,
  proposed,
  untilDelivery,
  untilModificationTaken,
} from '../support/lives.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';

const given = (...moments: Moment[]) => new Life(moments);
const all = fullLives();
const told = all.flatMap((life) => life.messages());
const toldEvents = told.flatMap(({ events }) => events);

/** Of terms, withdrawals and corrections: the lives in `test/scenarios/` have them. */
const LIVED_ELSEWHERE = new Set([
  ...[
    'OperationExpected',
    'OperationNoLongerExpected',
    'Lapsed',
    'LapseSuperseded',
    'Annulled',
    'NonRenewalGiven',
    'ExpiryExpected',
    'ExpiryNoLongerExpected',
  ],
  ...['Renewed', 'RenewalsSuperseded', 'Extended', 'Expired', 'ExpirySuperseded', 'WithdrawalExpected', 'ParticipantWithdrew'],
  ...['WithdrawalSuperseded', 'ParticipantAcceded', 'ReviewDue', 'DecisionDatesChanged', 'ModificationSuperseded'],
  ...['MembershipExpected', 'MembershipBegan', 'MembershipSuperseded'],
  ...['NoticeDateRectified', 'ConfirmationRectified', 'ConsentRectified', 'MeetingRescheduled', 'Corrected'],
  ...['KeyRegistered', 'KeyRevoked'],
]);

describe('who is told', () => {
  const life = given(...untilDelivery);
  const messages = life.messages().slice(-2);

  test('every Participant of an act once, whatever it brought about, each under a key of its own', () => {
    expect(messages.map(({ key, recipient, recipientName }) => ({ key, recipient, recipientName }))).toEqual([
      { key: 'seed-life/7/us', recipient: 'us', recipientName: 'The Government of the United States of America' },
      { key: 'seed-life/7/rok', recipient: 'rok', recipientName: 'The Government of the Republic of Korea' },
    ]);
    for (const { events } of messages) {
      expect(events.map(({ event }) => event.type)).toEqual(['NoticeDelivered', 'DiscontinuationExpected']);
    }
  });

  test('the same again from the same act', () => {
    expect(life.messages().slice(-2)).toEqual(messages);
  });

  test('in plain JSON', () => {
    for (const one of told) expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  test('by its brief name with the article that its full name has', () => {
    const [us, rok] = smallInstrumentWith({}).participants as [Participant, Participant];
    const japan = { ...rok, name: 'The Government of Japan', shortName: 'Japan' };
    const signedBy = (participants: Participant[]) =>
      new Life(untilDelivery.slice(0, 1), { instrument: { ...smallInstrumentWith({}), participants } }).told('Signed').headline;
    expect(signedBy([us, rok])).toBe('The Republic of Korea signed on 2027-01-05');
    expect(signedBy([us, japan])).toBe('Japan signed on 2027-01-05');
  });

  test('of the instant of recording on the clock of its own seat', () => {
    expect(messages.map(({ recorded }) => recorded)).toEqual([
      '2027-02-01T02:00:00Z, 2027-01-31 21:00 in Washington',
      '2027-02-01T02:00:00Z, 2027-02-01 11:00 in Seoul',
    ]);
  });
});

test('a correction names whose record it is, briefly in its headline and in full below', () => {
  const document = { title: 'Erratum', sha256: 'f'.repeat(64) };
  const correct = (kind: 'signature' | 'delivery', of: string): Moment => [
    '2027-02-02T15:00:00Z',
    { do: 'correct', kind, of, place: 'Busan', reason: 'A slip', document },
  ];
  const headlines = ([kind, of]: ['signature' | 'delivery', string]) => given(...untilDelivery, correct(kind, of)).told('Corrected');
  const signature = headlines(['signature', 'rok']);
  expect(signature.headline).toBe('The record of the signature of the Republic of Korea was corrected');
  expect(signature.events[0]?.happened).toMatch(
    /^The record of the signature of the Government of the Republic of Korea was corrected: place: “Busan”/,
  );
  expect(headlines(['delivery', 'n1/rok']).headline).toBe('The record of the delivery of notice n1 to the Republic of Korea was corrected');
  const date = { kind: 'rectify', signature: 'rok', signedOn: '2027-01-04' };
  const rectified = [proposed('2027-02-02T15:00:00Z', 'us', 'd1', date), consented('2027-02-02T16:00:00Z', 'rok', 'd1')];
  const { events } = given(...untilDelivery, ...rectified).told('SignatureRectified');
  expect(JSON.stringify(events)).toContain('The date on which the Republic of Korea signed was corrected to 2027-01-04');
});

describe('every type of event', () => {
  test('occurs in these lives', () => {
    const types = new Set(toldEvents.map(({ event }) => event.type));
    expect(Object.keys(EVENTS).filter((type) => !types.has(type as EventType) && !LIVED_ELSEWHERE.has(type))).toEqual([]);
  });

  test.each(Object.keys(EVENTS))('%s is told in whole sentences, with its clause and what follows', (type) => {
    for (const one of toldEvents.filter(({ event }) => event.type === type)) {
      expect(one.headline).toMatch(/^[A-Z][^\n]*[^.\s]$/);
      expect(one.happened).toMatch(/^[A-Z].*[.”]$/);
      for (const line of one.follows) expect(line).toMatch(/^[A-Z].*\.$/);
    }
    for (const { events, calendar, ...one } of told.filter((each) => each.events.some(({ event }) => event.type === type))) {
      expect(one.follows).not.toEqual([]);
      expect(new Set(one.follows).size).toBe(one.follows.length);
      expect(one.clause?.text).not.toBe('');
      expect(JSON.stringify([one, calendar, events.map(({ event: _, ...words }) => words)])).not.toMatch(
        /undefined|null [a-z]|nobody acted|NaN|\[object/,
      );
    }
  });

  test('is told in the words of the memorandum', () => {
    const words = ({ headline, events, follows, dates, courtesy, forInformation }: Message) =>
      [
        headline,
        ...events.map(({ happened }) => happened),
        ...follows,
        ...dates.flatMap(({ what, sentence, rule }) => [what, sentence, rule]),
        courtesy?.opening,
        forInformation,
      ].join(' ');
    for (const one of told) {
      expect(words(one)).not.toMatch(/\b(party|parties|in force|entry into force|amend\w*|terminat\w*|agreements?|shall)\b/i);
    }
  });

  test('says that being told is not being served', () => {
    for (const { forInformation } of told) expect(forInformation).toMatch(/not delivery of a notice under III\.3/);
  });

  test('says "expected" of every date that is', () => {
    for (const { dates } of told) for (const date of dates.filter(({ expected }) => expected)) expect(date.sentence).toContain('expected');
  });
});

describe('a notice of discontinuation', () => {
  const given3 = given(...untilDelivery.slice(0, 3)).told('NoticeGiven');

  test('starts no clock', () => {
    expect(given3.clause?.id).toBe('III.3');
    expect(given3.follows[0]).toBe(
      'The notice itself starts no clock: the period of 180 days is counted from the date on which the notice is delivered (III.4).',
    );
    expect(given3.dates).toEqual([]);
  });

  test.each([
    [{ period: 'P6M', ends: 'end-of-month' }, '6 months after the date of delivery, and then to the end of that month.'],
    [{ period: 'P6M', ends: 'end-of-year' }, '6 months after the date of delivery, and then to the end of that calendar year.'],
    [{ period: 'P1Y', notBefore: 'P2Y' }, '1 year after the date of delivery, but not within 2 years of the operative date.'],
    [{ period: 'P0D' }, 'on the date of delivery.'],
    [{ period: 'P6M', orLater: true }, '6 months after the date of delivery, or on a later date that the notice states.'],
  ])('says when it takes effect, all that the text says of it: %o', (commencement, when) => {
    const instrument = smallInstrumentWith({ commencement: { clause: 'III.4', from: 'delivery', ...commencement } });
    const { follows } = new Life(untilDelivery.slice(0, 3), { instrument }).told('NoticeGiven');
    expect(follows[1]).toBe(`Once its delivery is recorded, discontinuation is expected to commence ${when}`);
  });

  test('that takes effect at once says so, and speaks of no period', () => {
    const instrument = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P0D', from: 'delivery' } });
    const { follows } = new Life(untilDelivery.slice(0, 3), { instrument }).told('NoticeGiven');
    expect(follows[0]).toBe('The notice itself starts no clock: it takes effect from the date on which the notice is delivered (III.4).');
    const told = new Life(untilDelivery, { instrument }).told('NoticeDelivered');
    expect(JSON.stringify(told)).not.toMatch(/\b0 days|day of delivery is not counted|may be withdrawn/);
  });

  test('starts the period where the instrument counts from the notice', () => {
    const instrument = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P6M', from: 'notice' } });
    const one = new Life(untilDelivery.slice(0, 3), { instrument }).told('NoticeGiven');
    expect(one.follows.join(' ')).not.toContain('starts no clock');
    expect(one.events[1]?.happened).toContain('expected to commence on 2027-07-29, 6 months after 2027-01-29');
    expect(one.dates.map(({ id, date }) => [id, date])).toContainEqual(['discontinuation', '2027-07-29']);
  });

  test('is told with the courtesy of a note, and nothing else is', () => {
    expect(given3.courtesy?.opening).toMatch(/presents its compliments to the Government of the Republic of Korea and has the honour/);
    expect(given3.courtesy?.closing).toMatch(/assurances of its highest consideration\.$/);
    expect(given(...untilDelivery).told('Signed').courtesy).toBeNull();
  });

  test('once delivered makes discontinuation expected, and names the reason', () => {
    const one = given(...untilDelivery).told('NoticeDelivered');
    expect(one.headline).toBe(
      'Notice n1 was delivered to the Republic of Korea on 2027-02-01; discontinuation is expected to commence on 2027-07-31',
    );
    expect(one.events[0]?.happened).toContain('at Seoul on 2027-02-01 (note verbale, by hand); the evidence is “Receipt”');
    expect(one.events[1]?.happened).toContain('expected to commence on 2027-07-31, 180 days after 2027-02-01');
  });

  test('delivered long ago but recorded late commences at once, on its true date', () => {
    const late = delivered('2027-08-15T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul');
    const life = given(...untilDelivery.slice(0, 3), late, '2027-08-15T02:00:00Z');
    expect(life.told('NoticeDelivered').follows).toContain(
      'That date has begun at every seat already, so that commencement is recorded at once, on its true date.',
    );
    expect(life.told('DiscontinuationCommenced')).toMatchObject({ headline: 'Discontinuation commenced on 2027-07-31', on: '2027-07-31' });
  });

  test('whose delivery is corrected after commencement leads to another date than the one recorded', () => {
    const [life] = all;
    expect(life?.toldOf('DiscontinuationExpected').happened).toMatch(/is expected to commence on 2027-08-09, 180 days after 2027-02-10/);
    expect(life?.toldOf('CommencementSuperseded').follows[1]).toContain('expected to commence on 2027-08-09, by notice n1 (III.4).');
    expect(all[1]?.told('OperativeDateRectified').dates.map(({ id }) => id)).toEqual(expect.arrayContaining(['operative', 'next-meeting']));
  });

  test('among three Participants waits for the other recipient', () => {
    const three = smallInstrumentWith({});
    const uk = { id: 'uk', name: 'The United Kingdom', shortName: 'United Kingdom', seat: { city: 'London', timeZone: 'Europe/London' } };
    const instrument = { ...three, participants: [...three.participants, uk] };
    const signedByUk = untilDelivery[0] as [string, object];
    const moments = [[signedByUk[0], { ...signedByUk[1], by: 'uk' }], ...untilDelivery] as Moment[];
    const life = new Life(moments, { instrument });
    expect(life.told('NoticeDelivered').follows[0]).toMatch(/^No period runs yet: it begins once the United Kingdom too has been served/);
    expect(life.toldOf('NoticeGiven').happened).toContain('the Government of the Republic of Korea and the United Kingdom');
  });
});

describe('discontinuation', () => {
  test('is expected, with the instant on the clock of each seat and the last operative day', () => {
    const one = given(...untilDelivery).told('DiscontinuationExpected');
    expect(one).toMatchObject({ type: 'DiscontinuationExpected', clause: { id: 'III.4' }, by: null });
    expect(one.events[1]?.happened).toContain(
      '2027-07-31T04:00:00Z, which is 2027-07-31 00:00 in Washington and 2027-07-31 13:00 in Seoul',
    );
    expect(one.events[1]?.follows[0]).toContain('last operative day is expected to be 2027-07-30');
    expect(one.dates.map(({ id }) => id)).toEqual(['discontinuation', 'last-operative-day']);
  });

  test('commenced, and the committee does not close with it', () => {
    const one = given(...untilDelivery, '2027-07-31T04:00:00Z').told('DiscontinuationCommenced');
    expect(one.headline).toBe('Discontinuation commenced on 2027-07-31');
    expect(one.events[0]?.happened).not.toContain('expected');
    expect(one.follows).toContain('The Joint Committee Meeting does not close with the memorandum: it does not rest on it alone (III.5).');
  });

  test('after a second notice the one that is earlier is what is told to govern', () => {
    const life = given(...untilDelivery, noticeGiven('2027-02-02T02:00:00Z', 'rok', 'n2', '2027-02-02'));
    expect(life.told('NoticeGiven').by).toBe('The Government of the Republic of Korea');
  });
});

describe('a decision', () => {
  test('taken is expected to take effect on its date', () => {
    const one = given(...untilModificationTaken).toldOf('DecisionTaken');
    expect(one.happened).toContain('decision d1, a modification of the memorandum, “A shorter title”');
    expect(one.follows[0]).toContain('Decision d1 is expected to take effect on 2027-06-01, the later date that it states (III.2).');
  });

  test('proposed waits for the consent of the other, to the same text', () => {
    const one = given(...untilModificationTaken.slice(0, 3)).told('DecisionProposed');
    expect(one.follows[0]).toContain(
      'The consent of the Government of the Republic of Korea is awaited, to the same text: SHA-256 60303ae2',
    );
  });

  test('in effect gives the next version, under its new title', () => {
    const one = given(...untilModificationTaken, '2027-06-01T04:01:00Z').told('ModificationTookEffect');
    expect(one.memorandum.title).toBe('Technology Prosperity Deal');
    expect(one.headline).toBe('A modification took effect on 2027-06-01: the text is now version 2');
    expect(one.events[0]?.happened).toContain('It changes the text at /title.');
  });

  test('declined after discontinuation does not call discontinuation expected', () => {
    const life = all[0] as Life;
    const after = life.log.find(({ type }) => type === 'DiscontinuationCommenced');
    expect(after).toBeDefined();
    const ended = given(
      ...untilDelivery,
      '2027-07-31T04:00:00Z',
      [
        '2027-08-02T15:00:00Z',
        {
          do: 'propose',
          by: 'us',
          decision: 'd1',
          kind: 'rectify',
          notice: 'n1',
          deliveredOn: '2027-02-10',
          document: { title: 'D', sha256: 'a'.repeat(64) },
        },
      ],
      ['2027-08-03T15:00:00Z', { do: 'decline', by: 'rok', decision: 'd1' }],
    );
    expect(ended.told('DecisionDeclined').follows.at(-1)).toBe(
      'The memorandum is no longer operative since 2027-07-31, when discontinuation commenced.',
    );
  });
});

test("somebody's own words stand on one line, clipped and between quotation marks", () => {
  const reason = `Regards\r\nBcc: all@example.org\n${'x'.repeat(2_000)}\u202e`;
  const life = given(...untilModificationTaken.slice(0, 3), ['2027-04-02T01:00:00Z', { do: 'decline', by: 'rok', decision: 'd1', reason }]);
  const { happened } = life.toldOf('DecisionDeclined');
  expect(happened).not.toMatch(/[\r\n\u202e]/);
  expect(happened.length).toBeLessThan(800);
  expect(happened).toContain('The reason given: “Regards Bcc: all@example.org xxx');
});

test('the state is left as it was', () => {
  const life = given(...untilDelivery);
  const before = structuredClone<State>(life.state);
  life.messages();
  expect(life.state).toEqual(before);
});
