/** One life, as both sides live it: seven acts, an opening first. */
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { ActInput } from '../../domain/acts/index.ts';
import { addDays, dateAt } from '../../domain/calendar.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { readInstrument } from '../../instruments/index.ts';
import { signatures } from '../busy-years.ts';
import { BARE_QUEUE } from './bare-worker.ts';
import { bareAct } from './bare-workflows.ts';
import type { Stand } from './stand.ts';

const document = (title: string) => ({ title, sha256: fingerprint(title) });

/** A date that has begun everywhere. */
export const yesterday = (): string => addDays(dateAt(Date.now(), 'UTC'), -1);

const acts = (mou: string, instrument: Instrument): ActInput[] => [
  { do: 'open', mou, instrument },
  ...signatures('2025-10-29'),
  {
    do: 'propose',
    by: 'us',
    decision: 'd1',
    kind: 'modify',
    patch: [{ op: 'replace', path: '/title', value: 'Technology Prosperity Deal' }],
    document: document('d1'),
  },
  { do: 'consent', by: 'rok', decision: 'd1', document: document('d1') },
  { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: yesterday(), document: document('Notice') },
  {
    do: 'record-delivery',
    notice: 'n1',
    to: 'rok',
    deliveredOn: yesterday(),
    place: 'Seoul',
    method: 'note verbale, by hand',
    evidence: document('Receipt'),
  },
];

export const ACTS_OF_A_LIFE = 7;

/** Read once: what is measured are acts, and no reading of files. */
const INSTRUMENT = readInstrument('us-rok-tpd');

/** Lives a memorandum's life, or its beginning of so many acts. */
export const liveOurs = async ({ client }: Pick<Stand, 'client'>, mou: string, until = ACTS_OF_A_LIFE): Promise<void> => {
  for (const act of acts(mou, await INSTRUMENT).slice(0, until)) await client.act(mou, act);
};

export const liveBare = async ({ bare }: Pick<Stand, 'bare'>, workflowId: string, type = 'bareLife'): Promise<void> => {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    workflowId,
    taskQueue: BARE_QUEUE,
    args: [ACTS_OF_A_LIFE],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  await bare.workflow.executeUpdateWithStart(bareAct, { args: [0], startWorkflowOperation });
  for (let n = 1; n < ACTS_OF_A_LIFE; n += 1) await bare.workflow.getHandle(workflowId).executeUpdate(bareAct, { args: [n] });
};

/** Does all of it, so many at a time. */
export const inFlight = async (most: number, count: number, one: (n: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) await one(n);
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, work));
};
