/** What files are made from, for the verbs that write them. Nothing is recorded. */
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { type Dossier, dossierOf } from '../export/dossier.ts';
import { asked, asOfFrom, inWords, nothingRecorded } from './asking.ts';
import { type Options, print, printJson } from './output.ts';
import { counted } from '../projections/words.ts';

/** What files are made from, wherever it is kept. */
type Source = { log: readonly Event[]; messages: Delivery[] | undefined };

export const fromServer = (mou: string, withMessages: boolean): Promise<Source> =>
  asked(async (client) => ({
    log: await client.events(mou),
    messages: withMessages ? await client.deliveries(mou) : undefined,
  }));

export const dossierFrom = (mou: string, { log }: Source, options: Options): Dossier => {
  const dossier = dossierOf(log, asOfFrom(options), Date.now());
  if (dossier) return dossier;
  throw nothingRecorded(mou, inWords(options));
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
