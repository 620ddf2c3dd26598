/** The messages and how they went: unlike events, each row is replaced by what is learnt later. */
import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { Delivery } from '../domain/delivery.ts';
import { printable } from './printable.ts';
import type { Database } from './schema.ts';

const KEEP = `
with gone as (delete from mou.deliveries where mou = $1 and key = any($2::text[]))
insert into mou.deliveries (mou, key, seq, since, recipient, channel, status, at, message_id, detail, addresses)
select $1, d.* from unnest($3::text[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::jsonb[])
  as d (key, seq, since, recipient, channel, status, at, message_id, detail, addresses)
order by d.key
on conflict (mou, key) do update set seq = excluded.seq, since = excluded.since, recipient = excluded.recipient, channel = excluded.channel,
  status = excluded.status, at = excluded.at, message_id = excluded.message_id, detail = excluded.detail, addresses = excluded.addresses`;

/** One statement: all of it or nothing. */
export const keepDeliveries = async (
  db: Kysely<Database>,
  mou: string,
  deliveries: readonly Delivery[],
  forgotten: readonly string[],
): Promise<void> => {
  // One statement cannot replace a row twice.
  const last = [...new Map(deliveries.map((one) => [one.key, one])).values()];
  const values = [
    last.map(({ key }) => key),
    last.map(({ seq }) => seq),
    last.map(({ since }) => since ?? null),
    last.map(({ recipient }) => recipient),
    last.map(({ channel }) => channel),
    last.map(({ status }) => status),
    last.map(({ at }) => at),
    last.map(({ messageId }) => (messageId === undefined ? null : printable(messageId))),
    last.map(({ detail }) => printable(detail)),
    last.map(({ addresses }) => (addresses === undefined ? null : printable(JSON.stringify(addresses)))),
  ];
  await db.executeQuery(CompiledQuery.raw(KEEP, [mou, forgotten, ...values]));
};

export const deliveriesOf = async (db: Kysely<Database>, mou: string, from: number): Promise<Delivery[]> => {
  const rows = await db
    .selectFrom('deliveries')
    .select(['key', 'seq', 'since', 'recipient', 'channel', 'at', 'status', 'message_id', 'detail', 'addresses'])
    .where('mou', '=', mou)
    .where('seq', '>=', from)
    .orderBy('seq')
    .orderBy('recipient')
    .execute();
  return rows.map(({ message_id: messageId, detail, addresses, since, ...row }) => ({
    ...row,
    ...(since !== null && { since }),
    ...(messageId !== null && { messageId }),
    ...(addresses !== null && { addresses }),
    detail,
  }));
};

/** In SQL, for the index that is made for it. */
export const isDead = sql<boolean>`status in ('dead', 'bounced')`;
