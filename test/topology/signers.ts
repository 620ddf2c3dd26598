/** Who holds the desk's certificate and token, and sends acts that are not its own: each a row of the table of refusals. */
import { randomUUID, sign as signBytes } from 'node:crypto';
import { MouClient, type SigningKey } from '../../client/index.ts';
import type { Topology } from '../../deploy/native/topology.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';
import { bounceUpdate, resendUpdate, workflowIdOf } from '../../workflows/messages.ts';
import { giveNotice, open, sign } from '../domain/acts.ts';
import { KEYS, keyNamed, signedWith, type TestKey } from '../support/keys.ts';
import { MOU, type Row } from './attempts.ts';

const { keeper, us, rok, other } = KEYS;
const revoked = keyNamed('revoked');
const expired = keyNamed('expired');
const DAY = 24 * 60 * 60 * 1_000;

/** With whose keys the installation's memorandum is opened. */
export const keysOf = { keys: { us: [us.jwk, revoked.jwk], rok: [rok.jwk] }, keeperKeys: [keeper.jwk] };

const signingKey = ({ kid, privateKey }: TestKey): SigningKey => ({ kid, sign: (content) => signBytes(null, content, privateKey) });

/** As the office's desk comes, with the keys of all who act. */
export const deskOf = (topology: Topology): Promise<MouClient> =>
  MouClient.connect({
    connection: topology.connectionOf('desk'),
    namespace: topology.namespace,
    databaseUrl: topology.readerUrl,
    codecKeys: [topology.environmentOf('desk').MOU_CODEC_KEYS as string],
    patience: 20_000,
    signer: ({ act }) => signingKey(act.by === 'us' ? us : act.by === 'rok' ? rok : keeper),
  });

/** Two keys of `us` come to their end. */
export const endKeys = async (desk: MouClient): Promise<void> => {
  await desk.act(MOU, { do: 'revoke-key', by: 'us', kid: revoked.kid });
  const until = new Date(Date.now() + 2_000).toISOString();
  await desk.act(MOU, { do: 'register-key', by: 'us', jwk: expired.jwk, until });
};

type Act = ActInput & { id: string };
const named = (act: ActInput): Act => parseAct({ id: randomUUID(), ...act }) as Act;
const notice = giveNotice('us', 'eve', '2026-01-06');
const bounce = { key: 'x/1/us', messageId: null, addresses: [], at: '2026-01-01T00:00:00Z', action: 'failed' as const, detail: 'gone' };

/** The reason that came with an Update sent without the client. */
const reasonOf = (error: unknown): never => {
  throw (error as { cause?: Error }).cause ?? error;
};

/** Acts with a signature that is not that of who acts. */
export const signers = (desk: MouClient): Row[] => {
  const signed = (key: TestKey, act: ActInput = notice, mou = MOU, at = Date.now()): Act =>
    signedWith(named(act), { key, mou, at: new Date(at).toISOString() }) as Act;
  const send = (act: ActInput, mou = MOU) =>
    desk.client.workflow
      .getHandle(workflowIdOf(mou))
      .executeUpdate(act.do, { args: [act] })
      .catch(reasonOf);
  const rows: [string, () => Promise<unknown>][] = [
    ['gives notice by a mere `by`, with no signature', () => send(named(notice))],
    ['gives notice of us, signed by rok', () => send(signed(rok))],
    ['gives notice of us, signed by the keeper', () => send(signed(keeper))],
    ['gives notice of us, signed with a key that nobody registered', () => send(signed(other))],
    ['gives notice of us, signed with a revoked key', () => send(signed(revoked))],
    ['gives notice of us, signed with a key that has expired', () => send(signed(expired))],
    [
      'gives notice with the id of a good key that did not sign',
      () => send(signedWith(named(notice), { key: other, mou: MOU, at: new Date().toISOString(), kid: us.kid })),
    ],
    ['changes a date of a signed act', () => send({ ...signed(us), noticeOn: '2026-01-07' } as ActInput)],
    ['sends a signed act under another id', () => send({ ...signed(us), id: randomUUID() })],
    ['sends an act that was signed for another memorandum', () => send(signed(us, notice, 'other'))],
    ['sends an act whose signature is of the day before yesterday', () => send(signed(us, notice, MOU, Date.now() - 2 * DAY))],
    ['sends an act whose signature is of tomorrow', () => send(signed(us, notice, MOU, Date.now() + DAY))],
    ['sends an act with a word as its signature', () => send({ ...named(notice), jws: 'letmein' })],
    ['registers a key for us, signed by rok', () => send(signed(rok, { do: 'register-key', by: 'us', jwk: other.jwk }))],
    ['revokes the key of us, signed by rok', () => send(signed(rok, { do: 'revoke-key', by: 'us', kid: us.kid }))],
    ['annuls the opening, signed by us', () => send(signed(us, { do: 'annul', reason: 'Opened twice' }))],
    ['opens a memorandum without keys', () => desk.act('m3', { ...open(), mou: 'm3', jws: undefined })],
    [
      'opens a memorandum with an opening that was signed for another',
      () => desk.act('m4', { ...signed(keeper, { ...open(), ...keysOf, mou: 'm5' }, 'm5'), mou: 'm4' }),
    ],
    [
      'has messages sent again, with no signature',
      () =>
        desk.client.workflow
          .getHandle(workflowIdOf(MOU))
          .executeUpdate(resendUpdate, { args: [null] })
          .catch(reasonOf),
    ],
    [
      'records a bounce, with no signature',
      () =>
        desk.client.workflow
          .getHandle(workflowIdOf(MOU))
          .executeUpdate(bounceUpdate, { args: [bounce] })
          .catch(reasonOf),
    ],
    [
      'sends again what rok signed, as an act of another name',
      () => send({ ...signed(rok, sign('rok', '2025-10-29')), do: 'confirm' } as unknown as ActInput),
    ],
  ];
  return rows.map(([what, attempt]) => ['the desk', what, attempt]);
};
