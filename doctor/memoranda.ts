/** Memoranda that cannot go on, that the register does not hold, and whose messages did not arrive. */
import type { Client } from '@temporalio/client';
import { listUntold } from '../client/late.ts';
import { listStuck } from '../client/list.ts';
import { formatInstant } from '../domain/calendar.ts';
import type { Head, Register } from '../register/port.ts';
import { mouOf, type View, viewQuery, WORKFLOW_TYPE } from '../workflows/messages.ts';
import { type Found, ok, unknown, warning, wrong } from './findings.ts';

/** The ids that a message names; the number of all is told. */
const NAMED = 5;
/** Events wait a moment for the register as a rule. */
const LONG_MS = 60_000;
/** So many are looked at, so many of them are asked themselves, so many at a time. */
const MOST_LISTED = 10_000;
const MOST_ASKED = 100;
const AT_A_TIME = 20;
const ASK_MS = 8_000;

const named = (all: readonly string[]): string =>
  `${all.slice(0, NAMED).join(', ')}${all.length > NAMED ? ` and ${all.length - NAMED} more` : ''}`;

const counted = (all: readonly string[], singular: string, plural: string): string =>
  `${all.length} ${all.length === 1 ? singular : plural}: ${named(all)}`;

const ofStuck = async (client: Client): Promise<Found | undefined> => {
  const stuck = await listStuck(client);
  if (stuck.size === 0) return undefined;
  const reasons = [...stuck].map(([mou, why]) => `${mou} (${why})`);
  return wrong(
    counted(reasons, 'memorandum cannot go on', 'memoranda cannot go on'),
    'Their workflows in the Web UI show the whole reason; one whose workflow has ended is taken up from the register by its next act.',
  );
};

const runningIds = async (client: Client): Promise<string[]> => {
  const ids: string[] = [];
  const query = `WorkflowType = '${WORKFLOW_TYPE}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) {
    if (ids.push(workflowId) >= MOST_LISTED) break;
  }
  return ids;
};

type Asked = { mou: string; view: View };

/** One that does not answer is stuck or not served, which is told elsewhere. */
const views = async (client: Client, ids: readonly string[]): Promise<Asked[]> => {
  const found: Asked[] = [];
  const ask = async (id: string): Promise<Asked[]> => {
    const handle = client.workflow.getHandle(id);
    const question = () => handle.query(viewQuery, Number.MAX_SAFE_INTEGER);
    const view = await client.connection.withDeadline(Date.now() + ASK_MS, question).catch(() => undefined);
    return view && view.seq > 0 ? [{ mou: mouOf(id), view }] : [];
  };
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    found.push(...(await Promise.all(ids.slice(at, at + AT_A_TIME).map(ask))).flat());
  }
  return found;
};

/** What the register lacks of it; undefined where nothing, or what was recorded a moment ago. */
const lacks = ({ appended, waiting }: View, kept: number, now: number): string | undefined => {
  if (appended === null) return 'its worker keeps no register';
  if (kept < appended) return `the register was given event ${appended}, and ends with ${kept}`;
  return waiting && now - Date.parse(waiting.since) > LONG_MS
    ? `${waiting.events} ${waiting.events === 1 ? 'event waits' : 'events wait'} since ${waiting.since}`
    : undefined;
};

const TO_KEEP =
  'Does the worker reach this register (its log, its DATABASE_URL)? What waits is kept until then. After a restore of either: mou reconcile --dry-run, docs/production.md';

const ofKept = (late: readonly string[]): Found =>
  wrong(counted(late, 'is not in the register as far as it goes', 'are not in the register as far as they go'), TO_KEEP);

/** @param known what the register held before they were asked: it never holds more than they do */
const ofBehind = (asked: readonly Asked[], known: ReadonlyMap<string, Head>): Found[] => {
  const behind = asked.flatMap(({ mou, view }) => {
    const { seq = 0 } = known.get(mou) ?? {};
    return seq > view.seq ? [`${mou} (the register holds event ${seq}, its workflow ends with ${view.seq})`] : [];
  });
  if (behind.length === 0) return [];
  const todo = 'Temporal was restored from an older backup than the register: mou reconcile --dry-run, docs/production.md';
  return [wrong(counted(behind, 'lacks in Temporal what the register holds', 'lack in Temporal what the register holds'), todo)];
};

const ofUnarchived = async (client: Client, register: Register, isServed: boolean, now: number): Promise<Found[]> => {
  const ids = await runningIds(client);
  const known = await register.headsOf(ids.map(mouOf));
  const missing = ids.filter((id) => !known.has(mouOf(id)));
  if (!isServed) {
    if (missing.length > 0) return [ofKept(missing.map(mouOf))];
    return [unknown(`${ids.length} run, and the register knows each; without a worker they cannot be asked how far they go`)];
  }
  const asked = await views(client, [...new Set([...missing, ...ids])].slice(0, MOST_ASKED));
  // Asked afterwards: what they had given to the register by then is there.
  const heads = await register.headsOf(asked.map(({ mou }) => mou));
  const late = asked.flatMap(({ mou, view }) => {
    const why = lacks(view, heads.get(mou)?.seq ?? 0, now);
    return why === undefined ? [] : [`${mou} (${why})`];
  });
  const behind = ofBehind(asked, known);
  if (late.length > 0) return [...behind, ofKept(late)];
  return behind.length > 0 ? behind : [ok(`${ids.length} run; of the ${asked.length} asked, all are in the register`)];
};

const ofDeadLetters = async (client: Client): Promise<Found[]> => {
  const { count } = await client.workflow.count(`WorkflowType = '${WORKFLOW_TYPE}' AND MouDeadLetters > 0 AND ExecutionStatus = 'Running'`);
  if (count === 0) return [];
  return [
    warning(
      `${count} with messages that did not arrive`,
      'mou list --dead-letters names them, mou deliveries ID says why, mou resend ID --all sends them again.',
    ),
  ];
};

/** What the alert MouMessagesWait waits for, too. */
const WAITS_LONG_MS = 3_600_000;

const ofUntold = async (client: Client, now: number): Promise<Found[]> => {
  const late = await listUntold(client, now - WAITS_LONG_MS);
  if (late.length === 0) return [];
  const each = late.map(({ mou, messages, since }) => `${mou} (${messages} since ${formatInstant(since)})`);
  return [
    warning(
      counted(each, 'has messages that could not be handed over for an hour', 'have messages that could not be handed over for an hour'),
      'mou deliveries ID says why; they are tried on. docs/operations.md, MouMessagesWait.',
    ),
  ];
};

/** @param isServed whether a worker polls, so that they can be asked themselves */
export const ofMemoranda = async (client: Client, register: Register | undefined, isServed: boolean, now: number): Promise<Found[]> => {
  const stuck = await ofStuck(client);
  const kept = register
    ? await ofUnarchived(client, register, isServed, now)
    : [unknown('whether each is kept is not known: no register answers')];
  return [...(stuck ? [stuck] : []), ...kept, ...(await ofUntold(client, now)), ...(await ofDeadLetters(client))];
};
