/** Who joins later may have to wait: from a day of its own on it belongs, and not before. */
import { describe, expect, test } from 'vitest';
import { shownOf } from '../../activities/judge/shown.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import type { Terms } from '../../domain/terms.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { explain } from '../../projections/explain.ts';
import { toldAct } from '../../projections/message.ts';
import { fold } from '../../domain/evolve.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { accede, admit, decidedOn } from './late-lives.ts';
import { consent, decided, deliver, giveNotice, modify, open, operative, proposal, rectifySignature, replacing, sign } from './acts.ts';
import { three } from './siblings.ts';

const WAIT = { after: 'P30D' } as const;
const MARCH = '2027-03-02T16:00:00Z';
const APRIL = '2027-04-02T16:00:00Z';
const MAY = '2027-05-01T16:00:00Z';

const openTo = (accession: object, more: Partial<Terms> = {}): Instrument =>
  smallInstrumentWith({ accession: { clause: 'II', rule: 'open', ...accession }, ...more });
const byTwo = (later?: object, more: object = {}): Instrument =>
  Instrument.parse({
    ...three,
    terms: { ...three.terms, operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, ...(later && { later }) }, ...more },
  });
const acceded = (accession: object = WAIT) => given(...operative(openTo(accession)), [accede('2027-03-01'), MARCH]);
const signedLater = (later: object = WAIT) => given(...operative(byTwo(later)), [sign('jp', '2027-03-01'), MARCH]);

describe('Who accedes and has to wait', () => {
  test('is expected to belong so long after its signature, and belongs once that day has begun at every seat', () => {
    given(...operative(openTo(WAIT)))
      .when(accede('2027-03-01'), MARCH)
      .then(
        { type: 'ParticipantAcceded', on: '2027-03-01', clause: 'II', data: { since: '2027-03-31', from: '2027-03-01' } },
        {
          type: 'MembershipExpected',
          clause: 'II',
          data: { participant: 'jp', from: '2027-03-01', expectedOn: '2027-03-31', beginsAt: '2027-03-31T04:00:00Z' },
        },
      )
      .withState({ participants: { jp: { since: null } }, joining: { jp: { since: '2027-03-31' } } });
    acceded()
      .whenTimeReaches(APRIL)
      .then({
        type: 'MembershipBegan',
        on: '2027-03-31',
        at: '2027-03-31T04:00:00Z',
        by: null,
        data: { participant: 'jp', since: '2027-03-31' },
      })
      .withState({ participants: { jp: { since: '2027-03-31' } } });
  });

  test('or from the first day of the month that follows: a first day is not itself enough', () => {
    acceded({ firstOfNextMonth: true })
      .whenTimeReaches(APRIL)
      .withState({ participants: { jp: { since: '2027-04-01' } } });
    acceded({ after: 'P1M', firstOfNextMonth: true })
      .whenTimeReaches(MAY)
      .withState({ participants: { jp: { since: '2027-05-01' } } });
  });

  test('counts from the decision that admits it', () => {
    given(...operative(openTo({ ...WAIT, rule: 'by-decision' })), ...decidedOn(admit, '2027-02-20', MARCH), [accede('2027-03-01'), MARCH])
      .withState({ joining: { jp: { from: '2027-02-20', since: '2027-03-22' } } })
      .whenTimeReaches(APRIL)
      .withState({ participants: { jp: { since: '2027-03-22' } } });
  });

  test('belongs at once where its signature is recorded when the wait is over', () => {
    given(...operative(openTo(WAIT)))
      .when(accede('2027-03-01'), APRIL)
      .then({ type: 'ParticipantAcceded', on: '2027-03-01' }, { type: 'MembershipBegan', on: '2027-03-31', clause: 'II' })
      .withState({ participants: { jp: { since: '2027-03-31' } } });
  });

  test('two on one day belong on one day, each by itself', () => {
    const korea = {
      id: 'nz',
      name: 'The Government of New Zealand',
      shortName: 'New Zealand',
      seat: { city: 'Wellington', timeZone: 'Pacific/Auckland' },
    };
    acceded()
      .and([{ ...accede('2027-03-01'), participant: korea } as never, MARCH])
      .whenTimeReaches(APRIL)
      .then({ type: 'MembershipBegan', data: { participant: 'jp' } }, { type: 'MembershipBegan', data: { participant: 'nz' } })
      .withState({ participants: { jp: { since: '2027-03-31' }, nz: { since: '2027-03-31' } } });
  });
});

describe('Who signs when so many have signed already', () => {
  test('belongs so long after its own signature', () => {
    given(...operative(byTwo(WAIT)))
      .when(sign('jp', '2027-03-01'), MARCH)
      .then(
        { type: 'Signed' },
        { type: 'MembershipExpected', clause: 'III.1', data: { participant: 'jp', from: '2027-03-01', expectedOn: '2027-03-31' } },
      )
      .withState({ participants: { jp: { since: null } } });
    signedLater()
      .whenTimeReaches(APRIL)
      .then({ type: 'MembershipBegan', on: '2027-03-31', clause: 'III.1' })
      .withState({ participants: { jp: { since: '2027-03-31' }, us: { since: '2027-01-05' } } });
  });

  test('before it is operative: from the operative date or its own day, and that is the later of both', () => {
    const steps = (after: string) =>
      [
        [
          open(
            byTwo({ after }, { operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, after: 'P60D', later: { after } } }),
          ),
          '2027-01-05T01:00:00Z',
        ],
        [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
        [sign('us', '2027-01-05'), '2027-01-05T16:00:00Z'],
        [sign('jp', '2027-01-20'), '2027-01-21T16:00:00Z'],
      ] as const;
    given(...steps('P30D'))
      .whenTimeReaches(MAY)
      .withState({ operativeOn: '2027-03-06', participants: { jp: { since: '2027-03-06' } } });
    given(...steps('P90D'))
      .whenTimeReaches('2027-03-10T00:00:00Z')
      .then({ type: 'BecameOperative' }, { type: 'MembershipExpected', data: { expectedOn: '2027-04-20' } })
      .whenTimeReaches(MAY)
      .withState({ operativeOn: '2027-03-06', participants: { jp: { since: '2027-04-20' } } });
  });

  test('a signature of the date on which the last of so many was made belongs with those', () => {
    given(...operative(byTwo(WAIT)), [sign('jp', '2027-01-05'), MARCH]).withState({ participants: { jp: { since: '2027-01-05' } } });
  });

  test('a signature that is rectified moves the day: ahead, back and among the first', () => {
    signedLater()
      .and(...decided(rectifySignature('us', 'd1', 'jp', '2027-02-20'), MARCH))
      .withState({ joining: { jp: { since: '2027-03-22', beginsAt: '2027-03-22T04:00:00Z' } }, participants: { jp: { since: null } } });
    const withJapan = (signedOn: string) => decided(rectifySignature('us', 'd1', 'jp', signedOn), APRIL, ['rok', 'jp']);
    signedLater()
      .and(...withJapan('2027-01-10'))
      .withState({ participants: { jp: { since: '2027-02-09' } } });
    signedLater()
      .and(...withJapan('2027-01-05'))
      .withState({ participants: { jp: { since: '2027-01-05' } } });
    signedLater()
      .and(...withJapan('2027-03-15'))
      .withState({ participants: { jp: { since: null } }, joining: { jp: { since: '2027-04-14' } } })
      .whenTimeReaches(MAY)
      .withState({ participants: { jp: { since: '2027-04-14' } } });
  });

  test('who was among the first that signed waits, where an earlier signature comes to light', () => {
    given(
      [open(byTwo(WAIT)), '2027-01-05T01:00:00Z'],
      [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
      [sign('us', '2027-01-08'), '2027-01-08T16:00:00Z'],
    )
      .when(sign('jp', '2027-01-06'), '2027-01-20T16:00:00Z')
      .then(
        { type: 'Signed' },
        { type: 'OperativeDateRectified', data: { operativeOn: '2027-01-06' } },
        { type: 'MembershipSuperseded', data: { participant: 'us', since: '2027-01-08' } },
        { type: 'MembershipExpected', data: { participant: 'us', from: '2027-01-08', expectedOn: '2027-02-07' } },
      )
      .withState({ participants: { us: { since: null }, jp: { since: '2027-01-06' } } });
  });

  test('what is proposed when its day has begun at one seat and not at every other is asked at once whether it can be', () => {
    signedLater()
      .when({ ...proposal('us', 'd1'), kind: 'withdraw-notice', notice: 'n9' }, '2027-03-31T01:00:00Z')
      .thenRefused('NOTICE_UNKNOWN');
  });

  test('it is not corrected without it to a day by which it would have had to consent', () => {
    signedLater()
      .when(rectifySignature('us', 'd1', 'jp', '2027-01-10'), MARCH)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'without Japan, who by this correction would have belonged by then');
  });

  test('belongs from its own signature where the text says nothing of a wait', () => {
    given(...operative(byTwo()), [sign('jp', '2027-03-01'), MARCH]).withState({ participants: { jp: { since: '2027-03-01' } } });
  });
});

describe('As long as it waits', () => {
  test('it is no Participant yet: it gives no notice and decides nothing', () => {
    for (const waits of [acceded(), signedLater()]) {
      waits
        .when(giveNotice('jp', 'n1', '2027-03-10'), '2027-03-11T16:00:00Z')
        .thenRefused('NOT_A_PARTICIPANT', 'III.3', 'Japan waits, and belongs from 2027-03-31')
        .when({ ...proposal('jp', 'd1'), kind: 'discontinue-on', on: '2027-12-31' }, '2027-03-11T16:00:00Z')
        .thenRefused('NOT_A_PARTICIPANT', undefined, '2027-03-31');
    }
    acceded().when(accede('2027-03-05'), APRIL).thenRefused('ALREADY_ACCEDED', 'II');
    acceded().when(accede('2027-03-01'), MARCH).thenRefused('ALREADY_ACCEDED', 'II', 'has joined already');
  });

  test('its consent is not waited for; once it belongs, it is', () => {
    const d1 = { ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2027-12-31' } as const;
    acceded()
      .and(...decided(d1, MARCH))
      .withState({ decisions: { d1: { status: 'taken', takenOn: '2027-03-03' } } });
    const open = acceded().and([d1, MARCH]);
    expect(open.state.decisions.d1?.status).toBe('proposed');
    open
      .and([consent('rok', 'd1'), APRIL])
      .withState({ decisions: { d1: { status: 'proposed' } } })
      .and([consent('jp', 'd1'), APRIL])
      .withState({ decisions: { d1: { status: 'taken', takenOn: '2027-04-03' } } });
  });

  test('no notice is delivered to it, and who leaves is counted without it until the day it belongs', () => {
    const leaving = {
      commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' },
      withdrawal: { clause: 'III.7', remaining: 2 },
    } as const;
    const noticed = (noticeOn: string, at: string) =>
      given(...operative(openTo(WAIT, leaving)), [accede('2027-03-01'), MARCH], [giveNotice('us', 'n1', noticeOn), at]);
    noticed('2027-03-02', MARCH)
      .when(deliver('n1', 'jp', '2027-03-03'), '2027-03-04T16:00:00Z')
      .thenRefused('NOT_A_PARTICIPANT');
    // On 1 April two remain: jp belongs since the day before.
    noticed('2027-03-02', MARCH)
      .and([deliver('n1', 'rok', '2027-03-02'), MARCH])
      .whenTimeReaches(MAY)
      .withState({ status: 'operative', participants: { us: { until: '2027-03-31' }, jp: { since: '2027-03-31' } } });
    given(...operative(openTo(WAIT, leaving)), [accede('2027-03-01'), MARCH])
      .and([giveNotice('us', 'n1', '2027-02-20'), MARCH], [deliver('n1', 'rok', '2027-02-21'), MARCH])
      .whenTimeReaches(MAY)
      .withState({ status: 'discontinued', participants: { jp: { since: null } } });
  });

  test('where by a correction enough belong on the day of a departure, the end that was expected falls away for that reason', () => {
    const leaving = {
      commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' },
      withdrawal: { clause: 'III.7', remaining: 2 },
    };
    const at = '2027-03-21T16:00:00Z';
    const expecting = given(...operative(byTwo(WAIT, leaving)), [sign('jp', '2027-03-20'), at]).and(
      [giveNotice('us', 'n1', '2027-03-02'), at],
      [deliver('n1', 'rok', '2027-03-02'), at],
    );
    expect(expecting.state.discontinuation?.expectedOn).toBe('2027-04-01');
    const corrected = expecting.and(...decided(rectifySignature('us', 'd1', 'jp', '2027-03-01'), at));
    expect(corrected.events.find(({ type }) => type === 'DiscontinuationNoLongerExpected')?.data).toMatchObject({
      reason: 'Notice n1 takes out its giver alone: enough Participants remain.',
    });
    corrected.withState({ discontinuation: null, notices: { n1: { takesOut: true } } });
  });

  test('a modification of the wait leaves the one that runs alone; one of the day of the signature counts', () => {
    const shorter = replacing('/terms/accession/after', 'P10D');
    acceded()
      .and(...decided(modify('us', 'd1', shorter), MARCH))
      .withState({ joining: { jp: { since: '2027-03-31' } } });
    given(...operative(openTo(WAIT)), ...decidedOn(modify('us', 'd1', shorter), '2027-03-01', MARCH), [
      accede('2027-03-01'),
      MARCH,
    ]).withState({
      joining: { jp: { since: '2027-03-11' } },
    });
    // In whichever order they are recorded.
    given(
      ...operative(openTo(WAIT)),
      [accede('2027-03-01'), MARCH],
      ...decidedOn(modify('us', 'd1', shorter), '2027-03-01', MARCH),
    ).withState({
      joining: { jp: { since: '2027-03-11' } },
    });
    const signing = replacing('/terms/operative/later/after', 'P10D');
    given(
      ...operative(byTwo(WAIT)),
      [sign('jp', '2027-03-01'), MARCH],
      ...decidedOn(modify('us', 'd1', signing), '2027-02-01', MARCH),
    ).withState({
      joining: { jp: { since: '2027-03-11' } },
    });
  });

  test('who was thought to wait, and by a paper that came to light later did not, is explained as any that never had to', () => {
    const explained = (state: Parameters<typeof explain>[0]) => explain(state).find(({ id }) => id === 'member/jp');
    const gone = modify('us', 'd1', replacing('/terms/accession', { clause: 'II', rule: 'open' }));
    const { state } = acceded().and(...decidedOn(gone, '2027-03-01', '2027-03-03T16:00:00Z'), APRIL);
    const { joining, accessions, participants } = acceded({}).and(APRIL).state;
    expect([state.joining, state.accessions, state.participants]).toEqual([joining, accessions, participants]);
    expect(explained(state)).toEqual(explained(acceded({}).and(APRIL).state));
    expect(explained(state)).toMatchObject({ date: '2027-03-01', inputs: [], rule: expect.not.stringContaining('waits') as string });
  });

  test('a signature of before the operative date waits by the text as it was signed, whatever is decided on that date', () => {
    const shorter = decidedOn(modify('us', 'd1', replacing('/terms/accession/after', 'P10D')), '2027-01-05', '2027-01-07T16:00:00Z');
    const early = given(...operative(openTo(WAIT)), ...shorter, [accede('2027-01-02'), '2027-01-07T16:00:00Z']);
    early.withState({ joining: { jp: { from: '2027-01-02', since: '2027-02-01' } }, accessions: [{ since: '2027-02-01' }] });
    expect(explain(early.state).find(({ id }) => id === 'member/jp')?.sentence).toContain('2027-02-01, 30 days after its own signature');
  });

  const OUT = [{ op: 'remove' as const, path: '/terms/accession' }];
  const BY_DECISION = replacing('/terms/accession/rule', 'by-decision');

  test.each([
    ['took out', OUT, WAIT, '2027-03-01'],
    ['took out before', OUT, WAIT, '2027-02-20'],
    ['took out where nobody waits', OUT, {}, '2027-02-20'],
    ['made depend on a decision', BY_DECISION, WAIT, '2027-03-01'],
  ])('whichever is recorded first stands: the signature by which one joined, or what %s its clause', (_, patch, wait, on) => {
    const [proposed, consented] = decidedOn(modify('us', 'd1', patch), on, MARCH) as [[never, string], [never, string]];
    acceded(wait)
      .and(proposed)
      .when(...consented)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', /^Japan joined by its signature of 2027-03-01/);
    const modified = given(...operative(openTo(wait)), proposed, consented).when(accede('2027-03-01'), MARCH);
    modified.thenRefused(patch === OUT ? 'NOT_FORESEEN' : 'NOT_AUTHORISED');
  });

  test('a correction by which its clause had gone before is refused as well', () => {
    const corrected = { ...proposal('us', 'd2'), kind: 'rectify', of: 'd1', consent: 'rok', consentedOn: '2027-03-01' } as const;
    const gone = modify('us', 'd1', OUT);
    const later = acceded().and(
      [{ ...gone, proposedOn: '2027-03-01' }, MARCH],
      [{ ...consent('rok', 'd1'), consentedOn: '2027-03-02' }, MARCH],
    );
    later
      .withState({ joining: { jp: { since: '2027-03-31' } }, decisions: { d1: { status: 'effective' } } })
      .when(corrected, APRIL)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'would foresee no such accession');
  });

  test('a seat that moves leaves the date: what is told is that the instant moved, and the modification comes first', () => {
    const moved = modify('us', 'd1', replacing('/participants/us/seat/timeZone', 'Pacific/Honolulu'));
    const { log } = acceded().and(...decidedOn(moved, '2027-03-01', '2027-03-03T16:00:00Z')).memorandum;
    const consented = log.findIndex(({ type }) => type === 'DecisionConsented');
    const told = toldAct({ before: fold(log.slice(0, consented)), events: log.slice(consented) })?.common;
    expect(told?.headline).toMatch(/consented to decision d1; .*version 2/);
    expect(told?.events.find(({ event }) => event.type === 'MembershipExpected')).toMatchObject({
      headline: 'The instant at which 2027-03-31 begins moved',
      happened:
        'The date 2027-03-31 stays as it was. The instant at which it has begun at every seat moved from 2027-03-31T04:00:00Z to 2027-03-31T10:00:00Z.',
    });
  });

  test('who has waited for the day on which the clause is modified takes part in that', () => {
    const [proposed, consented] = decidedOn(modify('us', 'd1', replacing('/terms/accession/after', 'P3D')), '2027-03-31', APRIL);
    acceded()
      .and(proposed as never, consented as never)
      .withState({ version: 1, decisions: { d1: { status: 'proposed' } } })
      .and([{ ...consent('jp', 'd1'), consentedOn: '2027-03-31' }, APRIL])
      .withState({ version: 2, decisions: { d1: { takenOn: '2027-03-31' } }, participants: { jp: { since: '2027-03-31' } } });
  });

  test('a modification that brings in accession with a wait makes wait who signs on its day', () => {
    const patch = [{ op: 'add' as const, path: '/terms/accession', value: { clause: 'II', rule: 'open', after: 'P30D' } }];
    given(...operative(), ...decidedOn(modify('us', 'd1', patch), '2027-03-01', MARCH), [accede('2027-03-01'), MARCH]).withState({
      joining: { jp: { since: '2027-03-31' } },
      decisions: { d1: { status: 'effective', takenOn: '2027-03-01' } },
    });
  });
});

describe('A memorandum that ends before one belongs', () => {
  const ends = () =>
    acceded().and(...decided({ ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2027-03-20' }, '2027-03-05T16:00:00Z'));
  const reason = (state: Parameters<typeof explain>[0]) => explain(state).find(({ id }) => id === 'member/jp');

  test('never has it as a Participant, and says so before and after', () => {
    const before = ends();
    expect(reason(before.state)).toMatchObject({ date: '2027-03-31', expected: true });
    expect(reason(before.state)?.sentence).toContain('would belong from 2027-03-31');
    expect(deadlinesOf(before.state).map(({ what }) => what)).not.toContain('membership');
    const after = before.whenTimeReaches(MAY);
    expect(after.events.map(({ type }) => type)).toEqual(['DiscontinuationCommenced']);
    expect(after.state.participants.jp).toEqual({ since: null, until: null });
    expect(reason(after.state)?.sentence).toContain('no longer operative since 2027-03-20');
    expect(calendarOf(after.memorandum.log).find(({ id }) => id === 'member/jp')).toMatchObject({ status: 'CANCELLED' });
  });

  test('and has it after all where the end falls away, also when its day is over by then', () => {
    ends()
      .and(...decided({ ...proposal('us', 'd2'), kind: 'withdraw-decision', withdraws: 'd1' }, '2027-03-06T16:00:00Z'))
      .whenTimeReaches(MAY)
      .withState({ status: 'operative', participants: { jp: { since: '2027-03-31' } } });
    const stop = { ...proposal('us', 'd2'), kind: 'withdraw-decision', withdraws: 'd1' } as const;
    ends()
      .whenTimeReaches(MAY)
      .and(...decidedOn(stop, '2027-03-10', MAY))
      .withState({ status: 'operative', participants: { jp: { since: '2027-03-31' } } });
  });

  test('a signature that comes to light after the end, whose wait was not over by then, is kept and never begins', () => {
    const late = given(
      ...operative(openTo(WAIT)),
      ...decided({ ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2027-03-20' }, MARCH),
      MAY,
    );
    late.when(accede('2027-03-01'), MAY).withState({ status: 'discontinued', participants: { jp: { since: null } } });
  });
});

describe('What is told', () => {
  test('why, and that it is expected: in the explanation, the deadlines and the calendar', () => {
    const { state, memorandum } = acceded({ ...WAIT, firstOfNextMonth: true });
    expect(explain(state).find(({ id }) => id === 'member/jp')).toMatchObject({
      date: '2027-04-01',
      clause: 'II',
      expected: true,
      sentence: expect.stringContaining(
        'is expected to belong from 2027-04-01, the first day of the month that follows 30 days after its own signature, of 2027-03-01 (II).',
      ),
    });
    expect(deadlinesOf(state)).toContainEqual({ on: '2027-04-01', what: 'membership', about: 'jp', of: ['us', 'rok', 'jp'], clause: 'II' });
    expect(shownOf(state, parseInstant(MARCH)).details).toContain('- 2027-04-01: Japan is expected to belong from then on (II)\n');
    expect(calendarOf(memorandum.log).find(({ id }) => id === 'member/jp')).toMatchObject({ date: '2027-04-01', status: 'TENTATIVE' });
  });

  test('as of a day: before the signature nothing, then that it waits, then that it belongs', () => {
    const { log } = acceded().whenTimeReaches(MAY).memorandum;
    expect(stateAsOf(log, { on: '2027-02-28' })?.participants).not.toHaveProperty('jp');
    expect(stateAsOf(log, { on: '2027-03-30' })).toMatchObject({
      participants: { jp: { since: null } },
      joining: { jp: { from: '2027-03-01', since: '2027-03-31', beginsAt: '2027-03-31T04:00:00Z' } },
      accessions: [{ by: 'jp' }],
    });
    expect(stateAsOf(log, { on: '2027-03-31' })).toMatchObject({
      participants: { jp: { since: '2027-03-31' } },
      joining: { jp: { beginsAt: null } },
    });
  });
});

describe('The terms', () => {
  const refused = (terms: object) => () => smallInstrumentWith(terms as Partial<Terms>);
  test('a wait of who signs later belongs to a number of signatures, and says how long', () => {
    expect(refused({ operative: { clause: 'III.1', rule: 'last-signature', later: WAIT } })).toThrow(/number-of-signatures alone/);
    expect(refused({ operative: { clause: 'III.1', rule: 'number-of-signatures', count: 1, later: {} } })).toThrow(
      /after or firstOfNextMonth/,
    );
  });
});
