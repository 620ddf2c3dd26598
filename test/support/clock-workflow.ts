// A tiny workflow that tells its own time, for the tests of server/time-skipping.ts.
import * as wf from '@temporalio/workflow';

export interface Tick {
  /** The instant the timer was set for, and the virtual time at which it fired; epoch ms. */
  due: number;
  at: number;
}

export const tell = wf.defineUpdate<number>('tell');
export const setTimers = wf.defineUpdate<void, [number[]]>('setTimers');
export const goOn = wf.defineUpdate<void>('goOn');
export const work = wf.defineUpdate<number, [number]>('work');
/** As `work`, within its workflow task. */
export const think = wf.defineUpdate<number, [number]>('think');
export const finish = wf.defineUpdate<void>('finish');
export const ticks = wf.defineQuery<Tick[]>('ticks');
export const clock = wf.defineQuery<number>('clock');

const { labour } = wf.proxyActivities<{ labour(ms: number): Promise<number> }>({ startToCloseTimeout: '1 minute' });
const local = wf.proxyLocalActivities<{ labour(ms: number): Promise<number> }>({ startToCloseTimeout: '1 minute' });

export async function clockWorkflow(pending: number[] = [], fired: Tick[] = [], ticksARun = Number.POSITIVE_INFINITY): Promise<Tick[]> {
  let next: 'wait' | 'goOn' | 'finish' = 'wait';
  let moved = 0;
  let left = ticksARun;
  wf.setHandler(tell, () => Date.now());
  wf.setHandler(setTimers, (dues) => {
    pending = [...pending, ...dues].sort((a, b) => a - b);
    moved += 1;
  });
  wf.setHandler(goOn, () => {
    next = 'goOn';
  });
  wf.setHandler(finish, () => {
    next = 'finish';
  });
  wf.setHandler(work, (ms) => labour(ms));
  wf.setHandler(think, (ms) => local.labour(ms));
  wf.setHandler(ticks, () => fired);
  wf.setHandler(clock, () => Date.now());

  while (next === 'wait') {
    const seen = moved;
    const changed = () => next !== 'wait' || moved !== seen;
    const due = pending[0];
    if (due === undefined) await wf.condition(changed);
    else if (!(await wf.condition(changed, Math.max(1, due - Date.now())))) {
      fired.push({ due, at: Date.now() });
      pending = pending.slice(1);
      left -= 1;
      if (left <= 0) next = 'goOn';
    }
  }
  await wf.condition(wf.allHandlersFinished);
  if ((next as string) === 'goOn') await wf.continueAsNew<typeof clockWorkflow>(pending, fired, ticksARun);
  return fired;
}
