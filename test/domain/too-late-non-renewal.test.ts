/** What is told of a notice of non-renewal that a correction or a late paper makes too late. */
import { expect, test } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { fold } from '../../domain/evolve.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { explain } from '../../projections/explain.ts';
import { toldAct } from '../../projections/message.ts';
import { given, MOU, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, decided, deliver, modify, nonRenewal, operative, rectifyDelivery, rectifySignature, replacing } from './acts.ts';

const renewal = { rule: 'automatic', period: 'P1Y', unless: 'P3M' } as const;
// Operative on 2027-01-05: renewed on 2028-01-05, unless a notice is delivered by 2027-10-05.
const stopped: Step[] = [
  ...operative(smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y', renewal } })),
  [nonRenewal('us', 'n1', '2027-10-01'), '2027-10-01T15:00:00Z'],
  [deliver('n1', 'rok', '2027-10-05'), '2027-10-05T15:00:00Z'],
];
const corrected: Step[] = [...stopped, ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-10-06'), '2027-10-10T15:00:00Z')];
const sixMonths = replacing('/terms/duration/renewal/unless', 'P6M');
const modifiedLate: Step[] = [
  ...stopped,
  [{ ...modify('us', 'd1', sixMonths), proposedOn: '2027-06-01' }, '2027-10-10T15:00:00Z'],
  [{ ...consent('rok', 'd1'), consentedOn: '2027-06-02' }, '2027-10-10T16:00:00Z'],
];

const logOf = (steps: Step[]) => {
  const memorandum = new Memorandum(MOU);
  for (const step of steps) {
    const [act, at] = typeof step === 'string' ? [undefined, step] : step;
    while (memorandum.settle(parseInstant(at)));
    if (act) memorandum.record(parseAct(act), parseInstant(at));
  }
  return memorandum.log;
};

const lastTold = (steps: Step[]) => {
  const log = logOf(steps);
  const before = log.findIndex(({ at }) => at === log.at(-1)?.at);
  return toldAct({ before: fold(log.slice(0, before)), events: log.slice(before) })?.common;
};

const sentences = (steps: Step[]) => explain(fold(logOf(steps)) as State).map(({ sentence }) => sentence);

test('a late modification makes it too late: it is told that it stops no renewal, and since when', () => {
  const { events, follows, headline } = lastTold(modifiedLate) ?? {};
  expect(events?.find(({ event }) => event.type === 'NoticeDatesChanged')).toMatchObject({
    event: { data: { notice: 'n1', decision: 'd1', started: null, tooLateAfter: '2027-07-05' } },
    headline: 'Notice n1 stops no renewal',
    happened: 'By decision d1, notice n1 stops no renewal: it was delivered on 2027-10-05, after 2027-07-05, the last day for it (III.4).',
  });
  expect(JSON.stringify([events?.map(({ happened }) => happened), follows, headline])).not.toMatch(
    /unless a notice|others than before|can be/,
  );
});

test.each([
  ['a correction', corrected, '2027-10-05'],
  ['a late modification', modifiedLate, '2027-07-05'],
])('made too late by %s, it leaves no “unless” of a day that is over, in the message and in the explanation', (_, steps, day) => {
  const renewed = expect.stringContaining(
    `On 2028-01-05 it is renewed for 1 year: notice n1 was delivered after ${day}, too late to stop that.`,
  );
  const { events = [], follows = [] } = lastTold(steps) ?? {};
  expect([...events.map(({ happened }) => happened), ...follows]).toContainEqual(renewed);
  expect(sentences(steps)).toContainEqual(renewed);
  expect(sentences(steps)).toContainEqual(expect.stringMatching(new RegExp(`^${day} was the last day on which a notice`)));
  // In the next term a notice can be in time again.
  const next = sentences([...steps, '2028-01-06T15:00:00Z']).join('\n');
  expect(next).toMatch(/On 2029-01-05 it is renewed for 1 year, unless a notice .* is delivered by 2028-/);
});

// By the corrected date of a signature it was delivered before the memorandum was operative.
const madePremature: Step[] = [
  ...operative(smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y', renewal } })),
  [nonRenewal('us', 'n1', '2027-01-10'), '2027-01-10T15:00:00Z'],
  [deliver('n1', 'rok', '2027-01-11'), '2027-01-12T15:00:00Z'],
  ...decided(rectifySignature('us', 'd1', 'rok', '2027-02-01'), '2027-02-10T15:00:00Z'),
];

test('a correction that makes the operative date later than its delivery: it is told that it came before there was a term, and what is needed', () => {
  expect(lastTold(madePremature)?.events.find(({ event }) => event.type === 'NoticeDatesChanged')).toMatchObject({
    headline: 'Notice n1 stops no renewal',
    happened:
      'By decision d1, notice n1 stops no renewal: it was delivered on 2027-01-11, before the operative date, 2027-02-01, when there was no term yet (III.1); a fresh notice is needed.',
  });
  expect(sentences(madePremature)).toContainEqual(
    'Notice n1, delivered on 2027-01-11, leads to no end: that was before the operative date (III.4).',
  );
  expect(logOf([...madePremature, [nonRenewal('us', 'n2', '2027-03-01'), '2027-03-01T15:00:00Z']]).at(-1)).toMatchObject({
    type: 'NoticeSuperseded',
    data: { reason: 'It stops no renewal, being of before the operative date, and a fresh notice, n2, was given.' },
  });
});

test('a delivery of before the operative date is refused in the words of a non-renewal', () => {
  given(...operative(smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y', renewal } })))
    .when(nonRenewal('us', 'n1', '2027-01-03'), '2027-01-10T15:00:00Z')
    .when(deliver('n1', 'rok', '2027-01-04'), '2027-01-10T15:00:00Z')
    .thenRefused('PREMATURE', 'III.4', 'so the notice stops no renewal: a fresh notice is needed');
});

test('the fresh notice that takes its place says why it stopped no renewal', () => {
  const fresh: Step = [nonRenewal('us', 'n2', '2028-02-01'), '2028-02-01T15:00:00Z'];
  for (const [steps, on, day] of [
    [corrected, '2027-10-06', '2027-10-05'],
    [modifiedLate, '2027-10-05', '2027-07-05'],
  ] as const)
    expect(logOf([...steps, fresh]).at(-1)).toMatchObject({
      type: 'NoticeSuperseded',
      data: {
        cause: 'fresh-notice',
        reason: `It stopped no renewal, being delivered on ${on}, after ${day}, and a fresh notice, n2, was given.`,
      },
    });
});
