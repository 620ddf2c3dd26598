/** What the worker counts and measures, in Prometheus' conventions. No label names a memorandum, a Participant or a person. */
import type { Contact } from '../domain/recipients.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** In seconds: what is answered at once, what a person waits for, and what is late. */
const SOON = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const LATE = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400];

const CHANNELS = ['email', 'webhook', 'file', 'memorandum'] as const satisfies readonly Contact['channel'][];

const makers = (registry: Registry) => {
  const registers = [registry];
  return {
    counter: <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter<Label>({ name, help, labelNames, registers }),
    gauge: <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Gauge<Label>({ name, help, labelNames, registers }),
    histogram: <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[] = []) =>
      new Histogram<Label>({ name, help, labelNames, buckets, registers }),
  };
};
type Makers = ReturnType<typeof makers>;

/** What happens in this worker. */
const doneHere = ({ counter, histogram }: Makers) => ({
  acts: counter('mou_acts_total', 'Acts judged: recorded, repeated, refused or failed, and by which code', ['act', 'outcome', 'code']),
  judgeFailures: counter('mou_judge_failures_total', 'How often the judge itself failed, at an act or at what time does', ['what']),
  judging: histogram('mou_judge_seconds', 'How long the judge took, for an act or for what time does', SOON, ['what']),
  judgedLag: histogram('mou_judged_lag_seconds', 'From the coming of an act at its memorandum to its judgement', SOON),
  timerLag: histogram('mou_timer_lag_seconds', 'From the instant at which something fell due to its judgement', LATE),
  appendedLag: histogram('mou_appended_lag_seconds', 'From the recording of an event to its being in the register', LATE),
  appends: counter('mou_appends_total', 'Attempts to append: taken, failed, or in conflict with what the register holds', ['outcome']),
  messages: counter('mou_messages_total', 'Attempts at a message: accepted, skipped, put-off or dead', ['channel', 'outcome']),
  messageSeconds: histogram('mou_message_seconds', 'How long the other side took to answer a message', SOON, ['channel']),
});

/** A rate can be seen of what was told as nought before. */
const atNought = ({ judgeFailures, appends, messages }: ReturnType<typeof doneHere>): void => {
  for (const what of ['act', 'time']) judgeFailures.inc({ what }, 0);
  for (const outcome of ['taken', 'failed', 'conflict']) appends.inc({ outcome }, 0);
  for (const channel of CHANNELS) {
    for (const outcome of ['accepted', 'skipped', 'put-off', 'dead']) messages.inc({ channel, outcome }, 0);
  }
};

/** What is asked of others when somebody looks; the same number in each worker, so take the greatest and not the sum. */
const askedOfOthers = ({ gauge }: Makers) => ({
  reachable: gauge('mou_reachable', 'Whether this worker reaches that part: 1 or 0', ['part']),
  answeredAt: gauge('mou_totals_timestamp_seconds', 'When the totals were last known from there', ['source']),
  memoranda: gauge('mou_memoranda', 'Memoranda in the register', ['status']),
  deadLetters: gauge('mou_dead_letters', 'Messages that did not arrive, in the register'),
  deadLetterMemoranda: gauge('mou_dead_letter_memoranda', 'Memoranda that go on, with messages that did not arrive'),
  stuck: gauge('mou_stuck_memoranda', 'Memoranda that cannot go on: time failed, a task fails, or the workflow was ended', ['reason']),
  outboxMemoranda: gauge('mou_outbox_memoranda', 'Memoranda with messages that could not be handed over yet'),
  outboxMessages: gauge('mou_outbox_messages', 'Messages that could not be handed over yet'),
  outboxOldest: gauge('mou_outbox_oldest_seconds', 'How long the oldest of them waits'),
  behindMemoranda: gauge('mou_register_behind_memoranda', 'Memoranda with events that the register did not take yet'),
  behindOldest: gauge('mou_register_behind_oldest_seconds', 'How long the oldest of them waits'),
});

export const createMetrics = (version: string) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const make = makers(registry);
  const info = make.gauge('mou_build_info', 'Always 1: which version runs', ['version', 'node', 'tzdata']);
  info.set({ version, node: process.versions.node, tzdata: process.versions.tz ?? 'none' }, 1);
  const own = doneHere(make);
  atNought(own);
  return { registry, ...own, ...askedOfOthers(make) };
};

export type Metrics = ReturnType<typeof createMetrics>;
