/** The acts that can be recorded under a memorandum, by what they are about. */
import type { Context } from 'hono';
import { ACT_NAMES, ACTS, type ActName } from '../../domain/acts/index.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { nameOf } from '../../domain/instrument.ts';
import { awaitedThing } from '../../projections/awaited.ts';
import { speak } from '../../domain/speak.ts';
import type { Desk, Env } from '../route.ts';
import { firstOf } from './first-of.ts';
import { addressOfAwaited, formAddress, isTheirs } from './links.ts';
import { mouOf } from './memorandum.ts';
import { page } from './reply.ts';

/** What an act says of itself, with the form's own name for what the command line calls `by`. */
export const asInForm = (text: string): string => text.replaceAll('`by`', '“On behalf of”');

const GROUPS: readonly { title: string; acts: readonly ActName[] }[] = [
  { title: 'Signature and beginning', acts: ['sign', 'confirm', 'accede'] },
  { title: 'Notices and deliveries', acts: ['give-notice', 'record-delivery', 'withdraw-notice'] },
  { title: 'Mutual written decisions', acts: ['propose', 'consent', 'decline', 'retract'] },
  {
    title: 'Committee',
    acts: [
      ...(['schedule-meeting', 'reschedule-meeting', 'hold-meeting', 'record-minutes', 'approve-minutes'] as const),
      ...(['cancel-meeting', 'record-action', 'complete-action'] as const),
    ],
  },
  { title: 'Initiatives', acts: ['start-initiative', 'report-initiative', 'conclude-initiative'] },
  { title: 'Pause', acts: ['pause', 'resume'] },
];

const named = new Set<ActName>(GROUPS.flatMap(({ acts }) => acts));
/** What is in no other group; the opening has a page of its own. */
const ALL_GROUPS = [...GROUPS, { title: 'The record', acts: ACT_NAMES.filter((name) => name !== 'open' && !named.has(name)) }];

const AWAITED_SHOWN = 20;

/** "Give notice". */
export const titleOf = (act: ActName): string => {
  const words = act.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** What this memorandum does not foresee is not offered. */
const isForeseen = (act: ActName, { terms }: Instrument): boolean => {
  const { term } = ACTS[act];
  if (act === 'confirm') return terms.operative.rule === 'mutual-confirmation';
  if (act === 'sign') return terms.operative.confirmations !== 'notes-only';
  return (term !== 'committee' && term !== 'pause' && term !== 'accession') || terms[term] !== undefined;
};

export const actsPage = async (c: Context<Env>, { source }: Desk): Promise<Response> => {
  const mou = mouOf(c);
  const { state } = await source.look(mou);
  const { instrument } = state;
  const caller = c.get('caller');
  const say = (text: string): string => speak(instrument, text);
  const groups = ALL_GROUPS.map(({ title, acts }) => ({
    title: say(title),
    acts: acts
      .filter((act) => isForeseen(act, instrument) && isTheirs(act, caller))
      .map((act) => ({
        title: titleOf(act),
        href: formAddress(mou, act),
        summary: say(asInForm(ACTS[act].summary)),
        who: say(asInForm(ACTS[act].who)),
      })),
  })).filter(({ acts }) => acts.length > 0);
  const awaited = awaitedOf(state)
    .map((one) => ({ name: nameOf(instrument, one.of), says: say(awaitedThing(one)), href: addressOfAwaited(mou, one, caller) }))
    .filter(({ href }) => href !== null);
  const data = { mou, title: instrument.title, groups, awaited: firstOf(awaited, AWAITED_SHOWN) };
  return page(c, 'acts', { title: `Acts under ${instrument.title}`, mou, part: 'acts' }, data);
};
