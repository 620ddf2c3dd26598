import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { deadlineEntry, deadlineLine } from '../../projections/deadlines.ts';
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
    expect(deadlinesOf(life.state).map(deadlineLine)).toEqual(['discontinuation is expected to commence (n1)']);
  });
});
