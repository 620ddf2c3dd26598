/** What Temporal itself costs: workflows with the updates, activities and timers of a memorandum's life, and nothing else in them. */
import { condition, defineUpdate, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

export const bareAct = defineUpdate<number, [number]>('act');

const { nothing } = proxyActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '30 seconds' });

/** Answers updates for ever. */
export async function emptyUpdates(): Promise<void> {
  setHandler(bareAct, (number) => number);
  await condition(() => false);
}

/** So many updates, each followed by two activities, and one long timer; ends with the last activity. */
export async function bareLife(acts: number): Promise<void> {
  let left = acts * 2;
  const follow = async (): Promise<void> => {
    await nothing();
    left -= 1;
  };
  setHandler(bareAct, (number) => {
    void follow();
    void follow();
    return number;
  });
  await Promise.race([sleep('180 days', { summary: 'A timer that never fires' }), condition(() => left === 0)]);
}

/** As `bareLife`, but stays: what it holds in memory can be measured. */
export async function bareLongLife(acts: number): Promise<void> {
  await bareLife(acts);
  await condition(() => false);
}
