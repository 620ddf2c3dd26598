import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { given } from '../support/given.ts';
import { operative, startInitiative, text } from './acts.ts';
import { closedAreas } from './siblings.ts';

const MARCH = '2027-03-01T16:00:00Z';
const JUNE = '2027-06-01T16:00:00Z';
const started = () => given(...operative(), [startInitiative('rok', 'i1', 'II.B.4'), MARCH]);

describe('II: the Participants aim to collaborate in a number of disciplines, including but not limited to the following', () => {
  test('an initiative belongs to an area of the memorandum', () => {
    started()
      .then({ type: 'InitiativeStarted', on: '2027-03-02', by: 'rok', clause: 'II', data: { area: 'II.B.4' } })
      .withState({ initiatives: { i1: { status: 'started', startedOn: '2027-03-02', reports: [], disposition: null } } });
  });

  test('an area that the memorandum lacks must be named, and can be used again once it is', () => {
    given(...operative())
      .when(startInitiative('us', 'i1', 'II.B.7'), MARCH)
      .thenRefused('AREA_UNKNOWN', 'II', 'areaTitle')
      .when(startInitiative('us', 'i1', 'II.B.7', { areaTitle: 'Ocean science' }), MARCH)
      .then({ type: 'InitiativeStarted', data: { areaTitle: 'Ocean science' } })
      .when(startInitiative('rok', 'i2', 'II.B.7'), MARCH)
      .then({ type: 'InitiativeStarted' });
  });

  test('where the list is exhaustive, naming another area does not help', () => {
    given(...operative(closedAreas))
      .when(startInitiative('us', 'i1', 'II.B.7', { areaTitle: 'Ocean science' }), MARCH)
      .thenRefused('AREA_UNKNOWN', 'II');
  });

  test('each initiative has an id of its own, and is a Participant’s', () => {
    started()
      .when(startInitiative('us', 'i1', 'II.A.1'), MARCH)
      .thenRefused('ALREADY_RECORDED', 'II', 'i1');
    started()
      .when(startInitiative('uk', 'i2', 'II.A.1'), MARCH)
      .thenRefused('NOT_A_PARTICIPANT', 'II');
  });

  test('it is reported on, and concluded', () => {
    started()
      .when({ do: 'report-initiative', by: 'us', initiative: 'i1', report: 'On course.' }, JUNE)
      .then({ type: 'InitiativeReported', on: '2027-06-01', by: 'us' })
      .when({ do: 'report-initiative', initiative: 'i1', document: text('Report') }, JUNE)
      .then({ type: 'InitiativeReported', by: null })
      .when({ do: 'conclude-initiative', by: 'rok', initiative: 'i1', outcome: 'Standards published.' }, JUNE)
      .then({ type: 'InitiativeConcluded', on: '2027-06-02' })
      .withState({
        initiatives: {
          i1: { status: 'concluded', concludedOn: '2027-06-02', reports: [{ report: 'On course.' }, { document: text('Report') }] },
        },
      });
  });

  test('a report says something', () => {
    started().when({ do: 'report-initiative', initiative: 'i1' }, JUNE).thenRefused('INVALID', 'II', 'report');
  });

  test('of an initiative that nobody started, or that is concluded, nothing is recorded', () => {
    const [report, conclude]: ActInput[] = [
      { do: 'report-initiative', initiative: 'i1', report: 'x' },
      { do: 'conclude-initiative', initiative: 'i1' },
    ];
    for (const act of [report, conclude] as ActInput[]) {
      given(...operative())
        .when(act, JUNE)
        .thenRefused('INITIATIVE_UNKNOWN', 'II');
      started()
        .and([conclude as ActInput, JUNE])
        .when(act, JUNE)
        .thenRefused('INITIATIVE_CONCLUDED', 'II', 'concluded');
    }
  });
});

describe('III.9: nothing in this MOU commits the Participants to the expenditure of funds', () => {
  test.each([
    ['an amount', { funds: { amount: 1_000_000, currency: 'USD' } }],
    ['a word of it', { funds: 'to be decided' }],
    ['a flag', { commitsFunds: true }],
  ])('an initiative that carries %s is refused, whatever the act', (_, funds) => {
    given(...operative())
      .when({ ...startInitiative('us', 'i1', 'II.B.4'), ...funds }, MARCH)
      .thenRefused('COMMITS_FUNDS', 'III.9');
    started()
      .when({ do: 'report-initiative', initiative: 'i1', report: 'x', ...funds }, JUNE)
      .thenRefused('COMMITS_FUNDS', 'III.9');
    started()
      .when({ do: 'conclude-initiative', initiative: 'i1', ...funds }, JUNE)
      .thenRefused('COMMITS_FUNDS', 'III.9');
  });

  test.each([{ funds: null }, { funds: false }, { commitsFunds: false }])('to say that there are none is no commitment: %o', (none) => {
    given(...operative())
      .when({ ...startInitiative('us', 'i1', 'II.B.4'), ...none }, MARCH)
      .then({ type: 'InitiativeStarted' });
  });
});
