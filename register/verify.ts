/** Recomputes chains and states from the rows, and names in each memorandum the first event that is wrong. */
import { type Kysely, type Transaction, sql } from 'kysely';
import { parseInstant } from '../domain/calendar.ts';
import { genesis, link } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import { problemOfProof } from '../domain/proofs.ts';
import { firstUnfounded } from '../domain/rejudge.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import { isCanonical, linkOfText } from './canonical.ts';
import { difference, type Folded, type Row as Listed, rowsOf } from './compare.ts';
import type { Finding, HeadOf, Verdict, Wrong } from './port.ts';
import { type Projected, step } from './projection.ts';
import type { State, Status } from '../domain/state.ts';
import type { Database } from './schema.ts';

const PAGE = 500;
const HEADS_AT_ONCE = 5_000;
const MOST_FINDINGS = 100;

type Asked = { mou: string | undefined; since: readonly HeadOf[]; byRules: boolean };

type Row = { mou: string; seq: number; type: string; at: Date; hash: string; act_id: string | null; status: Status; text: string };

/** See `Register.verify`. Everything is read as it was at one moment, while appends go on. */
export const verify = async (db: Kysely<Database>, { mou, since, byRules }: Asked): Promise<Verdict> => {
  const moment = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return await moment.execute(async (transaction) => {
    const { findings, memoranda, events } = await walk(transaction, mou, byRules);
    const wanted = since.filter((head) => mou === undefined || head.mou === mou);
    const all = [...findings, ...(await withoutEvents(transaction, mou)), ...(await againstHeads(transaction, wanted))];
    const first = new Map<string, Finding>();
    for (const finding of all.sort((a, b) => a.seq - b.seq)) if (!first.has(finding.mou)) first.set(finding.mou, finding);
    const found = [...first.values()].sort((a, b) => (a.mou < b.mou ? -1 : 1)).slice(0, MOST_FINDINGS);
    return { ok: found.length === 0, memoranda, events, findings: found };
  });
};

const walk = async (transaction: Transaction<Database>, mou: string | undefined, byRules: boolean) => {
  const findings: Finding[] = [];
  const note = (finding: Finding | undefined) => finding && findings.push(finding);
  const seen = { memoranda: 0, events: 0 };
  let current: Chain | undefined;
  for await (const rows of pages(transaction, mou)) {
    const ids = new Set(rows.map((row) => row.mou));
    const listed = new Map((await rowsOf(transaction, [...ids])).map((row) => [row.mou, row]));
    for (const row of rows) {
      if (row.mou !== current?.mou) {
        note(current?.end());
        current = new Chain(row.mou, listed.get(row.mou), byRules);
        seen.memoranda += 1;
      }
      seen.events += 1;
      note(current.take(row));
    }
    if (findings.length > MOST_FINDINGS) break;
  }
  note(current?.end());
  return { findings, ...seen };
};

async function* pages(transaction: Transaction<Database>, mou: string | undefined): AsyncGenerator<Row[]> {
  let from: Pick<Row, 'mou' | 'seq'> = { mou: mou ?? '', seq: 0 };
  for (;;) {
    let query = transaction
      .selectFrom('events')
      .select(['mou', 'seq', 'type', 'at', 'hash', 'act_id', 'status', sql<string>`event::text`.as('text')]);
    query = query.where(sql<boolean>`(mou, seq) > (${from.mou}, ${from.seq}::int)`);
    if (mou !== undefined) query = query.where('mou', '=', mou);
    const rows = await query.orderBy('mou').orderBy('seq').limit(PAGE).execute();
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    from = rows.at(-1) as Row;
  }
}

/** One memorandum's chain, event by event. After the first that is wrong nothing more can be told. */
class Chain {
  readonly mou: string;
  readonly #listed: Listed | undefined;
  #seq = 0;
  #hash: string;
  #wrong = false;
  #after: Projected | undefined;
  #last: Event | undefined;
  #stateThen: State | undefined;
  /** Only where it is to be judged again. */
  readonly #log: Event[] | undefined;

  constructor(mou: string, listed: Listed | undefined, byRules: boolean) {
    this.mou = mou;
    this.#log = byRules ? [] : undefined;
    this.#listed = listed;
    this.#hash = genesis(mou);
  }

  take(row: Row): Finding | undefined {
    if (this.#wrong) return undefined;
    const seq = this.#seq + 1;
    const problem = row.seq === seq ? this.#check(row) : (['gap', `event ${seq} is missing before event ${row.seq}`] as const);
    this.#seq = seq;
    if (!problem) return undefined;
    this.#wrong = true;
    return { mou: this.mou, seq, wrong: problem[0], why: problem[1] };
  }

  end(): Finding | undefined {
    if (this.#wrong || !this.#after || !this.#last) return undefined;
    const unfounded = this.#log && firstUnfounded(this.mou, this.#log, verifyEd25519);
    if (unfounded) return { mou: this.mou, seq: unfounded.seq, wrong: 'not-by-the-rules', why: unfounded.why };
    const folded: Folded = { mou: this.mou, seq: this.#seq, sound: { after: this.#after, last: this.#last, stateThen: this.#stateThen } };
    return difference(folded, this.#listed);
  }

  #check(row: Row): readonly [Wrong, string] | undefined {
    const { seq, hash, text } = row;
    const event = JSON.parse(text) as Event;
    const recomputed = linkOfText(this.#hash, text);
    if (recomputed !== hash) return ['hash-differs', differenceOf(hash, recomputed, link(this.#hash, event))];
    if (!isCanonical(text, event)) return ['hash-differs', 'its hash is not over its canonical JSON'];
    const columns = differingColumns(row, event);
    if (columns) return ['columns-differ', columns];
    this.#hash = hash;
    try {
      const unproven = problemOfProof(this.mou, { before: this.#after?.state, previous: this.#last, event }, verifyEd25519);
      if (unproven !== undefined) return ['not-signed', unproven];
      this.#after = step(this.mou, this.#after, event, hash);
      this.#last = event;
      this.#log?.push(event);
      if (seq === this.#listed?.state_seq) this.#stateThen = this.#after.state;
    } catch (error) {
      return ['does-not-follow', (error as Error).message];
    }
    const { status } = this.#after.state;
    return row.status === status ? undefined : ['columns-differ', `its row says that it is ${row.status} then, and the events ${status}`];
  }
}

const differingColumns = ({ seq, type, at, act_id: act }: Row, event: Event): string | undefined => {
  const row = inWords(seq, type, at, act);
  const said = inWords(event.seq, event.type, new Date(parseInstant(event.at)), event.act?.id ?? null);
  return row === said ? undefined : `its row says ${row}, and the event ${said}`;
};

const inWords = (seq: number, type: string, at: Date, act: string | null): string =>
  `${seq} ${type} ${at.toISOString()} ${act === null ? 'of no act' : `of the act ${act}`}`;

/** @param meant the hash over what the event says, however it is written */
const differenceOf = (hash: string, recomputed: string, meant: string): string =>
  meant === hash
    ? 'its bytes are not those that were hashed, though they say the same'
    : `its hash is ${hash}, and over the event and the hash before it is ${recomputed}`;

const withoutEvents = async (transaction: Transaction<Database>, mou: string | undefined): Promise<Finding[]> => {
  let query = transaction
    .selectFrom('memoranda as m')
    .select(['m.mou', 'm.seq'])
    .where((one) => one.not(one.exists(one.selectFrom('events as e').select('e.seq').whereRef('e.mou', '=', 'm.mou'))));
  if (mou !== undefined) query = query.where('m.mou', '=', mou);
  const rows = await query.orderBy('m.mou').limit(MOST_FINDINGS).execute();
  return rows.map((row) => ({
    mou: row.mou,
    seq: 1,
    wrong: 'row-missing',
    why: `it is listed with ${row.seq} events, and none of them is there`,
  }));
};

const againstHeads = async (transaction: Transaction<Database>, heads: readonly HeadOf[]): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (let from = 0; from < heads.length && findings.length <= MOST_FINDINGS; from += HEADS_AT_ONCE) {
    const some = heads.slice(from, from + HEADS_AT_ONCE);
    const { rows } = await sql<HeadOf & { hash: string | null }>`
      select h.mou, h.seq, h.head, e.hash
      from unnest(${some.map(({ mou }) => mou)}::text[], ${some.map(({ seq }) => seq)}::int[], ${some.map(({ head }) => head)}::text[])
        as h (mou, seq, head)
      left join mou.events e on e.mou = h.mou and e.seq = h.seq
      where e.hash is distinct from h.head
      order by h.mou limit ${MOST_FINDINGS}`.execute(transaction);
    for (const { mou, seq, head, hash } of rows) {
      const why =
        hash === null ? 'it is in the checkpoint, and not in the register' : `its hash is ${hash}, and was ${head} in the checkpoint`;
      findings.push({ mou, seq, wrong: hash === null ? 'row-missing' : 'hash-differs', why });
    }
  }
  return findings;
};
