/** The lines of `mou status`: what stands now, and of each paper the days that count. */
import { expect, it } from 'vitest';
import { shownOf } from '../../activities/judge/shown.ts';
import { statusLines } from '../../cli/views.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { type Dossier, dossierOf } from '../../export/dossier.ts';
import { viewOf } from '../../export/report/view.ts';
import { MOU, type Step } from '../support/given.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';
import { confirm, decided, deliver, discontinueOn, giveNotice, modify, open, operative, replacing, sign } from './acts.ts';
import { accede, decidedOn } from './late-lives.ts';
import { confirmed, confirming, threeOperative } from './siblings.ts';

/** After steps; and then time passes until an instant. */
const lifeOf = (steps: readonly Step[], until: string): Memorandum => {
  const memorandum = new Memorandum(MOU);
  for (const step of steps) {
    if (typeof step === 'string') continue;
    while (memorandum.state && memorandum.settle(parseInstant(step[1])));
    memorandum.record(parseAct(step[0], memorandum.state?.instrument), parseInstant(step[1]));
  }
  while (memorandum.settle(parseInstant(until)));
  return memorandum;
};
const linesOf = (memorandum: Memorandum): string => statusLines(memorandum.state as State, '').join('\n');

it('tell of a notice to whom it was delivered on which day, and of one delivered to all the day that counts', () => {
  const given: Step[] = [...threeOperative, [giveNotice('us', 'n1', '2027-03-01'), '2027-03-02T15:00:00Z']];
  const first: Step[] = [...given, [deliver('n1', 'rok', '2027-03-04'), '2027-03-05T15:00:00Z']];
  const all: Step[] = [...first, [deliver('n1', 'jp', '2027-03-08'), '2027-03-09T15:00:00Z']];
  const at = '2027-03-10T15:00:00Z';
  expect(linesOf(lifeOf(given, at))).toMatch(/^notice n1 +given, of 2027-03-01, by United States$/m);
  expect(linesOf(lifeOf(first, at))).toMatch(/^notice n1 +given, .* by United States; delivered to Republic of Korea on 2027-03-04$/m);
  expect(linesOf(lifeOf(all, at))).toMatch(/^notice n1 +delivered, .* by United States; delivered to all by 2027-03-08$/m);
});

it('say of what was annulled that it is never operative, and of what is open that it is not yet', () => {
  const opened: Step[] = [[open(), '2027-01-05T01:00:00Z']];
  const at = '2027-01-05T03:00:00Z';
  const annulled: Step[] = [...opened, [{ do: 'annul', reason: 'Opened twice' }, '2027-01-05T02:00:00Z']];
  for (const [steps, says] of [
    [opened, 'not yet'],
    [annulled, 'never'],
  ] as const) {
    const memorandum = lifeOf(steps, at);
    expect(linesOf(memorandum)).toMatch(new RegExp(`^operative on +${says}$`, 'm'));
    const { figures } = viewOf(dossierOf(memorandum.log, {}, parseInstant(at)) as Dossier).status;
    expect(figures[0]).toMatchObject({ value: says });
  }
});

it('tell when a confirmation was received, where that is the day that counts', () => {
  const byConfirmation = confirming.terms.operative;
  const instrument = { ...confirming, terms: { ...confirming.terms, operative: { ...byConfirmation, counts: 'receipt' as const } } };
  const steps: Step[] = [
    [open(instrument), '2027-01-05T01:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
    [sign('us', '2027-01-06'), '2027-01-06T16:00:00Z'],
    [{ ...confirm('us', '2027-01-07'), receivedOn: '2027-01-11' }, '2027-01-12T16:00:00Z'],
  ];
  expect(linesOf(lifeOf(steps, '2027-01-12T17:00:00Z'))).toMatch(/^confirmed +2027-01-07, for United States, received on 2027-01-11$/m);
});

it('say of a pause only while there is something to be paused, as the Web UI and the report do', () => {
  const paused: Step[] = [...confirmed, [{ do: 'pause', by: 'us', pausedOn: '2027-02-01', reason: 'Review.' }, '2027-02-02T16:00:00Z']];
  const end = decided(discontinueOn('us', 'd1', '2027-03-01'), '2027-02-03T15:00:00Z');
  const told = (memorandum: Memorandum, now: string): string => {
    const dossier = dossierOf(memorandum.log, {}, parseInstant(now)) as Dossier;
    const { word, sentences } = viewOf(dossier).status;
    return [linesOf(memorandum), shownOf(memorandum.state as State, parseInstant(now)).details, word, ...sentences].join('\n');
  };
  const before = '2027-02-04T15:00:00Z';
  expect(told(lifeOf([...paused, ...end], before), before).match(/paused/g)).toHaveLength(4);
  const after = '2027-03-02T15:00:00Z';
  const ended = lifeOf([...paused, ...end], after);
  expect(ended.state?.status).toBe('discontinued');
  expect(told(ended, after)).not.toContain('paused');
});

it('say of who joined later that it waited only where it did: not where its text turns out to have made nobody wait', () => {
  const waiting = smallInstrumentWith({ accession: { clause: 'II', rule: 'open', after: 'P30D' } });
  const acceded: Step[] = [...operative(waiting), [accede('2027-03-01'), '2027-03-02T16:00:00Z']];
  const gone = modify('us', 'd1', replacing('/terms/accession', { clause: 'II', rule: 'open' }));
  const april = '2027-04-02T16:00:00Z';
  expect(linesOf(lifeOf(acceded, april))).toMatch(/^joined +Japan, since 2027-03-31; waited from 2027-03-01$/m);
  const lines = linesOf(lifeOf([...acceded, ...decidedOn(gone, '2027-03-01', '2027-03-03T16:00:00Z')], april));
  expect(lines).toMatch(/^joined +Japan, since 2027-03-01; signed 2027-03-01$/m);
  expect(lines).not.toContain('waited');
});

it('stand in one column, however long the id of a notice or a decision is', () => {
  const steps: Step[] = [...operative(), [giveNotice('us', 'notice-of-discontinuation-2027', '2027-03-01'), '2027-03-02T15:00:00Z']];
  const rows = statusLines(lifeOf(steps, '2027-03-10T15:00:00Z').state as State, '', [['STUCK', 'RegisterAppend']]).slice(1);
  const width = 'notice notice-of-discontinuation-2027 '.length;
  expect(rows.map((line) => line.slice(width - 1, width + 1))).toSatisfy((ends: string[]) => ends.every((end) => /^ [^ ]$/.test(end)));
});

it('speak as the memorandum does, and leave codes and what people called something as they are', () => {
  const words = { operative: 'in force', discontinuation: 'termination', participant: 'Party' };
  const at = '2027-01-05T03:00:00Z';
  const opened: Step[] = [[open({ ...smallInstrument, words }), at]];
  expect(linesOf(lifeOf(opened, at))).toMatch(/^in force from +not yet$/m);
  const signed = operative({ ...smallInstrument, words });
  const ended: Step[] = [...signed, ...decided(discontinueOn('us', 'd1', '2027-06-30'), '2027-03-01T15:00:00Z')];
  const lines = linesOf(lifeOf(ended, '2027-03-05T15:00:00Z'));
  expect(lines).toMatch(/^status +operative$/m);
  expect(lines).toMatch(/^termination +expected to commence on 2027-06-30/m);
});

it('say of a term that a discontinuation comes before it, and of no notice that could still stop its renewal', () => {
  const renewed = { clause: 'III.4', period: 'P5Y', renewal: { rule: 'automatic', period: 'P5Y', unless: 'P90D' } };
  const running = operative(smallInstrumentWith({ duration: renewed }));
  const ended: Step[] = [...running, ...decided(discontinueOn('us', 'd1', '2027-06-30'), '2027-03-01T15:00:00Z')];
  const at = '2027-03-05T15:00:00Z';
  expect(linesOf(lifeOf(running, at))).toMatch(/^term +expected to end with 2032-01-04: .*\nnotice by +2031-10-07/m);
  const memorandum = lifeOf(ended, at);
  expect(linesOf(memorandum)).toMatch(/^term +to 2032-01-04; its discontinuation comes first$/m);
  expect(linesOf(memorandum)).not.toContain('notice by');
  const { sentences } = viewOf(dossierOf(memorandum.log, {}, parseInstant(at)) as Dossier).status;
  expect(sentences.join(' ')).not.toContain('last day on which a notice');
});
