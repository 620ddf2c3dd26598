/** One memorandum: how it stands, what is awaited, its dates with their reasons, and what was done under it. */
import type { Context } from 'hono';
import { awaitedOf } from '../../domain/awaited.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { nameOf } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import type { Token } from '../../domain/tokens.ts';
import { Slug } from '../../domain/values.ts';
import { Refusal } from '../../domain/refusal.ts';
import { presentOf } from '../../export/dossier.ts';
import { renderSection, type Section } from '../../export/report/render.ts';
import type { Report } from '../../export/report/view.ts';
import { awaitedThing } from '../../projections/awaited.ts';
import { deadlineLine } from '../../projections/deadlines.ts';
import { speak } from '../../domain/speak.ts';
import { atEverySeat, sentenceCase } from '../../projections/words.ts';
import type { Desk, Env } from '../route.ts';
import { soon } from '../../client/in-time.ts';
import { firstOf } from './first-of.ts';
import { addressOfAwaited } from './links.ts';
import { page } from './reply.ts';
import { shownFrom } from './shown.ts';

/** Of each list the latest so many: the report has all. */
const SHOWN = 50;

export const mouOf = (c: Context<Env>): string => {
  const { success, data } = Slug.safeParse(c.req.param('mou'));
  if (!success) throw new Refusal('INVALID', 'mou: must be the id of a memorandum');
  return data;
};

const LISTS = ['dates', 'signatures', 'notices', 'decisions'] as const;

/** With the latest of each list, and how many are left out. */
const bounded = (report: Report): { report: Report; left: number } => {
  const { committee, initiatives } = report;
  const lists = LISTS.map((name) => report[name].length);
  const left = [...lists, committee.meetings.length, initiatives.length].reduce((sum, length) => sum + Math.max(0, length - SHOWN), 0);
  const cut = Object.fromEntries(LISTS.map((name) => [name, report[name].slice(-SHOWN)]));
  const meetings = committee.meetings.slice(-SHOWN);
  return { report: { ...report, ...cut, committee: { ...committee, meetings }, initiatives: initiatives.slice(-SHOWN) }, left };
};

type Part = { id: Section; title: string };

/** Those of which there is something to say. */
const partsOf = ({ timeline, dates, signatures, notices, decisions, committee, initiatives }: Report): Part[] => {
  const parts: [Section, string, boolean][] = [
    ['timeline', 'Timeline', timeline !== null],
    ['dates', 'Dates and reasons', dates.length > 0],
    ['signatures', 'Signatures', signatures.length > 0],
    ['notices', 'Notices and deliveries', notices.length > 0],
    ['decisions', 'Decisions', decisions.length > 0],
    ['cooperation', 'Meetings and initiatives', committee.meetings.length + initiatives.length > 0],
  ];
  return parts.filter(([, , isThere]) => isThere).map(([id, title]) => ({ id, title }));
};

/** With the address of the form that would record it, where the caller may. */
const awaitedIn = (state: State, caller: Token) =>
  awaitedOf(state).map((one) => ({
    ...one,
    name: nameOf(state.instrument, one.of),
    says: speak(state.instrument, awaitedThing(one)),
    href: addressOfAwaited(state.mou, one, caller),
  }));

/** What was recorded by the form that led here, in words; null where nothing was. */
const justRecorded = (c: Context<Env>, { history }: Report): string[] | null => {
  const after = Number(c.req.query('recorded') ?? Number.NaN);
  if (!Number.isInteger(after) || after < 0 || after >= history.length) return null;
  return history.slice(after, after + 10).map(({ headline }) => headline);
};

export const memorandumPage = async (c: Context<Env>, { source }: Desk): Promise<Response> => {
  const mou = mouOf(c);
  const [{ dossier, report: whole }, outbox, stuck] = await Promise.all([
    shownFrom(source, mou),
    soon(source.client.outbox(mou)),
    source.stuck(),
  ]);
  const { state, today } = dossier;
  const { report, left } = bounded(whole);
  const parts = partsOf(report);
  const data = {
    ...{ mou, report, parts, left, today, recorded: justRecorded(c, whole) },
    ...{
      awaited: firstOf(awaitedIn(state, c.get('caller')), SHOWN),
      now: atEverySeat(state.instrument, presentOf(dossier.log, Date.now())),
    },
    ahead: firstOf(
      deadlinesOf(state).map((one) => ({
        ...one,
        isPast: one.on < today,
        says: speak(state.instrument, sentenceCase(deadlineLine(one, state.instrument))),
      })),
      SHOWN,
    ),
    ...{ dead: outbox?.dead ?? 0, waiting: outbox?.waiting ?? 0, stuck: stuck?.get(mou) ?? null },
    ...{ status: renderSection('status', report), sections: parts.map(({ id }) => renderSection(id, report)) },
  };
  return page(c, 'memorandum', { title: report.title, mou, part: 'memorandum' }, data);
};
