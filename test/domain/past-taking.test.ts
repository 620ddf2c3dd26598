/** A proposal that can no longer be taken is told apart from those that wait for a consent, in every view alike. */
import { expect, it } from 'vitest';
import { shownOf } from '../../activities/judge/shown.ts';
import { statusLines } from '../../cli/views.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { type Dossier, dossierOf } from '../../export/dossier.ts';
import { viewOf } from '../../export/report/view.ts';
import { stretchesOf } from '../../export/report/marks.ts';
import { advance, columnsOf } from '../../register/projection.ts';
import { MOU, type Step } from '../support/given.ts';
import { decided, modify, operative, replacing } from './acts.ts';

const AT = '2027-02-03T15:00:00Z';
const steps = [
  ...operative(),
  [modify('us', 'd1', replacing('/title', 'One')), AT],
  [modify('us', 'd2', replacing('/clauses/III.8/text', 'Eight.')), AT],
  ...decided(modify('us', 'd3', replacing('/title', 'Three')), AT),
] as Exclude<Step, string>[];

it('in the status, the Web UI, the report and the list', () => {
  const memorandum = new Memorandum(MOU);
  for (const [act, at] of steps) memorandum.record(parseAct(act, memorandum.state?.instrument), parseInstant(at));
  const state = memorandum.state as State;
  const past = 'proposed, can no longer be taken';
  expect(
    statusLines(state, '')
      .filter((line) => line.includes('decision d1'))
      .join(),
  ).toContain(past);
  const { details } = shownOf(state, parseInstant(AT));
  expect(details).toContain(`Decision d1 (modify) is ${past}\n- Decision d2 (modify) is proposed\n`);
  const dossier = dossierOf(memorandum.log, {}, parseInstant(AT)) as Dossier;
  const { figures } = viewOf(dossier).status;
  expect(figures.find(({ label }) => label === 'Decisions')?.note).toBe('1 open: d2; 1 can no longer be taken: d1');
  expect(stretchesOf(dossier, dossier.today).map(({ label, open }) => [label, open])).toEqual(
    expect.arrayContaining([
      [`d1: modify, ${past}`, false],
      ['d2: modify, proposed', true],
    ]),
  );
  expect(columnsOf(advance(MOU, undefined, memorandum.log).after, memorandum.log.at(-1) as never).open_decisions).toBe(1);
});
