/** How many acts one core decides in a second, and how long a long log takes to fold. */
import { performance } from 'node:perf_hooks';
import type { Act } from '../domain/acts/index.ts';
import { decide } from '../domain/decide.ts';
import type { Event } from '../domain/events.ts';
import { evolve, fold } from '../domain/evolve.ts';
import { Refusal } from '../domain/refusal.ts';
import type { State } from '../domain/state.ts';
import { median, type Row } from './row.ts';
import { ACTS, EVENTS, logOf, MODIFICATION, NOW, stateOf } from './story.ts';

const ROUNDS = 9;
const LONG = 10_000;

/** Decides an act and takes its events into account; the memorandum itself stays as long as it was. */
const once = (act: Act, state: State, now: number): State => {
  const events = decide(act, state, now);
  if (events instanceof Refusal) throw events;
  return events.reduce<State>(evolve, state);
};

/** Acts a second: the median of several rounds, after one that does not count. */
const rate = (acts: readonly Act[], state: State, times: number): number => {
  let now = NOW;
  const round = (): number => {
    const start = performance.now();
    // Another second each time, so that no answer can be the one before.
    for (let done = 0; done < times; done += 1) once(acts[done % acts.length] as Act, state, (now += 1_000));
    return (times * 1_000) / (performance.now() - start);
  };
  round();
  return median(Array.from({ length: ROUNDS }, round));
};

const folding = (log: readonly Event[]): number => {
  const round = (): number => {
    const start = performance.now();
    if (fold(log)?.seq !== log.length) throw new Error('The log was not folded to its end');
    return performance.now() - start;
  };
  round();
  return median(Array.from({ length: ROUNDS }, round));
};

export const measureDecider = async (): Promise<Row[]> => {
  const state = stateOf(await logOf(EVENTS));
  const acts = Object.values(ACTS);
  const perSecond = (value: number) => Math.round(value);
  return [
    {
      what: `decide + evolve, ${acts.length} kinds of act in turn, memorandum of ${EVENTS} events`,
      value: perSecond(rate(acts, state, 40_000)),
      unit: 'acts/s',
      target: { atLeast: 100_000 },
    },
    ...Object.entries(ACTS).map(([name, act]) => ({ what: `  ${name}`, value: perSecond(rate([act], state, 10_000)), unit: 'acts/s' })),
    { what: '  propose a modification: the text patched and checked', value: perSecond(rate([MODIFICATION], state, 300)), unit: 'acts/s' },
    {
      what: `fold of ${LONG.toLocaleString('en')} events`,
      value: folding(await logOf(LONG)),
      unit: 'ms',
      target: { atMost: 100 },
    },
  ];
};
