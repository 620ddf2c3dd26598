/** The clock of `mou dev --rehearse`: it begins at an instant, goes on at the usual pace, and is moved forward for all memoranda at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { NoService } from '../client/errors.ts';
import type { MouClient } from '../client/index.ts';
import { due } from '../domain/due.ts';
import { memorandumKey } from '../domain/recipient-key.ts';
import type { State } from '../domain/state.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { type Local, type RehearsalClock, tellLocal } from '../cli/local.ts';
import { passTime, PATIENCE } from './pass-time.ts';

const NAMESPACE = 'default';
const LOOK_EVERY = 20;

export const nowOn = ({ at, real }: RehearsalClock): number => at + (Date.now() - real);

/** How far each memorandum's clock is from the server's: it is fixed when the memorandum is opened, and stands in what its run was started with. */
const offsetOf = async ({ connection, client }: MouClient, mou: string): Promise<number> => {
  const { history } = await connection.workflowService.getWorkflowExecutionHistory({
    namespace: NAMESPACE,
    execution: { workflowId: workflowIdOf(mou) },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const input = payloads[0] && client.options.loadedDataConverter.payloadConverter.fromPayload<{ clockOffset?: number }>(payloads[0]);
  return input?.clockOffset ?? 0;
};

/** A memorandum, and how far its clock is from the server's. */
type Member = { state: State; offset: number };

const isKin = ({ state: { mou, instrument } }: Member, { state: other }: Member): boolean =>
  [instrument.under, instrument.supersedes].includes(other.mou) || [other.instrument.under, other.instrument.supersedes].includes(mou);

/** What happens to one is told to its kin: annexes, and what it stands under, supersedes or is superseded by. */
const familiesOf = (members: readonly Member[]): Member[][] =>
  members.reduce<Member[][]>((families, member) => {
    const own = families.filter((family) => family.some((other) => isKin(member, other)));
    return [...families.filter((family) => !own.includes(family)), [member, ...own.flat()]];
  }, []);

/** All that falls due on the way happens on the way. */
const moveAll = async (client: MouClient, family: readonly Member[], from: number, until: number): Promise<void> => {
  const moves = family.map(({ state: { mou }, offset }) =>
    passTime(client.connection, { namespace: NAMESPACE, workflowId: workflowIdOf(mou) }, { until, offset }, async () => {
      return due(await client.state(mou), from)?.at;
    }),
  );
  await Promise.all(moves);
};

/** Those that take what they are told now: one that is superseded takes it once it is operative, and one that is not opened once it is. */
const taking = async (client: MouClient, { state: { instrument } }: Member, family: readonly Member[]): Promise<string[]> => {
  const mous = family.map(({ state }) => state.mou);
  const { supersedes } = instrument;
  const isWaiting = supersedes !== undefined && mous.includes(supersedes) && (await client.state(supersedes)).status === 'open';
  return mous.filter((mou) => !(isWaiting && mou === supersedes)).map(memorandumKey);
};

/** What is told to the kin has come there: it may be tried a second time, which the clock of the one who tells does not wait for. */
const kinToldBy = async (client: MouClient, member: Member, family: readonly Member[]): Promise<void> => {
  const { mou } = member.state;
  const keys = await taking(client, member, family);
  const isUntold = async () => (await client.outbox(mou)).unreached.some((key) => keys.includes(key));
  for (const end = Date.now() + PATIENCE; await isUntold(); await pause(LOOK_EVERY)) {
    if (Date.now() > end)
      throw new NoService(`${mou}: what happened here did not reach its kin within ${PATIENCE / 1_000} s: does a worker run?`);
  }
};

/**
 * In the order in which it would happen: the whole family stands at an instant before one of them goes on to its next, and those
 * to whom nothing happens then stand there first, so that they are told of it at that instant.
 */
const moveFamily = async (client: MouClient, family: readonly Member[], from: number, until: number): Promise<void> => {
  let now = from;
  while (family.length > 1) {
    for (const member of family) await kinToldBy(client, member, family);
    const dues = await Promise.all(family.map(async ({ state }) => due(await client.state(state.mou), now)?.at));
    const next = Math.min(...dues.map((at) => at ?? until).filter((at) => at > now));
    if (next >= until) break;
    await moveAll(
      client,
      family.filter((_, index) => dues[index] !== next),
      now,
      next,
    );
    await moveAll(client, family, now, next);
    now = next;
  }
  await moveAll(client, family, now, until);
};

/** Moves the clocks of memoranda from one instant to another (epoch ms). */
export const moveTogether = async (client: MouClient, mous: readonly string[], from: number, until: number): Promise<void> => {
  const members: Member[] = [];
  for (const mou of mous) members.push({ state: await client.state(mou), offset: await offsetOf(client, mou) });
  for (const family of familiesOf(members)) await moveFamily(client, family, from, until);
};

/** Moves the clock of all memoranda to an instant (epoch ms); all that falls due on the way happens on the way. */
export const moveClock = async (
  client: MouClient,
  data: string,
  local: Local & { clock: RehearsalClock },
  until: number,
): Promise<void> => {
  const mous = (await client.list()).map(({ mou }) => mou);
  await moveTogether(client, mous, nowOn(local.clock), until);
  await tellLocal(data, { ...local, clock: { at: until, real: Date.now() } });
};
