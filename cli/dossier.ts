/** What files are made from, for the verbs that write them. Nothing is recorded. */
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { type Dossier, dossierOf } from '../export/dossier.ts';
import { asOfFrom, nothingRecorded } from './asking.ts';
import { connect } from './connect.ts';
import { type Options, print, printJson } from './output.ts';
import { counted } from '../projections/words.ts';

/** What files are made from, wherever it is kept. */
type Source = { log: readonly Event[]; messages: Delivery[] | undefined };

export const fromServer = async (mou: string, withMessages: boolean): Promise<Source> => {
  const client = await connect();
  try {
    const log = await client.events(mou);
    const messages = withMessages ? await client.deliveries(mou) : undefined;
    return { log, messages };
  } finally {
    await client.close();
  }
};

export const dossierFrom = (mou: string, { log }: Source, options: Options): Dossier => {
  const dossier = dossierOf(log, asOfFrom(options), Date.now());
  if (dossier) return dossier;
  const { on, knownAt } = options as { on?: string; knownAt?: string };
  throw nothingRecorded(mou, [on && `on ${on}`, knownAt && `as known at ${knownAt}`].filter(Boolean).join(', '));
};

/** As of another date or instant the messages sent since would be out of place. */
export const messagesOf = ({ asOf }: Dossier, { messages }: Source): Delivery[] | undefined =>
  asOf.on === null && asOf.knownAt === null ? messages : undefined;

/** A file's name, or undefined for standard output. */
export const outFrom = ({ out }: Options): string | undefined => (typeof out === 'string' && out !== '-' && out !== '' ? out : undefined);

/** Tells which file was written. */
export const told = (options: Options, receipt: { mou: string; format: string; mediaType: string; file: string; events: number }): void => {
  if (options.json) printJson(receipt);
  else print(`${receipt.file}: ${receipt.format} of ${receipt.mou}, ${counted(receipt.events, 'event')}`);
};
