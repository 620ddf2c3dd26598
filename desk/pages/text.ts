/** The text in any of its versions, and what differs between two of them, with the decision that made each difference. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { renderSection } from '../../export/report/render.ts';
import { textOf } from '../../export/report/text.ts';
import type { Version } from '../../projections/versions.ts';
import type { Desk, Env } from '../route.ts';
import { mouOf } from './memorandum.ts';
import { page } from './reply.ts';
import { shownFrom } from './shown.ts';

const Count = z.coerce.number().int().min(1);

/** The versions from the one to the other, the later one last. By itself: the whole life of the text. */
const chosen = (c: Context<Env>, versions: readonly Version[]): Version[] => {
  const last = versions.length;
  const wanted = (field: 'from' | 'to', otherwise: number): number => {
    const given = c.req.query(field);
    if (given === undefined || given === '') return otherwise;
    const { success, data } = Count.max(last).safeParse(given);
    if (!success) throw new Refusal('INVALID', `${field}: there are the versions 1 to ${last}`);
    return data;
  };
  const [from, to] = [wanted('from', 1), wanted('to', last)];
  const [first, ...others] = versions.slice(Math.min(from, to) - 1, Math.max(from, to));
  // What came before the first of them is no difference here.
  return first ? [{ ...first, decision: null }, ...others] : [];
};

export const textPage = async (c: Context<Env>, { source }: Desk): Promise<Response> => {
  const mou = mouOf(c);
  const { dossier, report } = await shownFrom(source, mou);
  const shown = chosen(c, dossier.versions);
  const [from, to] = [shown[0]?.version ?? 1, shown.at(-1)?.version ?? 1];
  const versions = report.versions.filter(({ version }) => version >= from && version <= to);
  const data = {
    ...{ mou, title: report.title, all: report.versions, from, to, textHash: report.chain.textHash },
    section: renderSection('text', { text: textOf(shown), versions, provenance: report.provenance }),
  };
  return page(c, 'text', { title: `Text of ${report.title}`, mou, part: 'text' }, data);
};
