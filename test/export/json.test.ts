/** The JSON export is whole, and anybody who has it can tell whether anything in it was changed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateAsOf } from '../../projections/as-of.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { plainState } from '../../domain/awaited.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { exportDocument, headsOf } from '../../export/json.ts';
import { verifyExport } from '../../proof/verify-export.ts';
import { deliver, giveNotice } from '../domain/acts.ts';
import { operativeThree } from '../domain/late-lives.ts';
import { dossier, rich, richNow } from '../support/dossiers.ts';
import { MOU, type Step } from '../support/given.ts';
import { fullLives } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';

type Written = { [key: string]: unknown; events: Record<string, unknown>[]; heads: string[] };
const made = exportDocument(dossier(rich.log, {}, richNow));
/** A copy, as it is read back from a file. */
const written = (): Written => JSON.parse(JSON.stringify(made));
const at = (document: Written, seq: number) => document.events[seq - 1] as { data: Record<string, unknown> } & Record<string, unknown>;

describe('an export', () => {
  test('holds every event, the head after each, and the state', () => {
    expect(made).toMatchObject({ format: 'mou-export', version: 1, mou: 'us-rok-tpd', exportedAt: '2027-10-15T12:00:00Z' });
    expect(made.events).toEqual(rich.log);
    expect(made.heads).toHaveLength(rich.log.length);
    expect(made.head).toBe(rich.memorandum.headAt(rich.log.length));
    expect(made.state).toEqual(plainState(rich.state));
  });

  test('is never of before what it holds, though the clock of this machine stands before that of a rehearsal', () => {
    const behind = dossier(rich.log, {}, parseInstant('2026-11-27T12:00:00Z'));
    expect(behind).toMatchObject({ today: '2027-09-01', madeAt: rich.log.at(-1)?.at });
  });

  test('speaks of the date that has begun at every seat that counts: of who has left it does not', () => {
    const memorandum = new Memorandum(MOU);
    const notice: Step[] = [
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T15:00:00Z'],
      [deliver('n1', 'jp', '2027-02-02'), '2027-02-02T15:00:00Z'],
    ];
    for (const step of [...operativeThree, ...notice]) memorandum.record(parseAct(step[0]), parseInstant(step[1]));
    // In Washington it is still the day before.
    const now = parseInstant('2027-05-02T00:00:00Z');
    expect(dossier(memorandum.log, {}, now).today).toBe('2027-05-01');
    while (memorandum.settle(now));
    expect(dossier(memorandum.log, {}, now).today).toBe('2027-05-02');
  });

  test('read back from a file is whole, and takes the memorandum up again', () => {
    for (const { log } of [rich, ...fullLives()]) {
      const document = JSON.parse(JSON.stringify(exportDocument(dossier(log))));
      const verified = verifyExport(document);
      expect(verified).toMatchObject({ ok: true, stateMatches: true, head: headsOf(document.mou, log).at(-1) });
      if (verified.ok) expect(plainState(new Memorandum(verified.mou, verified.events).state as State)).toEqual(document.state);
    }
  });

  test('holds what happened to the messages where that is known, beside the chain', () => {
    const delivery = {
      key: 'us-rok-tpd/1/us',
      seq: 1,
      recipient: 'us',
      channel: 'email',
      at: '2027-01-05T03:00:01Z',
      status: 'accepted',
    } as const;
    const document = exportDocument(dossier(rich.log, {}, richNow), [{ ...delivery, detail: '250 OK' }]);
    expect(document.head).toBe(made.head);
    expect(verifyExport(document)).toMatchObject({ ok: true, deliveries: [{ ...delivery, detail: '250 OK' }] });
    expect(verifyExport(made)).toMatchObject({ ok: true, deliveries: [] });
    expect(verifyExport({ ...document, deliveries: [{ ...delivery, key: 'other/1/us', detail: '' }] })).toEqual({
      ok: false,
      seq: null,
      reason: 'deliveries: other/1/us is not the key of event 1 of us-rok-tpd for us',
    });
    expect(verifyExport({ ...document, deliveries: [{ ...delivery, status: 'served', detail: '' }] })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('deliveries.0.status'),
    });
  });

  test('as known at an instant is a log up to it, whose chain holds; as of a date it holds all that was known', () => {
    const knownAt = parseInstant('2027-05-01T00:00:00Z');
    const earlier = exportDocument(dossier(rich.log, { on: '2027-04-14', knownAt }, richNow));
    expect(earlier.events).toEqual(rich.log.slice(0, earlier.events.length));
    expect(earlier.heads).toEqual(made.heads.slice(0, earlier.heads.length));
    expect(earlier.asOf).toEqual({ on: '2027-04-14', knownAt: '2027-05-01T00:00:00Z' });
    expect(earlier.state).toEqual(stateAsOf(rich.log, { on: '2027-04-14', knownAt }));
    expect(earlier.state.version).toBe(1);
    expect(verifyExport(JSON.parse(JSON.stringify(earlier)))).toMatchObject({ ok: true, stateMatches: true });
  });
});

describe('verification names the first wrong event', () => {
  const refused = (change: (document: Written) => void) => {
    const document = written();
    change(document);
    return verifyExport(document);
  };

  test('whatever field of it was changed', () => {
    for (const seq of [1, 2, 5, rich.log.length]) {
      const wrong = { ok: false, seq };
      expect(refused((document) => Object.assign(at(document, seq), { on: '2026-12-31' }))).toMatchObject(wrong);
      expect(
        refused((document) => Object.assign(at(document, seq), { by: made.events[seq - 1]?.by === null ? 'us' : null })),
      ).toMatchObject(wrong);
      expect(refused((document) => Object.assign(at(document, seq), { clause: 'I' }))).toMatchObject(wrong);
    }
    expect(refused((document) => Object.assign(at(document, 2).data, { place: 'Busan' }))).toEqual({
      ok: false,
      seq: 2,
      reason: 'event 2 (Signed) does not lead to the head that is stated after it',
    });
  });

  test('where one was left out, added, repeated or moved', () => {
    expect(refused(({ events, heads }) => [events.splice(4, 1), heads.splice(4, 1)])).toMatchObject({
      ok: false,
      seq: 5,
      reason: 'event 5 is numbered 6',
    });
    expect(refused(({ events }) => events.splice(4, 0, events[3] ?? {}))).toMatchObject({ ok: false, seq: 5 });
    expect(refused(({ events }) => events.reverse())).toMatchObject({ ok: false, seq: 1 });
    expect(refused(({ events }) => events.pop())).toMatchObject({ ok: false, seq: rich.log.length });
  });

  test('where it is no event, or has more to it than an event', () => {
    expect(refused((document) => Object.assign(at(document, 3), { type: 'Unheard' }))).toMatchObject({ ok: false, seq: 3 });
    expect(refused((document) => Object.assign(at(document, 3).data, { more: 1 }))).toMatchObject({ ok: false, seq: 3 });
    expect(refused(({ events }) => events.splice(2, 1, null as never))).toMatchObject({ ok: false, seq: 3 });
  });

  test('where the heads were computed again for another memorandum, or with an event that cannot follow', () => {
    const stolen = refused((document) => {
      document.mou = 'another';
    });
    expect(stolen).toMatchObject({ ok: false, seq: 1, reason: 'event 1 opens us-rok-tpd, and not another' });
    const forged = refused((document) => {
      const taken = document.events.find(({ type }) => type === 'DecisionTaken');
      Object.assign(taken?.data as object, { decision: 'd9' });
      document.heads = headsOf('us-rok-tpd', document.events as never);
      document.head = document.heads.at(-1);
    });
    expect(forged).toMatchObject({ ok: false, reason: expect.stringMatching(/does not follow from those before it/) });
  });

  test('and a head kept elsewhere shows a log written again', () => {
    const forged = written();
    Object.assign(at(forged, 2).data, { place: 'Busan' });
    forged.heads = headsOf('us-rok-tpd', forged.events as never);
    forged.head = forged.heads.at(-1);
    forged.state = plainState(stateAsOf(forged.events as never, {}) as State);
    expect(verifyExport(forged)).toMatchObject({ ok: true });
    expect(verifyExport(forged, { held: made.heads[4] ?? '' })).toMatchObject({ ok: false, seq: null });
    expect(verifyExport(written(), { held: made.heads[4] ?? '' })).toMatchObject({ ok: true });
  });

  const changes = fc.constantFrom(
    ...Object.keys(made.state ?? {}).flatMap((field) => [
      (state: Record<string, unknown>) => ({ ...state, [field]: 'forged' }),
      ({ [field]: _, ...state }: Record<string, unknown>) => state,
    ]),
    () => null,
    () => undefined,
    (state: Record<string, unknown>) => ({ ...state, more: 1 }),
  );
  test('and a state that was changed in any field does not pass, unless the events alone are asked about', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const document = { ...written(), state: change(written().state as Record<string, unknown>) };
        expect(verifyExport(document)).toEqual({
          ok: false,
          seq: null,
          stateMatches: false,
          reason: expect.stringMatching(/the events are whole, but the state does not follow from them/),
        });
        expect(verifyExport(document, { asRecorded: true })).toMatchObject({ ok: true, stateMatches: false });
      }),
      { numRuns: drawn(20) },
    );
  });

  test.each([undefined, null, 1, 'x', [], {}, { format: 'mou-export', version: 2 }])('and %j is no export', (document) => {
    expect(verifyExport(document)).toMatchObject({ ok: false, seq: null });
  });
});
