/** Verbs that record: each prints its receipt. */
import { randomUUID } from 'node:crypto';
import { NoService, type Receipt } from '../../client/index.ts';
import { connect } from '../connect.ts';
import { Slug } from '../../domain/values.ts';
import { textOnlyLine, textOnlyOf } from '../../instruments/check/text-only.ts';
import { readInstrument } from '../../instruments/index.ts';
import { actFrom } from '../act-input.ts';
import { UsageError } from '../failure.ts';
import type { Flag } from '../flags.ts';
import { answer, EVENT_HEADINGS, eventRow, type Options, progress, table } from '../output.ts';

const receiptLines = (receipt: Receipt): string[] => [
  `${receipt.mou} is ${receipt.status}; recorded:`,
  ...table(EVENT_HEADINGS, receipt.events.map(eventRow)),
];

const mustBeId = (mou: string): string => {
  if (Slug.safeParse(mou).success) return mou;
  throw new UsageError(`mou: ${JSON.stringify(mou.slice(0, 40))} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`);
};

/** Where nobody answered the act may have been recorded nonetheless: the same id makes a second try the same act. */
const sendAct = async (mou: string, act: Record<string, unknown>, options: Options): Promise<void> => {
  const client = await connect();
  const id = (act.id as string | undefined) ?? randomUUID();
  try {
    const receipt = await client.act(mou, { ...act, id });
    answer(options, receipt, () => receiptLines(receipt));
  } catch (error) {
    if (error instanceof NoService) throw new NoService(`${error.message}. To try the same act again: --id ${id}`);
    throw error;
  } finally {
    await client.close();
  }
};

export const recordAct = async (mou: string, name: string, flags: readonly Flag[], options: Options): Promise<void> => {
  await sendAct(mustBeId(mou), await actFrom(name, flags, options), options);
};

export const openMemorandum = async (file: string, options: Options): Promise<void> => {
  const instrument = await readInstrument(file);
  const mou = mustBeId((options.mou as string | undefined) ?? instrument.id);
  await sendAct(mou, { do: 'open', instrument, ...(options.id ? { id: options.id } : {}) }, options);
  // What the engine does not compute is never passed over in silence.
  for (const one of textOnlyOf(instrument).filter(({ cited }) => cited === 0)) progress(textOnlyLine(one));
};
