/** Who accedes signs: the date of that signature, and what else is written there, is corrected as that of any other (III.2). */
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../domain/instrument.ts';
import { explain } from '../../projections/explain.ts';
import { fold } from '../../domain/evolve.ts';
import { toldAct } from '../../projections/message.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { decided, giveNotice, modify, operative, rectifySignature, replacing, text, withdrawByDecision } from './acts.ts';
import { accede, admit, decidedOn } from './late-lives.ts';

const MARCH = '2027-03-02T16:00:00Z';
const APRIL = '2027-04-15T16:00:00Z';

const openTo = (accession: object): Instrument => smallInstrumentWith({ accession: { clause: 'II', rule: 'open', ...accession } });
const acceded = (accession: object): Step[] => [...operative(openTo(accession)), [accede('2027-03-01'), MARCH]];
const corrected = (on: string): Step[] => decided(rectifySignature('us', 'r1', 'jp', on), APRIL, ['rok', 'jp']);

describe('The date of the signature of one that acceded is corrected', () => {
  test.each([
    ['belongs since the true one', {}, '2027-02-20', '2027-02-20'],
    ['has waited from the true one', { after: 'P10D' }, '2027-02-20', '2027-03-02'],
    ['waits from the true one', { after: 'P30D' }, '2027-03-31', null],
  ])('and it %s', (_, wait, signedOn, since) => {
    const lived = given(...acceded(wait), ...corrected(signedOn));
    lived.withState({ participants: { jp: { since } }, accessions: [{ by: 'jp', signedOn }], decisions: { r1: { status: 'effective' } } });
    expect(stateAsOf(lived.memorandum.log, { on: '2027-04-20' })?.participants.jp).toEqual({ since, until: null });
    expect(lived.memorandum.log.find(({ type }) => type === 'SignatureRectified')).toMatchObject({
      on: signedOn,
      data: { signature: 'jp', previously: '2027-03-01', signedOn },
    });
  });

  test('unless a modification took effect since, that lacks its consent then', () => {
    given(...operative(openTo({})), ...decidedOn(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-02-25', MARCH))
      .and([accede('2027-03-01'), MARCH])
      .when(rectifySignature('us', 'r1', 'jp', '2027-02-20'), APRIL)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'Decision d1 took effect on 2027-02-25, and would not have');
  });

  test.each<[string, Parameters<typeof decidedOn>[0]]>([
    ['is still to take effect', modify('us', 'd1', replacing('/title', 'Shorter'), '2027-12-01')],
    ['withdrew a notice', withdrawByDecision('us', 'd1', 'n1')],
  ])('nor a decision that %s, and is told of whose consent it would have lacked', (_, decision) => {
    given(...operative(openTo({})), [giveNotice('us', 'n1', '2027-02-20'), '2027-02-21T15:00:00Z'])
      .and(...decidedOn(decision, '2027-02-25', MARCH))
      .and([accede('2027-03-01'), MARCH])
      .when(rectifySignature('us', 'r1', 'jp', '2027-02-20'), APRIL)
      .thenRefused(
        'STANDS_IN_THE_WAY',
        'III.2',
        'Decision d1 was taken on 2027-02-25, without Japan, who by this correction would have belonged then',
      );
  });

  test('and where a decision admitted it, it belongs since that', () => {
    const admitted = [...operative(openTo({ rule: 'by-decision' })), ...decidedOn(admit, '2027-02-20', MARCH)];
    given(...admitted, [accede('2027-03-01'), MARCH], ...corrected('2027-02-25')).withState({
      participants: { jp: { since: '2027-02-20' } },
      accessions: [{ signedOn: '2027-02-25', since: '2027-02-20' }],
    });
  });

  test('not to a day whose text foresees no such accession, nor to one that lies ahead where it signed', () => {
    const clause = [{ op: 'add' as const, path: '/terms/accession', value: { clause: 'II', rule: 'open' } }];
    const broughtIn = given(...operative(), ...decidedOn(modify('us', 'd1', clause), '2027-02-25', MARCH), [accede('2027-03-01'), MARCH]);
    broughtIn.when(rectifySignature('us', 'r1', 'jp', '2027-02-20'), APRIL).thenRefused('NOT_FORESEEN', 'III.2');
    given(...acceded({}))
      .when(rectifySignature('us', 'r1', 'jp', '2027-04-17'), APRIL)
      .thenRefused('FUTURE_DATE', 'III.2');
  });

  test('and people are told since when it belongs', () => {
    const { state, memorandum } = given(...acceded({ after: 'P10D' }), ...corrected('2027-02-20'));
    expect(explain(state).find(({ id }) => id === 'member/jp')?.sentence).toContain('10 days after its own signature, of 2027-02-20');
    const { log } = memorandum;
    const at = log.findLastIndex(({ type }) => type === 'DecisionConsented');
    const told = toldAct({ before: fold(log.slice(0, at)), events: log.slice(at) })?.common.events ?? [];
    expect(told.find(({ event }) => event.type === 'SignatureRectified')?.follows.join(' ')).toContain('10 days after its own signature');
  });
});

test('What else is written at the signature of one that acceded is corrected as at any other', () => {
  const signatory = { name: 'Taro Yamada', title: 'Ambassador' };
  given(...acceded({}))
    .when({ do: 'correct', kind: 'signature', of: 'jp', signatory, reason: 'A slip of the pen', document: text('Note') }, APRIL)
    .then({
      type: 'Corrected',
      data: { what: 'signature', of: 'jp', previously: { signatory: { name: 'A. N. Official', title: 'Minister' } } },
    })
    .withState({ accessions: [{ by: 'jp', signatory }] });
});
