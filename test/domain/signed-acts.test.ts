/** Where acts are signed, only those act who may: each attempt, what it gets, and that nothing changed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { type Event, parseEvent } from '../../domain/events.ts';
import { parseAct, parseInstrument } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { firstUnproven } from '../../domain/proofs.ts';
import { Refusal } from '../../domain/refusal.ts';
import { firstUnfounded } from '../../domain/rejudge.ts';
import type { State } from '../../domain/state.ts';
import { verifyEd25519 } from '../../keys/ed25519.ts';
import { previewOf } from '../../projections/preview.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { tellingOf } from '../../projections/telling.ts';
import { given, MOU, type Step } from '../support/given.ts';
import { GATE, KEYS, keyNamed, signedWith, type TestKey } from '../support/keys.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument, smallInstrumentInput, smallInstrumentWith } from '../support/small-instrument.ts';
import { proposal, consent, deliver, discontinueOn, giveNotice, modify, open, replacing, sign, text } from './acts.ts';

const { keeper, us, rok, other } = KEYS;
const OPENED = '2027-01-05T01:00:00Z';
const APRIL = '2027-04-01T15:00:00Z';

type Signed = ActInput & { id: string };
let count = 0;
const named = (act: ActInput): Signed => {
  count += 1;
  return parseAct({ id: `a${count}`, ...act }) as Signed;
};

/** An act with an id of its own, signed for this memorandum at the instant of its recording. */
const by = (key: TestKey, act: ActInput, at: string = APRIL, more: object = {}): ActInput =>
  signedWith(named(act), { key, mou: MOU, at, ...more });
const step = (key: TestKey, act: ActInput, at: string): Step => [by(key, act, at), at];

const opening = (more: object = {}): ActInput => ({
  ...open(),
  keys: { us: [us.jwk], rok: [rok.jwk] },
  keeperKeys: [keeper.jwk],
  ...more,
});
const opened: Step[] = [step(keeper, opening(), OPENED)];
const signed: Step[] = [
  ...opened,
  step(us, sign('us', '2027-01-05'), '2027-01-06T01:00:00Z'),
  step(rok, sign('rok', '2027-01-05'), '2027-01-06T02:00:00Z'),
];
const notice = parseAct(giveNotice('rok', 'n1', '2027-03-01')) as ActInput;
const delivery = deliver('n1', 'us', '2027-03-02');
const { to: _, ...receipt } = delivery;
const [second, third] = [keyNamed('second'), keyNamed('third')];
const register = (holder: string | undefined, key: TestKey, more: object = {}): ActInput => ({
  do: 'register-key',
  ...(holder && { by: holder }),
  jwk: key.jwk,
  ...more,
});
const revoke = (holder: string | undefined, key: TestKey, more: object = {}): ActInput => ({
  do: 'revoke-key',
  ...(holder && { by: holder }),
  kid: key.kid,
  ...more,
});
const february = (key: TestKey, act: ActInput) => step(key, act, '2027-02-01T00:00:00Z');
const lets = (keeperRecordsFor: unknown) =>
  step(keeper, opening({ instrument: parseInstrument({ ...smallInstrumentInput, acts: { keeperRecordsFor } }) }), OPENED);
/** The depositary is one of the Participants, and has been given a notice of the other's. */
const withDepositary = smallInstrumentWith({ depositary: { clause: 'III.3', id: 'us' } });
const lodged: Step[] = [
  step(keeper, opening({ instrument: withDepositary }), OPENED),
  ...signed.slice(1),
  step(rok, notice, '2027-03-01T15:00:00Z'),
];
const until = (holder: string, key: TestKey, end: string) => register(holder, key, { until: end });

/** Who, with what, and what they get: nothing, or the sentence with which it is refused. */
const ATTEMPTS: [what: string, before: Step[], act: () => ActInput, says: RegExp | null][] = [
  ['a Participant with its own key', signed, () => by(rok, notice), null],
  ['a Participant with no signature', signed, () => named(notice), /jws: acts of this memorandum are signed/],
  [
    'a mere `by`, signed by another Participant',
    signed,
    () => by(us, notice),
    /signed with a key of United States, and it takes a key of Republic of Korea/,
  ],
  ['a key that nobody registered', signed, () => by(other, notice), /no key .+ is registered/],
  ['a foreign key under the id of a registered one', signed, () => by(other, notice, APRIL, { kid: rok.kid }), /did not sign this/],
  [
    'an act signed for another memorandum',
    signed,
    () => signedWith(named(notice), { key: rok, mou: 'other', at: APRIL }),
    /did not sign this/,
  ],
  ['another date than was signed', signed, () => ({ ...by(rok, notice), noticeOn: '2027-03-02' }) as ActInput, /did not sign this/],
  ['another id than was signed', signed, () => ({ ...by(rok, notice), id: 'mine' }), /did not sign this/],
  ['told, though it was signed as quiet', signed, () => ({ ...by(rok, { ...notice, quiet: true }), quiet: false }), /did not sign this/],
  ['the signature of another act', signed, () => ({ ...named(notice), jws: by(rok, delivery).jws }), /did not sign this/],
  ['no id of its own', signed, () => signedWith(notice, { key: rok, mou: MOU, at: APRIL }), /id: is missing/],
  ['a signature whose time is over', signed, () => by(rok, notice, '2027-03-30T15:00:00Z'), /could be recorded until 2027-03-31T15:00:00Z/],
  ['a signature of tomorrow', signed, () => by(rok, notice, '2027-04-02T15:00:00Z'), /has not come yet/],
  [
    'a revoked key',
    [...signed, february(rok, register('rok', second)), february(second, revoke('rok', rok))],
    () => by(rok, notice),
    /was revoked as of/,
  ],
  [
    'the key that came in its place',
    [...signed, february(rok, register('rok', second)), february(second, revoke('rok', rok))],
    () => by(second, notice),
    null,
  ],
  [
    'an expired key',
    [...signed, february(rok, until('rok', second, '2027-03-01T00:00:00Z'))],
    () => by(second, notice),
    /holds from .+ until 2027-03-01/,
  ],
  [
    'a key that does not hold yet',
    [...signed, february(rok, register('rok', second, { from: '2027-05-01T00:00:00Z' }))],
    () => by(second, notice),
    /holds from 2027-05-01/,
  ],
  [
    'a key whose revocation is still to come',
    [...signed, february(rok, revoke('rok', rok, { from: '2027-05-01T00:00:00Z' }))],
    () => by(rok, notice),
    null,
  ],
  ['the keeper in the place of a Participant', signed, () => by(keeper, notice), /signed with a key of the keeper of the record/],
  [
    'the keeper where the instrument lets it record for all',
    [
      lets('all'),
      ...[step(us, sign('us', '2027-01-05'), '2027-01-06T01:00:00Z'), step(keeper, sign('rok', '2027-01-05'), '2027-01-06T02:00:00Z')],
    ],
    () => by(keeper, notice),
    null,
  ],
  [
    'the keeper where the instrument lets it record for the other one',
    [lets(['us']), ...signed.slice(1)],
    () => by(keeper, notice),
    /it takes a key of Republic of Korea/,
  ],
  ['the keeper, for nobody in particular', [...signed, step(rok, notice, APRIL)], () => by(keeper, delivery), null],
  ['a Participant, for nobody in particular', [...signed, step(rok, notice, APRIL)], () => by(us, delivery), null],
  ['the depositary, of what it received', lodged, () => by(us, receipt), null],
  ['the keeper, of what the depositary received', lodged, () => by(keeper, receipt), null],
  ['another Participant, of what the depositary received', lodged, () => by(rok, receipt), /signed with a key of Republic of Korea/],
  ['nobody, for nobody in particular', [...signed, step(rok, notice, APRIL)], () => named(delivery), /are signed, and this one is not/],
  ['a stranger, for nobody in particular', [...signed, step(rok, notice, APRIL)], () => by(other, delivery), /no key/],
  ['a Participant that annuls the opening', opened, () => by(us, { do: 'annul', reason: 'Opened twice' }), /takes a key of the keeper/],
  ['the keeper that annuls the opening', opened, () => by(keeper, { do: 'annul', reason: 'Opened twice' }), null],
  ['somebody who is no Participant', signed, () => by(keeper, sign('uk', '2027-01-05')), /it takes a key of uk/],
  ['a key registered for another Participant', signed, () => by(us, register('rok', second)), /it takes a key of Republic of Korea/],
  [
    'a key registered by the keeper in the place of a Participant',
    signed,
    () => by(keeper, register('rok', second)),
    /it takes a key of Republic of Korea/,
  ],
  [
    'a key registered by the keeper for who has none',
    [...signed, february(rok, revoke('rok', rok))],
    () => by(keeper, register('rok', second)),
    null,
  ],
  ['a key of the keeper registered by a Participant', signed, () => by(us, register(undefined, second)), /takes a key of the keeper/],
  ['a key of the keeper registered by the keeper', signed, () => by(keeper, register(undefined, second)), null],
  ['a key of another Participant revoked', signed, () => by(us, revoke('rok', rok)), /it takes a key of Republic of Korea/],
  ['a key of another Participant revoked as its own', signed, () => by(us, revoke('us', rok)), /is no key of United States/],
  [
    'a Participant that consents for the other',
    [...signed, step(us, discontinueOn('us', 'd1', '2027-12-31'), APRIL)],
    () => by(us, consent('rok', 'd1')),
    /it takes a key of Republic of Korea/,
  ],
  [
    'a Participant that consents itself',
    [...signed, step(us, discontinueOn('us', 'd1', '2027-12-31'), APRIL)],
    () => by(rok, consent('rok', 'd1')),
    null,
  ],
];

describe('where acts are signed', () => {
  test.each(ATTEMPTS)('%s', (_, before, act, says) => {
    const then = given(...before).when(act(), APRIL);
    if (says) then.thenRefused('NOT_AUTHORISED', undefined, says);
    else expect(then.events.length).toBeGreaterThan(0);
  });

  test('the first event of an act says whose key signed it, and the others nothing', () => {
    const [first, ...others] = given(...signed.slice(0, 2)).when(...(signed[2] as [ActInput, string])).events;
    expect(first).toMatchObject({ type: 'Signed', by: 'rok', proof: { by: 'rok', kid: rok.kid, act: { do: 'sign', by: 'rok' } } });
    expect(others.map(({ type, proof }) => [type, proof])).toEqual([['BecameOperative', undefined]]);
  });

  test('the record says that the keeper recorded what a Participant did', () => {
    const [event] = given(lets(['rok'])).when(by(keeper, sign('rok', '2027-01-05'), '2027-01-06T02:00:00Z'), '2027-01-06T02:00:00Z').events;
    expect(event).toMatchObject({ type: 'Signed', by: 'rok', proof: { by: null, kid: keeper.kid } });
  });

  test('for whom the keeper records is modified by a mutual decision, and that acts are signed is not', () => {
    const ask = modify('us', 'd1', replacing('/title', 'Title'));
    const patch = [{ op: 'add', path: '/acts', value: { keeperRecordsFor: ['rok'] } }];
    given(...signed)
      .and(step(us, { ...ask, patch } as ActInput, '2027-03-01T15:00:00Z'), step(rok, consent('rok', 'd1'), '2027-03-01T16:00:00Z'))
      .when(by(keeper, notice), APRIL)
      .withState({ authorisation: 'signed', notices: { n1: { by: 'rok' } } });
  });

  test('the same act sent again is the same act, even by a key revoked since, and a signature is good for one act', () => {
    const act = parseAct(by(rok, notice));
    const story = given(...signed).when(act, APRIL);
    story.and([by(rok, register('rok', second)), APRIL], [by(second, revoke('rok', rok)), APRIL]);
    expect(story.memorandum.record(act, parseInstant(APRIL)).events).toEqual(story.events);
    story.when({ ...act, id: 'again' }, APRIL).thenRefused('NOT_AUTHORISED');
  });

  test('an act is signed as it is recorded: nothing is filled in on the way', () => {
    const { kind: _, ...left } = notice as Record<string, unknown>;
    given(...signed)
      .when(signedWith({ id: 'a', ...left } as never, { key: rok, mou: MOU, at: APRIL }), APRIL)
      .thenRefused('INVALID', undefined, 'kind: a signed act writes it as it is recorded, as "discontinuation"');
  });

  test('what is not signed yet is previewed as though it were, and a wrong signature is refused there too', () => {
    const { log } = given(...signed).memorandum;
    const previewed = (act: ActInput) =>
      previewOf(new Memorandum(MOU, log, { ...GATE, isPreview: true }), parseAct(act), parseInstant(APRIL));
    expect(previewed(named(notice)).events).toMatchObject([{ type: 'NoticeGiven' }]);
    expect(() => previewed(by(us, notice))).toThrow(/it takes a key of Republic of Korea/);
  });

  test('time acts without a key', () => {
    const ended = given(...signed, [by(us, discontinueOn('us', 'd1', '2027-06-01')), APRIL], [by(rok, consent('rok', 'd1')), APRIL]);
    expect(ended.whenTimeReaches('2027-06-02T00:00:00Z').events[0]).toMatchObject({ type: 'DiscontinuationCommenced' });
  });
});

describe('an opening', () => {
  const alone =
    (act: ActInput, gate = GATE) =>
    () =>
      new Memorandum(MOU, [], gate).record(parseAct(act), parseInstant(OPENED));
  const asking = { ...GATE, asks: 'signed' as const };

  test('names keys, or its acts are open; where the deployment or the instrument asks for signatures it must name them', () => {
    expect(alone(named(open()))().events[0]).not.toHaveProperty('proof');
    expect(alone(named(open()), asking)).toThrow(/keeperKeys: acts are signed here/);
    const instrument = parseInstrument({ ...smallInstrumentInput, acts: { signed: true } });
    expect(alone(named(open(instrument)))).toThrow(/keeperKeys: acts are signed here/);
    expect(alone(by(keeper, opening(), OPENED), asking)().events[0]).toMatchObject({ proof: { by: null, kid: keeper.kid } });
  });

  test.each([
    ['nobody', () => named(opening()), /and this one is not/],
    ['a Participant', () => by(us, opening(), OPENED), /it takes a key of the keeper/],
    ['a key that it does not name', () => by(other, opening(), OPENED), /no key/],
    [
      'the keeper, with other keys than it signed',
      () => ({ ...by(keeper, opening(), OPENED), keys: { us: [other.jwk] } }) as ActInput,
      /did not sign/,
    ],
    [
      'the keeper, with another text than it signed',
      () => ({ ...by(keeper, opening(), OPENED), instrument: { ...smallInstrument, title: 'Other' } }) as ActInput,
      /did not sign/,
    ],
  ])('signed by %s is refused', (_, act, says) => {
    expect(alone(act())).toThrow(says);
  });

  test('may be left to the keepers that the deployment knows', () => {
    expect(alone(by(keeper, opening(), OPENED), { ...asking, keepers: [other.kid] })).toThrow(/MOU_KEEPER_KEYS/);
    expect(alone(by(keeper, opening(), OPENED), { ...asking, keepers: [keeper.kid] })().events).toHaveLength(1);
  });

  test.each([
    [{ keys: { uk: [us.jwk] } }, 'keys.uk: is not a Participant'],
    [{ keys: { us: [us.jwk], rok: [us.jwk] } }, 'is named twice'],
  ])('with %j is refused', (more, says) => {
    expect(alone(by(keeper, opening(more), OPENED))).toThrow(says);
  });

  test('with the private part of a key is refused without repeating it', () => {
    const d = us.privateKey.export({ format: 'jwk' }).d as string;
    const attempt = () => parseAct(named(opening({ keeperKeys: [{ ...keeper.jwk, d }] })));
    expect(attempt).toThrow(/keeperKeys\.0\.d: is not a field here/);
    expect(attempt).not.toThrow(new RegExp(d));
  });
});

describe('keys', () => {
  const refused = (act: () => ActInput, code: Refusal['code'], says: RegExp) =>
    given(...signed)
      .when(act(), APRIL)
      .thenRefused(code, 'III.1', says);

  test('are registered and revoked with the instants from which that holds', () => {
    given(...signed)
      .when(by(rok, register('rok', second, { until: '2028-01-01T00:00:00Z' })), APRIL)
      .then({ type: 'KeyRegistered', by: 'rok', data: { kid: second.kid, of: 'rok', from: APRIL, until: '2028-01-01T00:00:00Z' } })
      .when(by(second, revoke('rok', rok, { reason: 'Lost' })), APRIL)
      .then({ type: 'KeyRevoked', by: 'rok', data: { kid: rok.kid, of: 'rok', from: APRIL, reason: 'Lost' } })
      .withState({ keys: { [rok.kid]: { of: 'rok', until: APRIL, revoked: true } } });
  });

  test('that come and go are told, and that the keeper put one in', () => {
    const { events, state } = given(...signed, february(rok, revoke('rok', rok))).when(by(keeper, register('rok', second)), APRIL);
    expect(tellingOf(events[0] as Event, state)).toMatchObject({
      headline: 'A key of the Republic of Korea was registered',
      happened: `The key ${second.kid} of the Government of the Republic of Korea signs acts from ${APRIL}. The keeper of the record signed this, in the place of the Participant.`,
    });
    const revoked = given(...signed).when(by(rok, revoke('rok', rok)), APRIL);
    expect(tellingOf(revoked.events[0] as Event, revoked.state).headline).toBe('A key of the Republic of Korea was revoked');
  });

  test('are as of a date those that were recorded by then', () => {
    const { log } = given(...signed, february(rok, register('rok', second))).when(by(second, revoke('rok', rok)), APRIL).memorandum;
    const holding = (on: string) => {
      const { keys } = stateAsOf(log, { on }) as State;
      return [rok, second].map(({ kid }) => (keys[kid] ? (keys[kid].until ?? 'open') : 'none'));
    };
    expect(['2027-01-31', '2027-02-01', '2027-04-01', '2027-04-02'].map(holding)).toEqual([
      ['open', 'none'],
      ['open', 'open'],
      ['open', 'open'],
      [APRIL, 'open'],
    ]);
  });

  test('are not registered twice, for the past, for a time that is over before, or where acts are open', () => {
    refused(() => by(rok, register('rok', us)), 'ALREADY_RECORDED', /is registered already/);
    refused(() => by(rok, register('rok', third, { from: '2027-03-01T00:00:00Z' })), 'RETROACTIVE', /lies before/);
    refused(() => by(rok, until('rok', third, '2027-04-01T00:00:00Z')), 'TOO_EARLY', /until/);
    given([open(), OPENED])
      .when(register('us', second), APRIL)
      .thenRefused('NOT_FORESEEN', 'III.1', /are not signed/);
  });

  test('that do not hold anyway are not revoked, nor the last one of the keeper', () => {
    given(...signed, february(rok, register('rok', second)), february(second, revoke('rok', rok)))
      .when(by(second, revoke('rok', rok)), APRIL)
      .thenRefused('ALREADY_RECORDED', 'III.1');
    refused(() => by(keeper, revoke(undefined, keeper)), 'NOT_FORESEEN', /the last key of the keeper/);
    given(...signed, february(keeper, register(undefined, second)))
      .when(by(second, revoke(undefined, keeper)), APRIL)
      .then({ type: 'KeyRevoked', by: null });
  });

  describe('changed by a mutual decision', () => {
    const change = (more: object): ActInput => ({ ...proposal('us', 'd1'), kind: 'change-keys', ...more });
    const proposed = (more: object) => given(...signed).when(by(us, change(more)), APRIL);

    test('take the place of those of a Participant that lost its own, and of the keeper’s', () => {
      const decided = proposed({ keysOf: 'rok', jwk: second.jwk, kid: rok.kid }).when(by(rok, consent('rok', 'd1')), APRIL);
      decided
        .then(
          { type: 'DecisionConsented' },
          { type: 'DecisionTaken' },
          { type: 'KeyRegistered', by: null, clause: 'III.2' },
          { type: 'KeyRevoked' },
        )
        .when(by(rok, notice), APRIL)
        .thenRefused('NOT_AUTHORISED');
      decided.when(by(second, notice), APRIL).then({ type: 'NoticeGiven' });
      const keepers = proposed({ jwk: second.jwk, kid: keeper.kid }).when(by(rok, consent('rok', 'd1')), APRIL);
      keepers.withState({ keys: { [second.kid]: { of: null }, [keeper.kid]: { revoked: true } } });
      expect(firstUnfounded(MOU, keepers.memorandum.log, verifyEd25519)).toBeUndefined();
    });

    test('must be possible when it is proposed', () => {
      proposed({ keysOf: 'rok', kid: us.kid }).thenRefused('NOT_AUTHORISED', 'III.2', 'is no key of Republic of Korea');
      proposed({ kid: keeper.kid }).thenRefused('NOT_FORESEEN', 'III.2', 'the last key of the keeper');
      proposed({ jwk: us.jwk }).thenRefused('ALREADY_RECORDED', 'III.2', 'is registered already');
      expect(() => named(change({}))).toThrow(/jwk: must be given, or `kid`/);
    });
  });

  test('go on after the end', () => {
    given(
      ...signed,
      [by(us, discontinueOn('us', 'd1', '2027-06-01')), APRIL],
      [by(rok, consent('rok', 'd1')), APRIL],
      '2027-07-01T00:00:00Z',
    )
      .when(by(rok, register('rok', second), '2027-07-02T00:00:00Z'), '2027-07-02T00:00:00Z')
      .then({ type: 'KeyRegistered' });
  });
});

describe('a single changed byte', () => {
  /** Each string and number within, changed at one place. */
  const changed = (value: unknown, at: number): unknown => {
    const json = JSON.stringify(value);
    const code = json.charCodeAt(at);
    const other = String.fromCharCode(code === 0x7a ? 0x79 : code + 1);
    try {
      return JSON.parse(json.slice(0, at) + other + json.slice(at + 1));
    } catch {
      return undefined;
    }
  };

  test('of a signed act, wherever it is, is refused', () => {
    const before = given(...signed).memorandum.log;
    const act = by(rok, { ...notice, document: text('Notice, für 한국') } as ActInput);
    fc.assert(
      fc.property(fc.nat({ max: JSON.stringify(act).length - 1 }), (at) => {
        const forged = changed(act, at);
        fc.pre(forged !== undefined);
        const memorandum = new Memorandum(MOU, before, GATE);
        expect(() => memorandum.record(parseAct(forged), parseInstant(APRIL))).toThrow(Refusal);
        expect(memorandum.log).toEqual(before);
      }),
      { numRuns: drawn(400) },
    );
  });
});

describe('a signed record', () => {
  const whole = (): Memorandum =>
    given(
      ...signed,
      february(rok, register('rok', second)),
      february(second, revoke('rok', rok)),
      [by(second, notice), APRIL],
      [by(us, delivery), APRIL],
      '2028-01-01T00:00:00Z',
    ).memorandum;

  test('is verified from its events alone, by the keys of their time and by the rules', () => {
    const log = whole().log.map((event) => parseEvent(JSON.parse(JSON.stringify(event))));
    expect(firstUnproven(MOU, log, verifyEd25519)).toBeUndefined();
    expect(firstUnfounded(MOU, log, verifyEd25519)).toBeUndefined();
  });

  type Proven = Record<string, unknown> & { act: Record<string, unknown> };
  type Forged = Record<string, unknown> & { proof?: Proven };
  test.each([
    ['no proof', (event: Forged) => delete event.proof, /nobody signed the act/],
    ['the proof of another memorandum', (event: Forged) => ((event.proof as Proven).act.id = 'x'), /another act than the one recorded/],
    ['another key in its proof', (event: Forged) => ((event.proof as Proven).kid = us.kid), /names another key/],
    ['another holder in its proof', (event: Forged) => ((event.proof as Proven).by = null), /names another key/],
    [
      'another act in its proof',
      (event: Forged) => ((event.proof as Proven).act.noticeOn = '2027-03-02'),
      /another act than the one recorded/,
    ],
    ['a proof that proves nothing', (event: Forged) => ((event.proof as Proven).act = {}), /another act/],
    ['a signature of the revoked key', (event: Forged) => ((event.proof as Proven).jws = by(rok, notice).jws), /was revoked/],
    ['no act', (event: Forged) => [delete event.act, delete event.proof], /by no act/],
  ])('with %s is found out', (_, forge, says) => {
    const log = JSON.parse(JSON.stringify(whole().log));
    const event = log.find(({ type }: { type: string }) => type === 'NoticeGiven');
    forge(event);
    expect(firstUnproven(MOU, log, verifyEd25519)).toEqual({ seq: event.seq, why: expect.stringMatching(says) });
    expect(firstUnfounded(MOU, log, verifyEd25519)).toMatchObject({ seq: event.seq });
  });

  test('whose fact is another than what was signed does not follow by the rules', () => {
    const log = JSON.parse(JSON.stringify(whole().log));
    const event = log.find(({ type }: { type: string }) => type === 'NoticeDelivered');
    event.data.place = 'Busan';
    expect(firstUnfounded(MOU, log, verifyEd25519)).toMatchObject({ seq: event.seq, why: expect.stringContaining('of other content') });
  });

  test('of open acts has no proofs', () => {
    const log = JSON.parse(JSON.stringify(whole().log));
    delete log[0].data.keys;
    expect(firstUnproven(MOU, log, verifyEd25519)).toEqual({ seq: 1, why: 'it has a proof, and there was none to give' });
  });
});
