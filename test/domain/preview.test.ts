/** A preview says what the act would do, and does nothing: the events, dates and messages are those of the act itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../domain/delivery.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { previewLines } from '../../cli/preview.ts';
import { shownPreview } from '../../desk/pages/preview.ts';
import type { Event } from '../../domain/events.ts';
import { type Preview, previewOf } from '../../projections/preview.ts';
import { MOU } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { consent, deliver, giveNotice, open, sign, withdrawByDecision } from './acts.ts';
import { actOf, INSTRUMENTS, instrument, move } from './random-life.ts';

const AT = '2027-01-05T07:00:00Z';

const begun = (): Memorandum => {
  const memorandum = new Memorandum(MOU);
  for (const act of [open(), sign('us', '2027-01-05'), sign('rok', '2027-01-05')]) memorandum.record(parseAct(act), parseInstant(AT));
  memorandum.record(parseAct(giveNotice('us', 'n1', '2027-02-01')), parseInstant('2027-02-01T15:00:00Z'));
  return memorandum;
};

describe('A preview', () => {
  it('of a delivery says the events, the date with its reason, who is told and what lies ahead', () => {
    const memorandum = begun();
    const at = parseInstant('2027-02-04T03:00:00Z');
    const preview = previewOf(memorandum, parseAct(deliver('n1', 'rok', '2027-02-04')), at);
    expect(preview.events.map(({ type }) => type)).toEqual(['NoticeDelivered', 'DiscontinuationExpected']);
    expect(preview.dates.find(({ id }) => id === 'discontinuation')).toMatchObject({ date: '2027-08-03', expected: true, clause: 'III.4' });
    expect(preview.told).toEqual([
      { recipient: 'us', participant: 'us', channel: null, digest: false, unreached: null },
      { recipient: 'rok', participant: 'rok', channel: null, digest: false, unreached: null },
    ]);
    expect(preview.says?.headline).toContain('discontinuation is expected to commence on 2027-08-03');
    expect(preview.deadlines).toMatchObject([{ on: '2027-08-03', what: 'commencement' }]);
    expect(preview).toMatchObject({ seq: memorandum.seq, status: 'operative', repeated: false, next: { do: 'commence' } });
    expect(memorandum.log.at(-1)?.type).toBe('NoticeGiven');
  });

  it('says of whom the last message reached nobody, as the worker found it when it told', () => {
    const skipped = (recipient: string, seq: number, status: Delivery['status']): Delivery => ({
      ...{ key: `${MOU}/${seq}/${recipient}`, seq, recipient, channel: 'email', at: AT, status },
      detail: status === 'skipped' ? `no contacts of ${recipient} are named in contacts.yaml` : '250 OK',
    });
    const deliveries = [skipped('us', 3, 'skipped'), skipped('rok', 3, 'skipped'), skipped('rok', 4, 'accepted')];
    const at = parseInstant('2027-02-04T03:00:00Z');
    const { told } = previewOf(begun(), parseAct(deliver('n1', 'rok', '2027-02-04')), at, deliveries);
    expect(told).toMatchObject([
      { recipient: 'us', unreached: 'no contacts of us are named in contacts.yaml' },
      { recipient: 'rok', unreached: null },
    ]);
  });

  it('of a quiet act tells nobody', () => {
    const act = parseAct({ ...deliver('n1', 'rok', '2027-02-04'), quiet: true });
    expect(previewOf(begun(), act, parseInstant('2027-02-04T03:00:00Z'))).toMatchObject({ told: [], says: null });
  });

  it('of an act that is recorded already adds nothing, and of its id with other content is refused', () => {
    const memorandum = begun();
    const at = parseInstant('2027-02-04T03:00:00Z');
    const act = parseAct({ ...deliver('n1', 'rok', '2027-02-04'), id: 'd1' });
    const { events } = memorandum.record(act, at);
    expect(previewOf(memorandum, act, at)).toMatchObject({ repeated: true, events, settled: [], told: [] });
    expect(() => previewOf(memorandum, parseAct({ ...giveNotice('rok', 'n2', '2027-02-04'), id: 'd1' }), at)).toThrow('another act');
  });

  it('says the same as the act, or refuses as it is refused, in every life', () => {
    const found = <Answer>(attempt: () => Answer): Answer | { code: string; message: string } => {
      try {
        return attempt();
      } catch (error) {
        if (error instanceof Refusal) return { code: error.code, message: error.message };
        throw error;
      }
    };
    let ended = 0;
    fc.assert(
      fc.property(instrument, fc.array(move, { maxLength: 25, size: 'max' }), (name, moves) => {
        const memorandum = new Memorandum(MOU);
        let clock = parseInstant(AT);
        for (const act of [open(INSTRUMENTS[name]), sign('us', '2027-01-04'), sign('rok', '2027-01-05')]) {
          found(() => memorandum.record(parseAct(act), clock));
        }
        for (const one of moves) {
          clock += one.hours * 3_600_000;
          const act = found(() => parseAct(actOf(one, memorandum.state as State, new Date(clock).toISOString().slice(0, 10))));
          if ('code' in act) continue;
          const before = memorandum.seq;
          const preview = found(() => previewOf(memorandum, act, clock));
          expect(memorandum.seq).toBe(before);
          const done = found(() => memorandum.record(act, clock));
          if ('code' in done) expect(preview).toEqual(done);
          else {
            const { events, settled, status, repeated, atOnce, next } = preview as Preview;
            expect(events).toEqual(done.events);
            expect(memorandum.seq).toBe(before + (repeated ? 0 : settled.length + events.length));
            if (repeated) continue;
            const passed: Event[] = [];
            for (let some = memorandum.settle(clock); some; some = memorandum.settle(clock)) passed.push(...some);
            expect({ atOnce, status }).toEqual({ atOnce: passed, status: memorandum.state?.status });
            // What has come already does not lie ahead.
            expect(next === null || parseInstant(next.at) > clock).toBe(true);
            ended += passed.length;
          }
        }
      }),
      { numRuns: drawn(15) },
    );
    expect(ended).toBeGreaterThan(0);
  });

  it('of a delivery that is recorded late says that the end is recorded at once, and that no date lies ahead', () => {
    const preview = previewOf(begun(), parseAct(deliver('n1', 'rok', '2027-02-04')), parseInstant('2027-10-01T03:00:00Z'));
    expect(preview.events.map(({ type }) => type)).toEqual(['NoticeDelivered', 'DiscontinuationExpected']);
    expect(preview.atOnce).toMatchObject([{ type: 'DiscontinuationCommenced', on: '2027-08-03' }]);
    expect(preview).toMatchObject({ status: 'discontinued', awaited: [], deadlines: [], next: null });
    expect(preview.dates.find(({ id }) => id === 'discontinuation')?.sentence).toMatch(/^Discontinuation commenced on 2027-08-03, /);
    expect(previewLines(preview).join('\n')).toMatch(
      /would be discontinued\.[\s\S]*Time would then do at once[\s\S]*DiscontinuationCommenced/,
    );
    expect(shownPreview(preview, begun().log).atOnce).toMatchObject([{ type: 'DiscontinuationCommenced', headline: expect.any(String) }]);
  });

  it('says in every view who would be told at once, and who in a digest', () => {
    const memorandum = begun();
    const contacts = [
      { id: 'desk', channel: 'email', address: 'desk@rok.example' },
      { id: 'legal', channel: 'email', address: 'legal@rok.example', as: 'digest' },
    ] as const;
    const at = parseInstant('2027-02-04T03:00:00Z');
    memorandum.record(parseAct({ do: 'change-contacts', by: 'rok', contacts: [...contacts] }), at);
    const preview = previewOf(memorandum, parseAct(deliver('n1', 'rok', '2027-02-04')), at);
    expect(previewLines(preview)).toEqual(
      expect.arrayContaining(['  rok/desk (email)', '  rok/legal (email, in the digest of the next morning)']),
    );
    expect(shownPreview(preview, memorandum.log).told.map(({ how }) => how)).toContain('email, in the digest of the next morning');
  });

  it('names the dates that the act takes away, and who is waited for, in the words of the memorandum', () => {
    const memorandum = new Memorandum(MOU);
    const instrument = { ...smallInstrument, words: { discontinuation: 'termination', operative: 'in force' } };
    const served = [
      ...[open(instrument), sign('us', '2027-01-05'), sign('rok', '2027-01-05')].map((act) => [act, AT] as const),
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'] as const,
      [deliver('n1', 'rok', '2027-02-04'), '2027-02-04T03:00:00Z'] as const,
    ];
    for (const [act, at] of served) memorandum.record(parseAct(act), parseInstant(at));
    const at = parseInstant('2027-02-05T15:00:00Z');
    const proposed = previewOf(memorandum, parseAct(withdrawByDecision('us', 'd1', 'n1')), at);
    expect(previewLines(proposed, instrument)).toEqual(
      expect.arrayContaining([
        'Republic of Korea: consent to decision d1, since 2027-02-05',
        '2027-08-03  termination is expected to commence (n1)',
      ]),
    );
    memorandum.record(parseAct(withdrawByDecision('us', 'd1', 'n1')), at);
    const preview = previewOf(memorandum, parseAct(consent('rok', 'd1')), at);
    expect(preview.gone).toMatchObject([{ id: 'discontinuation', date: '2027-08-03' }, { id: 'last-operative-day' }]);
    expect(previewLines(preview)).toContain('No longer expected: termination expected to commence, 2027-08-03.');
    expect(shownPreview(preview, memorandum.log).gone).toEqual([
      'termination expected to commence, 2027-08-03',
      'last day in force, 2027-08-02',
    ]);
  });

  it('of a clerical correction moves no date, though the place stands among what a date rests on', () => {
    const document = { title: 'Erratum', sha256: 'f'.repeat(64) };
    const act = parseAct({ do: 'correct', kind: 'signature', of: 'rok', place: 'Busan', reason: 'A slip', document });
    const preview = previewOf(begun(), act, parseInstant('2027-02-04T03:00:00Z'));
    expect(preview.events.map(({ type }) => type)).toEqual(['Corrected']);
    expect(preview).toMatchObject({ dates: [], gone: [] });
  });
});
