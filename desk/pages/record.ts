/** The record of a memorandum: its events page by page, the messages that told of them, the proof, and files to take along. */
import type { Context } from 'hono';
import { z } from 'zod';
import { parseInstant } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { FORMATS } from '../../export/formats.ts';
import { atEverySeat } from '../../projections/words.ts';
import type { Desk, Env } from '../route.ts';
import { soon } from '../../client/in-time.ts';
import { mouOf } from './memorandum.ts';
import { page } from './reply.ts';
import { shownFrom } from './shown.ts';

const EVENTS = 100;
const MESSAGES = 50;

type Sheet<Item> = { items: Item[]; number: number; of: number; pages: { number: number; href: string }[] };

/** The page that was asked for, otherwise the last one: what is new is looked for first. */
const sheet = <Item>(c: Context<Env>, name: 'events' | 'messages', all: readonly Item[], size: number): Sheet<Item> => {
  const of = Math.max(1, Math.ceil(all.length / size));
  const { success, data } = z.coerce.number().int().min(1).max(of).default(of).safeParse(c.req.query(name));
  if (!success) throw new Refusal('INVALID', `${name}: there are the pages 1 to ${of}`);
  const near = [...new Set([1, data - 1, data, data + 1, of])].filter((one) => one >= 1 && one <= of);
  // To look at another page is not to ask for the proof again.
  const { proof: _, ...asked } = c.req.query();
  const address = (number: number): string => `?${new URLSearchParams({ ...asked, [name]: String(number) }).toString()}#${name}`;
  return {
    ...{ items: all.slice((data - 1) * size, data * size), number: data, of },
    pages: near.map((number) => ({ number, href: address(number) })),
  };
};

export const recordPage = async (c: Context<Env>, { source }: Desk): Promise<Response> => {
  const mou = mouOf(c);
  const [{ dossier, report }, messages, proof] = await Promise.all([
    shownFrom(source, mou),
    soon(source.client.deliveries(mou)),
    source.proof(mou, c.req.query('proof') === 'again'),
  ]);
  const { instrument } = dossier.state;
  const { title, chain, history } = report;
  const events = sheet(c, 'events', history, EVENTS);
  const data = {
    ...{ mou, title, chain, proof },
    formats: Object.entries(FORMATS).map(([name, one]) => ({ name, title: one.title })),
    events: { ...events, items: events.items.map((one) => ({ ...one, seats: atEverySeat(instrument, parseInstant(one.at)) })) },
    messages: messages === undefined ? null : sheet(c, 'messages', messages, MESSAGES),
  };
  return page(c, 'record', { title: `Record of ${title}`, mou, part: 'record' }, data);
};
