/** A row that is made of the row before says what one says that is made of the state. */
import { describe, expect, it } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { type Columns, advance, columnsAfter, columnsOf, type Projected } from '../../register/projection.ts';
import { fullLives } from '../support/lives.ts';
import { lifeOf, SCENARIO_FILES } from '../support/scenario-lives.ts';

const checked = (log: readonly Event[]): void => {
  let [columns, after]: [Columns | undefined, Projected | undefined] = [undefined, undefined];
  const { mou } = (log[0] as Event & { type: 'MemorandumOpened' }).data;
  for (const event of log) {
    ({ after } = advance(mou, after, [event]));
    columns = columnsAfter({ columns }, after, [event]);
    expect(columns, `${mou}, event ${event.seq}`).toEqual(columnsOf(after, event));
  }
};

describe('the row after each event is that of the whole state', () => {
  // One in six: all together take as long as the right answers do.
  it.each(SCENARIO_FILES.filter((_, at) => at % 6 === 0))('in %s', async (file) => {
    const { log } = await lifeOf(file);
    if (log.length > 0) checked(log);
  });

  it('in lives in which every type of event occurs', () => {
    for (const { log } of fullLives()) checked(log);
  });
});

it('also where a report comes along with what is listed', () => {
  const { log } = fullLives()[0] as { log: readonly Event[] };
  const [opening, ...others] = log as [Event, ...Event[]];
  const first = advance('full-life', undefined, [opening]).after;
  const { after } = advance('full-life', first, others);
  expect(log.map(({ type }) => type)).toContain('InitiativeReported');
  expect(columnsAfter({ columns: columnsOf(first, opening) }, after, others)).toEqual(columnsOf(after, others.at(-1) as Event));
});
