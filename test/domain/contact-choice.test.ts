/** A contact chooses what it is told of, and whether one by one or once a day. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailOf } from '../../activities/notify/message.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { dateAt, nextMorning, parseInstant, wallClock } from '../../domain/calendar.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import { EVENTS } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { parseAct } from '../../domain/input.ts';
import { toldOfAct } from '../../domain/recipients.ts';
import { TOPICAL_TYPES } from '../../domain/topics.ts';
import type { State } from '../../domain/state.ts';
import { digestTo } from '../../projections/digest.ts';
import { toldAct } from '../../projections/message.ts';
import { Life, type Moment, untilDelivery } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';

const desk: RecordedContact = { id: 'desk', channel: 'email', address: 'desk@us.example' };
const change = (...contacts: RecordedContact[]): ActInput => ({ do: 'change-contacts', by: 'us', contacts });

/** Of each act its first type of event, and how us/desk is told of it. */
const toldIn = (contact: Partial<RecordedContact>, moments: readonly Moment[] = untilDelivery): [string, string][] => {
  const life = new Life([['2027-01-05T02:00:00Z', change({ ...desk, ...contact } as RecordedContact)], ...moments]);
  return life.acts().flatMap(({ before, events }): [string, string][] => {
    const after = fold(life.log.slice(0, events.at(-1)?.seq)) as State;
    const told = toldOfAct(before, events, after).find(({ recipient }) => recipient.key === 'us/desk');
    return told ? [[events[0]?.type ?? '', told.digestIn === null ? 'each' : 'digest']] : [];
  });
};

describe('a contact', () => {
  test('is told of every act where it chose nothing', () => {
    expect(toldIn({}).map(([type]) => type)).toEqual(['ContactsChanged', 'Signed', 'Signed', 'NoticeGiven', 'NoticeDelivered']);
  });

  test('is told of the topics and the events that it chose, where the act brings one of them', () => {
    expect(toldIn({ tellOf: ['notices'] })).toEqual([
      ['ContactsChanged', 'each'],
      ['NoticeGiven', 'each'],
      ['NoticeDelivered', 'each'],
    ]);
    // The last signature brings it about.
    expect(toldIn({ tellOf: ['BecameOperative', 'DiscontinuationExpected'] }).map(([type]) => type)).toEqual([
      'ContactsChanged',
      'Signed',
      'NoticeDelivered',
    ]);
  });

  test('is not told of what its own Participant does, where it does not wish to be', () => {
    // The other one's signature, and the delivery, which names nobody who recorded it.
    expect(toldIn({ ownActs: false }).map(([type]) => type)).toEqual(['ContactsChanged', 'Signed', 'NoticeDelivered']);
    expect(toldIn({ ownActs: true })).toHaveLength(5);
  });

  test('is told in a digest of all but what it wants to know at once', () => {
    expect(toldIn({ as: 'digest', atOnce: ['end'] })).toEqual([
      ['ContactsChanged', 'each'],
      ['Signed', 'digest'],
      ['Signed', 'digest'],
      ['NoticeGiven', 'digest'],
      ['NoticeDelivered', 'each'],
    ]);
  });

  test('learns of a change of its own place whatever it chose', () => {
    const later: Moment[] = [
      ['2027-01-06T00:00:00Z', change({ ...desk, address: 'other@us.example', tellOf: ['meetings'], ownActs: false, as: 'digest' })],
      ['2027-01-07T00:00:00Z', change({ ...desk, id: 'other' })],
    ];
    expect(toldIn({ tellOf: ['meetings'], ownActs: false, as: 'digest' }, later)).toEqual([
      ['ContactsChanged', 'each'],
      ['ContactsChanged', 'each'],
      ['ContactsChanged', 'each'],
    ]);
  });

  test.each([
    [{ ...desk, tellOf: ['weather'] }, /contacts\.0\.tellOf\.0: must be a topic \(status, signatures, .*\) or the type of an event/],
    [{ ...desk, tellOf: [] }, /contacts\.0\.tellOf: must name at least one/],
    [{ ...desk, as: 'weekly' }, /contacts\.0\.as/],
    [{ ...desk, atOnce: ['end'] }, /contacts\.0\.atOnce: goes with `as: digest` alone/],
    [{ ...desk, ownActs: 'no' }, /contacts\.0\.ownActs/],
    [{ id: 'hook', channel: 'webhook', url: 'https://us.example/', secret: 's', as: 'digest' }, /contacts\.0/],
  ])('%j is refused by its field', (contact, says) => {
    expect(() => parseAct({ do: 'change-contacts', by: 'us', contacts: [contact] })).toThrow(says);
  });
});

test('every type of event has a topic, and no topic holds anything else', () => {
  expect([...TOPICAL_TYPES].sort()).toEqual(Object.keys(EVENTS).sort());
});

describe('the morning on which a digest goes out', () => {
  test.each([
    ['2027-03-14T02:00:00Z', 'America/New_York', '2027-03-14T12:00:00Z'], // the clocks go forward in that night
    ['2027-11-07T02:00:00Z', 'America/New_York', '2027-11-07T13:00:00Z'], // and back in this one
    ['2027-11-07T12:59:59Z', 'America/New_York', '2027-11-07T13:00:00Z'],
    ['2027-11-07T13:00:00Z', 'America/New_York', '2027-11-08T13:00:00Z'],
    ['2011-12-29T20:00:00Z', 'Pacific/Apia', '2011-12-30T18:00:00Z'], // a day that Samoa never had lies between
  ])('after %s in %s is %s', (at, zone, expected) => {
    expect(nextMorning(parseInstant(at), zone)).toBe(parseInstant(expected));
  });

  test('is eight by the clock, after the instant, and no more than a day and an hour away', () => {
    const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2060, 0, 1) });
    const zone = fc.constantFrom('America/New_York', 'Asia/Seoul', 'Europe/London', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC');
    fc.assert(
      fc.property(instant, zone, (at, where) => {
        const morning = nextMorning(at, where);
        expect(wallClock(morning, where)).toBe(`${dateAt(morning, where)} 08:00`);
        expect(morning - at).toBeGreaterThan(0);
        expect(morning - at).toBeLessThanOrEqual(25 * 3_600_000);
      }),
      { numRuns: drawn(300) },
    );
  });
});

describe('a digest', () => {
  const life = new Life([['2027-01-05T02:00:00Z', change({ ...desk, as: 'digest' })], ...untilDelivery]);
  const recipient = { key: 'us/desk', participant: 'us', contact: desk };
  const acts = life.acts().flatMap((act) => toldAct(act) ?? []);

  test('tells of each act as it was told, and of dates as they are now', () => {
    const message = digestTo(acts.slice(1), recipient, life.state);
    expect(message).toMatchObject({
      ...{ key: `seed-life/${life.log.length}/us/desk`, since: 2, type: 'BecameOperative' },
      headline: expect.stringMatching(/^5 acts of the last day, among them: .*operative/),
    });
    expect(message?.acts?.map(({ by }) => by)).toEqual([
      ...['United States of America', 'Republic of Korea', 'United States of America', 'United States of America'].map(
        (name) => `The Government of the ${name}`,
      ),
      null,
    ]);
    const { text, html, subject, headers, icalEvent } = mailOf(message as never, { from: 'register@mou.example' });
    expect(subject).toContain('5 acts of the last day');
    for (const { headline } of message?.acts ?? []) {
      expect(text).toContain(headline);
      expect((html as string).replace(/<[^>]+>/g, '')).toContain(headline);
    }
    expect(text).toContain('2027-07-31');
    expect(text).not.toContain('By: nobody');
    expect(JSON.stringify(headers)).toContain('ContactsChanged,Signed,BecameOperative');
    expect(icalEvent).toBeDefined();
  });

  test('of one act is that act’s own message', () => {
    const [only] = acts.slice(-1);
    expect(digestTo(only ? [only] : [], recipient, life.state)).not.toHaveProperty('acts');
    expect(digestTo([], recipient, life.state)).toBeUndefined();
  });
});
