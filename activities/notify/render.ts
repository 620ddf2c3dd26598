/** From a message to the three things a person sees of an e-mail: subject, text and HTML. */
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Explanation } from '../../projections/explain.ts';
import type { Message } from '../../projections/message.ts';
import { plain } from '../../projections/words.ts';

/** The build puts them beside the compiled code, too. */
const views = join(import.meta.dirname, 'templates');
const { escapeFunction: escaped } = new Eta().config;
/** No date is broken at its hyphens: a narrow screen would. */
const inHtml = (value: unknown): string =>
  escaped(value).replace(/\d{4}-\d{2}-\d{2}(T[\d:]+Z)?/g, '<span style="white-space:nowrap">$&</span>');
const html = new Eta({ views, cache: true, autoEscape: true, escapeFunction: inHtml });
const text = new Eta({ views, cache: true, autoEscape: false, autoTrim: false });

export type Rendered = { subject: string; text: string; html: string };

/** Somebody's words that look like an encoded word (RFC 2047) would be decoded, and could say what was taken out here. */
export const subjectOf = ({ mou, headline, clause }: Message): string =>
  plain(`[${mou}] ${headline}${clause ? ` (${clause.id})` : ''}`.replaceAll('=?', '= ?'), 250);

type Shown = Explanation & {
  /** Quotes its clause: nothing above has quoted it yet. */
  quotes: boolean;
  /** Its sentence stands above already. */
  told: boolean;
  badge: boolean;
};

const shown = ({ dates, clause, events, follows }: Message): Shown[] => {
  const quoted = new Set<string | null>(clause ? [clause.id] : []);
  return dates.map((date) => {
    const quotes = !quoted.has(date.clause) && date.clauseText !== '';
    quoted.add(date.clause);
    const told = follows.includes(date.sentence) || events.some(({ happened }) => happened.includes(date.sentence));
    return { ...date, quotes, told, badge: date.expected && !date.what.includes('expected') };
  });
};

/** The types of a message's events, each once: a header has to fit on one line. */
export const typesOf = ({ events }: Pick<Message, 'events'>): string[] => [...new Set(events.map(({ event }) => event.type))];

/** The memorandum's page, where the address of a desk is set. */
const pageOf = ({ mou }: Message, deskUrl: string | undefined): string | null =>
  deskUrl === undefined ? null : `${deskUrl.replace(/\/$/, '')}/memoranda/${mou}`;

/** Throws EtaError where a template is broken, which a test would have shown. @param deskUrl where people find the desk */
export const render = (message: Message, deskUrl?: string): Rendered => {
  const numbers = message.events.map(({ event }) => event.seq);
  const [from, to] = [numbers[0], numbers.at(-1)];
  const data = {
    ...message,
    page: pageOf(message, deskUrl),
    types: typesOf(message),
    dates: shown(message),
    numbers: from === to ? `event ${to}` : `events ${from} to ${to}`,
  };
  return {
    subject: subjectOf(message),
    text: `${text.render('message.txt.eta', data).trim()}\n`,
    html: html.render('message.html.eta', { ...data, title: escaped(data.headline), href: data.page && escaped(data.page) }),
  };
};
