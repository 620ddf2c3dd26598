/** What was done under a memorandum: by it, it was operative. */
import { byDate, type CivilDate } from '../calendar.ts';
import { nameOf } from '../instrument.ts';
import type { State } from '../state.ts';

type Done = { what: string; on: CivilDate };

/** What is over and had no effect was not: a proposal declined, a notice withdrawn, a meeting cancelled. */
const OVER = new Set(['declined', 'retracted', 'lapsed', 'withdrawn', 'superseded', 'cancelled']);

const inUse = <Item extends { status: string }>(items: Record<string, Item>, say: (id: string, item: Item) => Done): Done[] =>
  Object.entries(items).flatMap(([id, item]) => (OVER.has(item.status) ? [] : [say(id, item)]));

/** The memorandum that it supersedes ended because this one was operative, and nothing there would take that back. */
const superseded = ({ instrument: { supersedes }, operativeOn }: State): Done[] =>
  supersedes === undefined || operativeOn === null ? [] : [{ what: `${supersedes}, which it supersedes, ended`, on: operativeOn }];

/** With their dates, the earliest first. */
export const doneUnder = (state: State): Done[] => {
  const { notices, decisions, meetings, initiatives, accessions, pauses, paused, instrument } = state;
  const done = [
    ...superseded(state),
    ...inUse(notices, (id, { noticeOn }) => ({ what: `notice ${id} was given`, on: noticeOn })),
    // A correction may be decided of a memorandum that is not operative.
    ...inUse(Object.fromEntries(Object.entries(decisions).filter(([, { kind }]) => kind !== 'rectify')), (id, { proposedOn }) => ({
      what: `decision ${id} was proposed`,
      on: proposedOn,
    })),
    ...inUse(meetings, (id, { heldOn, on }) => ({
      what: `meeting ${id} was ${heldOn === null ? 'to be held' : 'held'}`,
      on: heldOn ?? on,
    })),
    ...inUse(initiatives, (id, { startedOn }) => ({ what: `initiative ${id} was started`, on: startedOn })),
    ...accessions.map(({ by, signedOn }) => ({ what: `${nameOf(instrument, by)} joined`, on: signedOn })),
    ...[...pauses, ...(paused ? [paused] : [])].map(({ on }) => ({ what: 'implementation was paused', on })),
  ];
  return done.sort((a, b) => byDate(a.on, b.on));
};
