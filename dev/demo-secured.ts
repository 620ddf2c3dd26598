/** What `npm run demo -- --secured` adds: acts signed with keys, payloads encrypted, and what that is good for. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import pc from 'picocolors';
import { print } from '../cli/output.ts';
import type { MouClient, Signer } from '../client/index.ts';
import type { PublicKey } from '../domain/keys.ts';
import { Refusal } from '../domain/refusal.ts';
import { newKey as newCodecKey } from '../encryption/keys.ts';
import { newKey, publicPart, signingWith } from '../keys/key-file.ts';
import { writePrivate } from '../keys/private-file.ts';
import { workflowIdOf } from '../workflows/messages.ts';

export type Keys = {
  /** What the opening names: with it the memorandum's acts are signed. */
  named: { keys: Record<string, PublicKey[]>; keeperKeys: PublicKey[] };
  /** Of the Participant that acts, or of who keeps the record. */
  signer: Signer;
  /** Of nobody. */
  stranger: Signer;
};

export const newKeys = (): Keys => {
  const [us, rok, keeper] = [newKey(), newKey(), newKey()];
  return {
    named: { keys: { us: [publicPart(us)], rok: [publicPart(rok)] }, keeperKeys: [publicPart(keeper)] },
    signer: ({ act: { by } }) => signingWith(by === 'us' ? us : by === 'rok' ? rok : keeper),
    stranger: signingWith(newKey()),
  };
};

/** Payloads encrypted with a key of the demonstration's own: for the worker, which takes over our environment, and for the client. */
export const encryptPayloads = async (folder: string): Promise<void> => {
  const file = join(folder, 'codec-key.json');
  await mkdir(folder, { recursive: true });
  await writePrivate(file, JSON.stringify(newCodecKey('demo')));
  process.env.MOU_CODEC_KEYS = file;
};

/** An act in the name of the United States, signed with a key that is not theirs. Throws where it is let in. */
export const showWhoIsRefused = async (client: MouClient, stranger: MouClient, mou: string): Promise<void> => {
  print('', pc.bold('9. Who may not act is refused, and nothing changes.'));
  const { seq } = await client.state(mou);
  const refusal = await stranger.withdrawNotice(mou, { by: 'us', notice: 'n1' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  await stranger.close();
  if (!(refusal instanceof Refusal) || refusal.code !== 'NOT_AUTHORISED')
    throw new Error('An act with a foreign key was not refused', { cause: refusal });
  if ((await client.state(mou)).seq !== seq) throw new Error('An act that was refused changed something');
  print('   The notice withdrawn in the name of us, signed with a foreign key:', `   ${pc.red(refusal.code)} ${refusal.message}`);
};

export const showWhatIsKept = async (client: MouClient, mou: string): Promise<void> => {
  print('', pc.bold('10. What the server kept of all that: nothing that its operator could read.'));
  const execution = { workflowId: workflowIdOf(mou) };
  const { history } = await client.connection.workflowService.getWorkflowExecutionHistory({ namespace: 'default', execution });
  const kept = Buffer.from(proto.temporal.api.history.v1.History.encode(history ?? {}).finish()).toString('latin1');
  print(
    `   ${kept.split('binary/encrypted').length - 1} payloads encrypted (AES-256-GCM, key demo); "Official" and "Gyeongju" are found ${kept.split(/Official|Gyeongju/).length - 1} times.`,
    '   Certificates and tokens are the server’s, and this one is for development: npm run native -- --secured has them.',
  );
};
