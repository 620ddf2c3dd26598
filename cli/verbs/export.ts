/** `export` and `report`: what leaves the engine as files. Nothing is recorded. */
import { connect } from '../connect.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { akomaNtoso } from '../../export/akoma-ntoso.ts';
import { calendar } from '../../export/calendar.ts';
import { cloudEvents } from '../../export/cloud-events.ts';
import { type Dossier, dossierOf } from '../../export/dossier.ts';
import { exportDocument } from '../../export/json.ts';
import { markdown } from '../../export/markdown.ts';
import { reportHtml } from '../../export/report/index.ts';
import { UsageError } from '../failure.ts';
import { type Options, print, printJson } from '../output.ts';
import { mustBeFree, writeFileWhole } from '../write-file.ts';
import { asOfFrom, nothingRecorded } from './ask.ts';

/** What files are made from, wherever it is kept. */
type Source = { log: readonly Event[]; messages: Delivery[] | undefined };

const fromServer = async (mou: string, withMessages: boolean): Promise<Source> => {
  const client = await connect();
  try {
    const log = await client.events(mou);
    const messages = withMessages ? await client.deliveries(mou) : undefined;
    return { log, messages };
  } finally {
    await client.close();
  }
};

const dossierFrom = (mou: string, { log }: Source, options: Options): Dossier => {
  const dossier = dossierOf(log, asOfFrom(options), Date.now());
  if (dossier) return dossier;
  const { on, knownAt } = options as { on?: string; knownAt?: string };
  throw nothingRecorded(mou, [on && `on ${on}`, knownAt && `as known at ${knownAt}`].filter(Boolean).join(', '));
};

/** As of another date or instant the messages sent since would be out of place. */
const messagesOf = ({ asOf }: Dossier, { messages }: Source): Delivery[] | undefined =>
  asOf.on === null && asOf.knownAt === null ? messages : undefined;

type Format = { mediaType: string; of: (dossier: Dossier, messages: Delivery[] | undefined) => string };

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const FORMATS: Record<string, Format> = {
  json: { mediaType: 'application/json', of: (dossier, messages) => pretty(exportDocument(dossier, messages)) },
  cloudevents: { mediaType: 'application/cloudevents-batch+json', of: (dossier) => pretty(cloudEvents(dossier)) },
  ics: { mediaType: 'text/calendar', of: calendar },
  akn: { mediaType: 'application/akn+xml', of: akomaNtoso },
  markdown: { mediaType: 'text/markdown', of: markdown },
};
export const FORMAT_NAMES = Object.keys(FORMATS);

const formatFrom = (options: Options): [string, Format] => {
  if (options.ics && options.format !== undefined && options.format !== 'ics') throw new UsageError('--ics: not together with --format');
  const name = options.ics ? 'ics' : typeof options.format === 'string' ? options.format : options.json ? 'json' : '';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format) throw new UsageError(`--format: ${name || '(none)'} is not a format; one of ${FORMAT_NAMES.join(', ')}`);
  return [name, format];
};

/** A file's name, or undefined for standard output. */
const outFrom = ({ out }: Options): string | undefined => (typeof out === 'string' && out !== '-' && out !== '' ? out : undefined);

export const exportFile = async (mou: string, options: Options): Promise<void> => {
  const [name, { of, mediaType }] = formatFrom(options);
  const out = outFrom(options);
  const force = options.force === true;
  if (out) await mustBeFree(out, force);
  asOfFrom(options);
  const source = await fromServer(mou, name === 'json');
  const dossier = dossierFrom(mou, source, options);
  const content = of(dossier, messagesOf(dossier, source));
  if (out) {
    await writeFileWhole(out, content, force);
    told(options, { mou, format: name, mediaType, file: out, events: dossier.log.length });
  } else if (options.json && mediaType.endsWith('json')) process.stdout.write(content);
  else if (options.json) printJson({ mou, format: name, mediaType, content });
  else process.stdout.write(content);
};

export const report = async (mou: string, options: Options): Promise<void> => {
  const out = options.out === '-' ? undefined : (outFrom(options) ?? `${mou}-report.html`);
  const force = options.force === true;
  asOfFrom(options);
  if (out) await mustBeFree(out, force);
  const source = await fromServer(mou, true);
  const dossier = dossierFrom(mou, source, options);
  const content = reportHtml(dossier, messagesOf(dossier, source));
  if (!out) {
    if (options.json) printJson({ mou, format: 'html', mediaType: 'text/html', content });
    else process.stdout.write(content);
    return;
  }
  await writeFileWhole(out, content, force);
  told(options, { mou, format: 'html', mediaType: 'text/html', file: out, events: dossier.log.length });
};

const told = (options: Options, receipt: { mou: string; format: string; mediaType: string; file: string; events: number }): void => {
  if (options.json) printJson(receipt);
  else print(`${receipt.file}: ${receipt.format} of ${receipt.mou}, ${receipt.events} events`);
};
