import { afterEach, describe, expect, test, vi } from 'vitest';
import { fingerprint } from '../../domain/fingerprint.ts';
import { parseInstrument } from '../../domain/input.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, decided, deliver, discontinueOn, giveNotice, modify, noticeDelivered, operative, replacing, sign } from './acts.ts';
import { confirmed, pausable } from './siblings.ts';

const title = (value: string) => replacing('/title', value);
const period = (value: string) => replacing('/terms/commencement/period', value);
const from = (value: string) => replacing('/terms/commencement/from', value);
const APRIL = '2027-04-01T15:00:00Z';

describe('III.2: the Participants may modify this MOU', () => {
  const story = () =>
    given(
      ...operative(),
      [modify('us', 'd1', title('Technology Prosperity Deal'), '2027-06-01'), APRIL],
      [consent('rok', 'd1'), '2027-04-03T01:00:00Z'],
    );

  test('effective on the later stated date, when it has begun at every seat', () => {
    story()
      .withState({ version: 1, decisions: { d1: { status: 'taken', takenOn: '2027-04-03', effectiveOn: '2027-06-01' } } })
      .whenTimeReaches('2027-06-01T03:59:00Z')
      .then()
      .withState({ version: 1 })
      .whenTimeReaches('2027-06-01T04:01:00Z')
      .then({
        type: 'ModificationTookEffect',
        on: '2027-06-01',
        at: '2027-06-01T04:00:00Z',
        by: null,
        clause: 'III.2',
        data: { version: 2 },
      })
      .withState({ version: 2, instrument: { title: 'Technology Prosperity Deal' }, decisions: { d1: { status: 'effective' } } });
  });

  test('without a stated date, on the date decided', () => {
    given(...operative(), ...decided(modify('us', 'd1', title('Shorter')), APRIL)).withState({
      version: 2,
      instrument: { title: 'Shorter' },
    });
  });

  test.each(['2027-04-01', '2027-04-02'])('never retroactive: stated for %s, it takes effect on the date decided', (effectiveOn) => {
    given(...operative(), ...decided(modify('us', 'd1', title('Shorter'), effectiveOn), APRIL)).then(
      { type: 'DecisionConsented' },
      { type: 'DecisionTaken', data: { takenOn: '2027-04-02', effectiveOn: '2027-04-02' } },
      { type: 'ModificationTookEffect', on: '2027-04-02' },
    );
  });

  test('not on a date before that of the proposal', () => {
    given(...operative())
      .when(modify('us', 'd1', title('x'), '2027-03-31'), APRIL)
      .thenRefused('RETROACTIVE', 'III.2');
  });

  test('not on a date before the operative date', () => {
    given(...operative())
      .when(modify('us', 'd1', title('x'), '2027-01-04'), APRIL)
      .thenRefused('BEFORE_OPERATIVE', 'III.2');
  });

  test('each modification yields a version, whose hash is that of the consolidated text', () => {
    // `places` may be left out of an instrument: the text in force is the checked one, with its default.
    const patch = [{ op: 'remove', path: '/places' } as const];
    const outcome = given(
      ...operative(),
      ...decided(modify('us', 'd1', title('One')), APRIL),
      ...decided(modify('us', 'd2', patch), APRIL),
    );
    const { instrument, version } = outcome.state;
    expect(version).toBe(3);
    expect(parseInstrument(instrument)).toStrictEqual(instrument);
    expect(outcome.events.at(-1)).toMatchObject({ type: 'ModificationTookEffect', data: { sha256: fingerprint(instrument) } });
  });

  test('clauses are modified alike, added and removed', () => {
    const clause = { id: 'III.10', text: 'The Participants intend to publish this MOU.' };
    given(...operative(), ...decided(modify('us', 'd1', [{ op: 'add', path: '/clauses/-', value: clause }]), APRIL)).withState({
      instrument: { clauses: expect.arrayContaining([clause]) },
    });
  });

  describe('in a workflow', () => {
    afterEach(() => vi.unstubAllGlobals());

    test('it needs nothing that the sandbox of a workflow lacks', () => {
      vi.stubGlobal('structuredClone', undefined);
      given(...operative(), ...decided(modify('us', 'd1', title('Shorter')), APRIL)).withState({ version: 2 });
    });
  });
});

describe('A modification of the notice period leaves a period already running alone', () => {
  const shortened = (steps: ReturnType<typeof operative>) =>
    given(...operative(), ...steps, ...decided(modify('us', 'd1', period('P90D')), APRIL));

  test('running since the delivery', () => {
    shortened(noticeDelivered)
      .withState({ discontinuation: { expectedOn: '2027-07-31' } })
      .whenTimeReaches('2027-07-31T04:00:00Z')
      .then({ type: 'DiscontinuationCommenced', on: '2027-07-31' });
  });

  test('while a period that starts afterwards has the new length', () => {
    shortened([[giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z']])
      .when(deliver('n1', 'rok', '2027-04-02'), '2027-04-02T02:00:00Z')
      .then({ type: 'NoticeDelivered', data: { period: 'P90D' } }, { type: 'DiscontinuationExpected', data: { expectedOn: '2027-07-01' } });
  });

  test('running since a delivery that is recorded only afterwards', () => {
    shortened([[giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z']])
      .when(deliver('n1', 'rok', '2027-02-01'), '2027-04-20T02:00:00Z')
      .then(
        { type: 'NoticeDelivered', data: { period: 'P180D' } },
        { type: 'DiscontinuationExpected', data: { expectedOn: '2027-07-31' } },
      );
  });

  test('though it be counted from another date: from now on the notice’s own', () => {
    // The notice is dated before the operative date and delivered after it: only the delivery can have started a period.
    given(
      ...operative(),
      [giveNotice('us', 'n1', '2027-01-02'), '2027-01-29T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-01'), '2027-02-01T02:00:00Z'],
      ...decided(modify('us', 'd1', from('notice')), APRIL),
      [giveNotice('rok', 'n2', '2027-05-01'), '2027-05-01T02:00:00Z'],
    )
      .withState({ discontinuation: { notice: 'n1', expectedOn: '2027-07-31' }, notices: { n2: { expectedOn: '2027-10-28' } } })
      .whenTimeReaches('2027-07-31T04:00:00Z')
      .then({ type: 'DiscontinuationCommenced', on: '2027-07-31' }, { type: 'NoticeSuperseded' });
  });

  test('though it be counted from another date: from now on the delivery’s', () => {
    given(
      ...confirmed,
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      ...decided(modify('us', 'd1', from('delivery')), APRIL),
    )
      .when(deliver('n1', 'rok', '2027-04-20'), '2027-04-20T02:00:00Z')
      .then({ type: 'NoticeDelivered', data: { expectedOn: '2027-07-31' } })
      .withState({ discontinuation: { notice: 'n1', expectedOn: '2027-07-31' } });
  });

  test('and a notice given but not delivered, which has started none, still starts one by its delivery', () => {
    given(
      ...operative(),
      [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
      ...decided(modify('us', 'd1', from('notice')), APRIL),
    )
      .when(deliver('n1', 'rok', '2027-04-20'), '2027-04-20T02:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected', data: { expectedOn: '2027-10-17' } });
  });

  test('when a seat moves, the date stays and begins when it has begun there too', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      ...decided(modify('us', 'd1', replacing('/participants/0/seat', { city: 'Honolulu', timeZone: 'Pacific/Honolulu' })), APRIL),
    )
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken' },
        { type: 'ModificationTookEffect' },
        { type: 'DiscontinuationExpected', data: { expectedOn: '2027-07-31', commencesAt: '2027-07-31T10:00:00Z' } },
      )
      .whenTimeReaches('2027-07-31T09:59:59Z')
      .then()
      .whenTimeReaches('2027-07-31T10:00:00Z')
      .then({ type: 'DiscontinuationCommenced', on: '2027-07-31' });
  });
});

describe('Several modifications', () => {
  const both = (one: string | undefined, other: string | undefined) =>
    given(
      ...operative(),
      [modify('us', 'd1', [{ op: 'remove', path: '/areas/1' }], one), APRIL],
      [modify('rok', 'd2', replacing('/areas/1/title', 'Quantum'), other), APRIL],
      [modify('us', 'd3', title('Shorter'), other), APRIL],
      [modify('us', 'd4', [{ op: 'remove', path: '/areas/II.A.1' }], one), APRIL],
    );

  test('may be open at once; those that do not conflict take effect by their dates and, on one date, as they were taken', () => {
    both('2027-06-01', '2027-05-01')
      .and([consent('rok', 'd3'), APRIL], [consent('us', 'd2'), APRIL], [consent('rok', 'd4'), APRIL])
      .whenTimeReaches('2027-06-02T00:00:00Z')
      .then(
        { type: 'ModificationTookEffect', on: '2027-05-01', data: { decision: 'd3', version: 2 } },
        { type: 'ModificationTookEffect', on: '2027-05-01', data: { decision: 'd2', version: 3 } },
        { type: 'ModificationTookEffect', on: '2027-06-01', data: { decision: 'd4', version: 4 } },
      );
  });

  test('of two that conflict the second cannot be taken', () => {
    both('2027-05-01', '2027-06-01')
      .and([consent('rok', 'd1'), APRIL])
      .when(consent('us', 'd2'), '2027-04-02T01:00:00Z')
      .thenRefused('CONFLICT', 'III.2', /has changed since by decision d1$/)
      .withState({ decisions: { d1: { status: 'taken' }, d2: { status: 'proposed' } } });
  });

  test('nor may a later decision take effect first and break one already taken', () => {
    both('2027-05-01', '2027-06-01')
      .and([consent('us', 'd2'), APRIL])
      .when(consent('rok', 'd1'), '2027-04-02T01:00:00Z')
      .thenRefused('CONFLICT', 'III.2');
  });

  test('nor one that takes effect at once, on a date that has begun in Seoul alone', () => {
    // d2 waits for midnight in Washington; d1, decided in Seoul on that very date, would take effect before it.
    both(undefined, '2027-04-10')
      .and([consent('us', 'd2'), APRIL])
      .when(consent('rok', 'd1'), '2027-04-09T16:00:00Z')
      .thenRefused('CONFLICT', 'III.2');
  });

  test('what one adds another decided for later may rest on', () => {
    const add = [{ op: 'add', path: '/places/Busan', value: 'Asia/Seoul' } as const];
    given(...operative(), ...decided(modify('us', 'd1', add, '2027-05-01'), APRIL))
      .when(modify('us', 'd2', [{ op: 'remove', path: '/places/Busan' }], '2027-04-30'), APRIL)
      .thenRefused('BAD_PATCH', 'III.2')
      .when(modify('us', 'd2', [{ op: 'remove', path: '/places/Busan' }], '2027-05-01'), APRIL)
      .then({ type: 'DecisionProposed' });
  });
});

describe('A modification that comes to light after another of the same part', () => {
  const JUNE = '2027-06-02T15:00:00Z';
  const proposed = (decision: string, on: string, effectiveOn?: string) => ({
    ...modify('us', decision, title(decision), effectiveOn),
    proposedOn: on,
  });
  const dated = (decision: string, on: string, effectiveOn?: string): Step[] => [
    [proposed(decision, on, effectiveOn), JUNE],
    [{ ...consent('rok', decision), consentedOn: on }, JUNE],
  ];

  test('was in effect until that, which was written with it', () => {
    given(...operative(), ...dated('known', '2027-05-01'), ...dated('late', '2027-04-01')).withState({
      version: 3,
      modifications: ['late', 'known'],
      instrument: { title: 'known' },
    });
  });

  test('is refused where it was to take effect only after that, and the refusal names it', () => {
    given(...operative(), ...dated('known', '2027-05-01'))
      .when(proposed('late', '2027-04-01', '2027-05-20'), JUNE)
      .thenRefused('CONFLICT', 'III.2', 'late no longer fits: What both read at /title has changed since by decision known');
  });

  test('is refused where that was decided before it and waited for its date', () => {
    given(...operative(), ...dated('known', '2027-03-01', '2027-05-01'))
      .when(proposed('late', '2027-04-01'), JUNE)
      .thenRefused('CONFLICT', 'III.2', 'known would not have taken effect: What both read at /title has changed since by decision late');
  });
});

describe('Modifications of one day change the text together', () => {
  const AFTER = '2027-03-03T15:00:00Z';
  const ofMarch = (act: ReturnType<typeof modify>): Step => [{ ...act, proposedOn: '2027-03-01' }, '2027-03-02T01:00:00Z'];
  const yearly = smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y' } });
  const shorter = modify('us', 'd1', replacing('/terms/duration/period', 'P1M'));
  const renewed = modify('us', 'd2', [{ op: 'add', path: '/terms/duration/renewal', value: { rule: 'automatic', period: 'P1Y' } }]);
  const agreed = (decision: string, consentedOn = '2027-03-02'): Extract<Step, readonly unknown[]> => [
    { ...consent('rok', decision), consentedOn },
    AFTER,
  ];
  const begun = (...proposals: ReturnType<typeof modify>[]) => given(...operative(yearly), ...proposals.map(ofMarch));
  const lasting = { status: 'operative', version: 3, expiry: { expectedOn: '2028-02-05', renewals: 1 } };

  test('though one of them brings the term to that day, and the end was recorded before the other', () => {
    begun(shorter, renewed)
      .and(agreed('d1'))
      .withState({ status: 'expired', expiry: { expiredOn: '2027-03-02' } });
    begun(shorter, renewed).and(agreed('d1'), agreed('d2')).withState(lasting);
    begun(shorter, renewed).and(agreed('d2'), agreed('d1')).withState(lasting);
  });

  test('also where the other is proposed only after the end was recorded', () => {
    begun(shorter)
      .and(agreed('d1'), [{ ...renewed, proposedOn: '2027-03-02' }, AFTER], agreed('d2'))
      .withState(lasting);
  });

  test('and what is recorded without a date is of the day of recording', () => {
    const evening = '2027-03-02T14:00:00Z';
    begun(shorter, renewed)
      .and([consent('rok', 'd1'), evening], [consent('rok', 'd2'), evening])
      .withState(lasting);
  });

  test('and what one of them makes of the term is told with that one, not with another that waited for the same day', () => {
    const renewing = smallInstrumentWith({
      duration: { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P20D' } },
    });
    const ahead = (act: ReturnType<typeof modify>) => decided({ ...act, effectiveOn: '2027-05-01' }, AFTER);
    const { events } = given(
      ...operative(renewing),
      ...ahead(modify('us', 'd1', title('Shorter'))),
      ...ahead(modify('us', 'd2', replacing('/terms/duration/renewal/unless', 'P10D'))),
    ).whenTimeReaches('2027-05-02T12:00:00Z');
    expect(events.map(({ type }) => type)).toEqual(['ModificationTookEffect', 'ModificationTookEffect', 'ExpiryExpected']);
  });

  test('and one of the day after comes too late', () => {
    begun(shorter, renewed)
      .and(agreed('d1'))
      .when(...agreed('d2', '2027-03-03'))
      .thenRefused('EXPIRED');
  });

  test('and so does one of the day of an end that was due without the others', () => {
    const on = '2028-01-05';
    given(...operative(yearly), [renewed, '2027-03-02T01:00:00Z'])
      .when({ ...consent('rok', 'd2'), consentedOn: on }, '2028-01-06T15:00:00Z')
      .thenRefused('EXPIRED');
  });

  test('and a decided end leaves no room for one of its own day', () => {
    given(...operative(yearly), ofMarch(renewed), ...decided(discontinueOn('us', 'd3', '2027-03-02'), '2027-03-02T14:00:00Z'))
      .when(...agreed('d2'))
      .thenRefused('DISCONTINUED');
  });

  test('nor for one that was decided before for its day, which it sets aside', () => {
    given(...operative(yearly), ...decided(modify('us', 'd1', title('Shorter'), '2027-06-01'), APRIL), '2027-06-01T05:00:00Z')
      .withState({ version: 2 })
      .and(...decided(discontinueOn('us', 'd3', '2027-06-01'), '2027-06-01T14:00:00Z'))
      .withState({
        status: 'discontinued',
        discontinuation: { commencedOn: '2027-06-01' },
        version: 1,
        decisions: { d1: { status: 'lapsed', closedBy: 'commencement' } },
      });
  });
});

describe('The operative date is a fact that no modification makes again', () => {
  test('nobody confirms a memorandum that became operative by signature', () => {
    const confirming = replacing('/terms/operative/rule', 'mutual-confirmation');
    given(...operative(), ...decided(modify('us', 'd1', confirming), APRIL))
      .when({ do: 'confirm', by: 'us', confirmedOn: '2027-04-02', document: sign('us', '2027-04-02').document }, '2027-04-03T15:00:00Z')
      .thenRefused('ALREADY_OPERATIVE', 'III.1');
  });

  test('who has paused may resume, though pausing be foreseen no more', () => {
    given(
      ...operative(pausable),
      [{ do: 'pause', by: 'us' }, APRIL],
      ...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/pause' }]), APRIL),
    )
      .when({ do: 'resume', by: 'us' }, '2027-04-03T15:00:00Z')
      .then({ type: 'Resumed' });
  });
});
