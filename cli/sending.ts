/** Sending an act, and telling its receipt. */
import { randomUUID } from 'node:crypto';
import { NoService } from '../client/errors.ts';
import { soon } from '../client/in-time.ts';
import type { Receipt } from '../client/index.ts';
import { awaitedOf } from '../domain/awaited.ts';
import { parseInstant } from '../domain/calendar.ts';
import { due } from '../domain/due.ts';
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { awaitedLine } from '../projections/awaited.ts';
import { connect } from './connect.ts';
import { answer, EVENT_HEADINGS, eventRow, type Options } from './output.ts';
import { previewLines } from './preview.ts';
import { table } from './table.ts';
import type { Option } from './verb.ts';

export const ACT_ID: Option = { flag: '--id <id>', help: 'the id of this act: a retry by the same id is the same act' };

/** The rest is told by `mou awaited`. */
const MOST_AWAITED = 8;

const awaitedLines = (state: State): string[] => {
  const all = awaitedOf(state);
  const lines = all.slice(0, MOST_AWAITED).map((one) => `awaited next: ${awaitedLine(state.instrument, one)}`);
  const left = all.length - lines.length;
  return left === 0 ? lines : [...lines, `awaited next: ${left} more, which npx mou awaited ${state.mou} lists`];
};

/** Of a paper that is recorded late a date may have come already: what follows is recorded right after the receipt, or by now. */
const atOnceLines = ({ mou, status, events }: Receipt, after: State): string[] => {
  if (after.status !== status) return [`right after it: ${mou} is ${after.status}, which npx mou events ${mou} shows`];
  // By the clock of the memorandum, which is the server's: this machine's may be another.
  const recordedAt = parseInstant(events.at(-1)?.at ?? after.openedAt);
  const next = due(after, recordedAt);
  return next && next.at <= recordedAt ? [`right after it: what had fallen due by then, which npx mou events ${mou} shows`] : [];
};

/** @param after the state after it, where it could be asked for */
export const receiptLines = (receipt: Receipt, after: State | undefined): string[] => [
  `${receipt.mou} is ${receipt.status}; recorded:`,
  ...table(EVENT_HEADINGS, receipt.events.map(eventRow)),
  ...receipt.events.flatMap(differing),
  ...(after ? [...atOnceLines(receipt, after), ...awaitedLines(after)] : []),
];

const differing = (event: Event): string[] =>
  event.type === 'Signed' && event.data.differsFrom
    ? [
        `Not the file that ${event.data.differsFrom.join(', ')} signed: the SHA-256 differs. Two scans of one text differ, two texts must not.`,
      ]
    : [];

export const PREVIEW: Option = { flag: '--preview', help: 'shows what it would record, move and tell, and records nothing' };

/** Where nobody answered the act may have been recorded nonetheless: the same id makes a second try the same act. */
export const sendAct = async (mou: string, act: Record<string, unknown>, options: Options): Promise<void> => {
  const client = await connect();
  const id = (act.id as string | undefined) ?? randomUUID();
  try {
    if (options.preview === true) {
      const preview = await client.preview(mou, { ...act, id });
      const now = options.json === true ? undefined : await soon(client.state(mou));
      return answer(options, preview, () => previewLines(preview, now?.instrument));
    }
    const receipt = await client.act(mou, { ...act, id });
    // The act is recorded, whether it is told soon what is awaited now or not.
    const after = options.json === true ? undefined : await soon(client.state(mou));
    answer(options, receipt, () => receiptLines(receipt, after));
  } catch (error) {
    if (error instanceof NoService) throw new NoService(`${error.message}. To try the same act again: --id ${id}`);
    throw error;
  } finally {
    await client.close();
  }
};
