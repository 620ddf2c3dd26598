import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { endOf } from '../../domain/end.ts';
import { fold } from '../../domain/evolve.ts';
import type { State } from '../../domain/state.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { deadlineEntry, deadlineLine } from '../../projections/deadlines.ts';
import { lifeOf } from '../support/scenario-lives.ts';
import { delivered, Life, noticeGiven, signed } from '../support/lives.ts';

const life = new Life([
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
  noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
  delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
]);

describe('the dates that lie ahead', () => {
  it('are those on which something is expected, each with whom it concerns and by which clause', () => {
    expect(deadlinesOf(life.state)).toEqual([{ on: '2027-07-31', what: 'commencement', about: 'n1', of: ['us', 'rok'], clause: 'III.4' }]);
  });

  it('have the same identity in a feed of deadlines as in the feed of the memorandum', () => {
    const last = life.log.at(-1);
    const { mou, seq, openedAt, instrument } = life.state;
    const kept = { mou, seq, openedAt, title: instrument.title, changedAt: last?.at ?? openedAt };
    const entries = deadlinesOf(life.state).map((one) => deadlineEntry({ ...one, ...kept }));
    const known = new Map(calendarOf(life.log).map(({ uid, date }) => [uid, date]));
    expect(entries.map(({ uid, date }) => known.get(uid) === date)).toEqual([true]);
    expect(deadlinesOf(life.state).map((one) => deadlineLine(one))).toEqual(['discontinuation is expected to commence (n1)']);
  });
});

it('of a term that nothing renews by itself its end is told as that, whatever may still move it', () => {
  expect(deadlineLine({ on: '2031-01-01', what: 'expiry', about: null, of: [], clause: '3' })).toBe(
    'the term ends, unless it is renewed or extended',
  );
});

describe('a notice of non-renewal that turns out to have been delivered too late', () => {
  it('stops nothing: the renewal is still to be stopped, and the end of the term is no end', async () => {
    const { log } = await lifeOf('rules/terms/a-non-renewal-corrected-to-too-late-stops-nothing-and-a-fresh-one-may-be-given.yaml');
    const corrected = log.findIndex(({ type }) => type === 'DeliveryRectified');
    const fresh = log.findIndex(({ type, data }) => type === 'NonRenewalGiven' && (data as { notice: string }).notice === 'n2');
    for (const state of [log.slice(0, corrected + 2), log.slice(0, fresh)].map((some) => fold(some) as State)) {
      expect(state.notices.n1).toMatchObject({ status: 'delivered' });
      expect(endOf(state)).toEqual({ expectedOn: null, endedOn: null });
      expect(deadlinesOf(state).map(({ what }) => what)).toEqual(['renewal', 'expiry']);
    }
  });
});

describe('the dates that lie ahead of the memoranda of the shelf', () => {
  const ahead = async (name: string, look: number) => {
    const { run } = await lifeOf(`shelf/${name}.yaml`);
    const looks = run.steps.flatMap((step) => (step.ok && 'state' in step && step.state ? [step.state] : []));
    return deadlinesOf(looks[look] as State).map(({ on, what, about }) => `${on} ${what}${about ? ` ${about}` : ''}`);
  };

  it('are the end of the term and the last day for a notice, the next review, and by when the committee is to meet', async () => {
    expect(await ahead('university-exchange', 1)).toEqual(['2029-08-28 renewal', '2030-02-28 expiry']);
    expect(await ahead('turtles-range-states', 2)).toEqual(['2028-03-05 committee', '2032-03-05 review 1']);
    expect(await ahead('flood-warning-network', 0)).toEqual(['2028-05-10 review 1', '2028-05-10 committee']);
  });

  it('are the day on which it lapses, and the one on which it becomes operative', async () => {
    expect(await ahead('customs-data-exchange-lapses', 0)).toEqual(['2028-01-16 lapse']);
    expect(await ahead('customs-data-exchange', 0)).toEqual(['2027-04-01 operation']);
  });
});
