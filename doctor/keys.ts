/** The keys that payloads are encrypted with, and those that acts are signed with. */
import type { Client } from '@temporalio/client';
import { codecWith } from '../encryption/codec.ts';
import { keyFilesIn, readKeys } from '../encryption/keys.ts';
import { keyFile, ownKeys } from '../keys/own-keys.ts';
import { gateFrom } from '../worker/gate.ts';
import type { Settings } from '../worker/settings.ts';
import { WORKFLOW_TYPE } from '../workflows/messages.ts';
import { type Found, off, ok } from './findings.ts';
import { counted } from '../projections/words.ts';

/** What the memorandum that was started last was started with, as the server keeps it. */
const lastInput = async (client: Client) => {
  const { namespace } = client.options;
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = '${WORKFLOW_TYPE}'`, pageSize: 1 })) {
    const asked = { namespace, execution: { workflowId }, maximumPageSize: 1 };
    const { history } = await client.workflowService.getWorkflowExecutionHistory(asked);
    return history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  }
  return [];
};

/** Throws where a file is not as it has to be, and where what the server keeps needs another key. */
export const ofEncryption = async (client: Client | undefined, settings: Partial<Settings>): Promise<Found> => {
  const ring = readKeys(keyFilesIn(settings));
  const kept = client ? await lastInput(client) : [];
  await codecWith(ring).decode(kept);
  if (!ring) return off('MOU_CODEC_KEYS is not set: payloads are plain');
  const opened = kept.length > 0 ? '; the newest memorandum can be read with them' : '';
  return ok(`${counted(ring.byId.size, 'key')}, of which ${ring.current.id} encrypts${opened}`);
};

/** What the worker asks of those who act, and the keys of the one who asks here. */
export const ofKeys = async (settings: Settings): Promise<Found[]> => {
  const { asks, keepers } = await gateFrom(settings);
  const opened = keepers === null ? '' : `; ${keepers.length} keys open a memorandum`;
  const own = await ownKeys();
  const held = own.length === 0 ? off(`${keyFile()}: no keys of your own, acts are sent unsigned`) : ok(`${keyFile()} holds ${own.length}`);
  return [
    ok(`a worker with these settings opens memoranda with acts ${asks}${opened}`),
    ...(asks === 'signed' || own.length > 0 ? [held] : []),
  ];
};
