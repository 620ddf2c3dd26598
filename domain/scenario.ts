/** Scenarios: acts and looks at given instants, and what a run of them yields. */
import { z } from 'zod';
import { isActName } from './acts/index.ts';
import { type Gate, NO_GATE } from './authorisation.ts';
import { type ShownState, shownState } from './awaited.ts';
import { formatInstant, hasReach, isInstant, type Milliseconds, parseInstant } from './calendar.ts';
import { due } from './due.ts';
import type { Event } from './events.ts';
import { mustHideNothing, parseAct } from './input.ts';
import type { Instrument } from './instrument.ts';
import { check, describeIssues } from './issues.ts';
import { Memorandum } from './memorandum.ts';
import { Refusal } from './refusal.ts';
import { Instant, Slug } from './values.ts';

const Step = z.looseObject({
  at: Instant.refine(hasReach, 'must lie in the years 1000 to 8999'),
  do: z.string(),
});

/** Both are instants, unless zod has said already that they are not. */
const isBefore = (at: string, earlier: string): boolean => isInstant(at) && isInstant(earlier) && parseInstant(at) < parseInstant(earlier);

/** What a look does not know would be passed over: it is no act that could be refused. */
const notOfALook = (step: z.infer<typeof Step>): string[] =>
  step.do === 'look' ? Object.keys(step).filter((field) => field !== 'at' && field !== 'do') : [];

/** A scenario's frame. The acts within are checked one by one as they come, since a refusal is a result. */
export const Scenario = z.strictObject({
  instrument: z.union([z.string(), z.record(z.string(), z.unknown())]),
  mou: Slug,
  rightAnswers: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'What a test holds the run against; the run itself does not read it' }),
  asks: z.array(z.unknown()).optional().meta({ description: 'What a test asks afterwards; the run itself does not read it' }),
  steps: z
    .array(Step)
    .min(1, 'must hold at least one step')
    .max(5_000)
    .superRefine((steps, context) => {
      steps.forEach((step, index) => {
        const before = steps[index - 1];
        if (before && isBefore(step.at, before.at)) {
          const message = `step ${index + 1} (${step.do}) must not lie before step ${index} (${before.do}), which is at ${before.at}`;
          context.addIssue({ code: 'custom', path: [index, 'at'], message });
        }
        const keys = notOfALook(step);
        if (keys.length > 0) {
          context.addIssue({ code: 'unrecognized_keys', keys, path: [index], message: 'is not a field of a look', input: step });
        }
      });
    }),
});
export type Scenario = z.infer<typeof Scenario>;

type Refused = { ok: false; error: ReturnType<Refusal['toJSON']> };
export type StepResult =
  | { at: string; do: string; ok: true; events: Event[] }
  | ({ at: string; do: string } & Refused)
  | { at: string; do: 'look'; ok: true; state: ShownState | null };
export type Run = { mou: string; steps: StepResult[]; state: ShownState | null };

/** Throws `Refusal` INVALID naming the field. */
export const parseScenario = (input: unknown): Scenario => {
  mustHideNothing(input, undefined, 'scenario: ');
  const checked = check(Scenario, input);
  if (checked.success) return checked.data;
  throw new Refusal('INVALID', `scenario: ${describeIssues(checked.error, input)}`);
};

/** The first step, from 1, that names no act there is: a slip of the pen, except where the scenario says that it is refused. */
export const mistypedStep = ({ steps, rightAnswers = {} }: Scenario): number | undefined => {
  const at = steps.findIndex((step, index) => step.do !== 'look' && !isActName(step.do) && rightAnswers[`err${index}`] === undefined);
  return at < 0 ? undefined : at + 1;
};

/** The act of a step, as it is handed to the engine: with an id, so that both ways of running name it alike. */
export const actOfStep = (scenario: Scenario, index: number, instrument: Instrument): unknown => {
  const { at: _, ...act } = scenario.steps[index] as Scenario['steps'][number];
  const id = `step-${index + 1}`;
  // One of the two is a mistake, and the engine does not guess which.
  if (act.do === 'open' && act.mou !== undefined && act.mou !== scenario.mou) {
    throw new Refusal('INVALID', `mou: is not the memorandum of the scenario, ${scenario.mou}`, instrument.terms.operative.clause);
  }
  return act.do === 'open' ? { id, instrument, mou: scenario.mou, ...act } : { id, ...act };
};

export const refusedStep = (error: unknown): Refused => {
  if (error instanceof Refusal) return { ok: false, error: error.toJSON() };
  throw error;
};

/**
 * Runs a scenario on the decider alone. A step may carry `jws`, where its acts are signed; `gate` checks it. Time's own acts are recorded at the very instants at which
 * they are due.
 */
export const simulate = (scenario: Scenario, instrument: Instrument, gate: Gate = NO_GATE): Run => {
  const memorandum = new Memorandum(scenario.mou, [], gate);
  const steps: StepResult[] = [];
  // Nothing is due before the first step.
  let clock = Number.NEGATIVE_INFINITY;
  scenario.steps.forEach((step, index) => {
    const now = parseInstant(step.at);
    steps.push(...passTime(memorandum, clock, now));
    steps.push(take(memorandum, step, now, () => actOfStep(scenario, index, instrument)));
    steps.push(...passTime(memorandum, now, now));
    clock = now;
  });
  return { mou: scenario.mou, steps, state: memorandum.state ? shownState(memorandum.state) : null };
};

/** All that falls due until an instant; what was due before it was known of is recorded at once. */
const passTime = (memorandum: Memorandum, from: Milliseconds, until: Milliseconds): StepResult[] => {
  const steps: StepResult[] = [];
  let clock = from;
  for (;;) {
    const next = memorandum.state && due(memorandum.state, clock);
    if (!next || next.at > until) return steps;
    clock = Math.max(next.at, clock);
    steps.push({ at: formatInstant(clock), do: 'due', ok: true, events: memorandum.settle(clock) ?? [] });
  }
};

const take = (memorandum: Memorandum, step: Scenario['steps'][number], now: Milliseconds, act: () => unknown): StepResult => {
  const at = formatInstant(now);
  if (step.do === 'look') return { at, do: 'look', ok: true, state: memorandum.state ? shownState(memorandum.state) : null };
  try {
    const { events } = memorandum.record(parseAct(act(), memorandum.state?.instrument), now);
    return { at, do: step.do, ok: true, events };
  } catch (error) {
    return { at, do: step.do, ...refusedStep(error) };
  }
};
