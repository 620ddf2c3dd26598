import type { Delivery } from '../../../domain/delivery.ts';
import { akomaNtoso } from '../../../export/akoma-ntoso.ts';
import { calendar } from '../../../export/calendar.ts';
import { cloudEvents } from '../../../export/cloud-events.ts';
import type { Dossier } from '../../../export/dossier.ts';
import { exportDocument } from '../../../export/json.ts';
import { markdown } from '../../../export/markdown.ts';
import { asOfFrom } from '../../asking.ts';
import { dossierFrom, fromServer, messagesOf, outFrom, told } from '../../dossier.ts';
import { UsageError } from '../../failure.ts';
import { type Options, printJson } from '../../output.ts';
import { AS_OF, FORCE, type Verb } from '../../verb.ts';
import { mustBeFree, writeFileWhole } from '../../write-file.ts';

type Format = { mediaType: string; of: (dossier: Dossier, messages: Delivery[] | undefined) => string };

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const FORMATS: Record<string, Format> = {
  json: { mediaType: 'application/json', of: (dossier, messages) => pretty(exportDocument(dossier, messages)) },
  cloudevents: { mediaType: 'application/cloudevents-batch+json', of: (dossier) => pretty(cloudEvents(dossier)) },
  ics: { mediaType: 'text/calendar', of: calendar },
  akn: { mediaType: 'application/akn+xml', of: akomaNtoso },
  markdown: { mediaType: 'text/markdown', of: markdown },
};
const FORMAT_NAMES = Object.keys(FORMATS);

const formatFrom = (options: Options): [string, Format] => {
  if (options.ics && options.format !== undefined && options.format !== 'ics') throw new UsageError('--ics: not together with --format');
  const name = options.ics ? 'ics' : typeof options.format === 'string' ? options.format : options.json ? 'json' : '';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format) throw new UsageError(`--format: ${name || '(none)'} is not a format; one of ${FORMAT_NAMES.join(', ')}`);
  return [name, format];
};

export const verb: Verb = {
  usage: 'export <id>',
  summary: 'Writes a memorandum as JSON, CloudEvents, iCalendar, Akoma Ntoso or Markdown.',
  examples: [
    'export MOU --format json --out MOU.json',
    'export MOU --format akn --on 2026-05-01 > MOU.xml',
    'export MOU --format ics --out MOU.ics --force',
  ],
  options: [
    ...AS_OF,
    FORCE,
    { flag: '--format <format>', help: 'json, cloudevents, ics, akn (Akoma Ntoso) or markdown (default with --json: json)' },
    { flag: '--ics', help: 'the same as --format ics: a calendar feed of the whole' },
    { flag: '--out <file>', help: 'into this file (default: standard output)' },
  ],
  run: async (options, mou) => {
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
  },
};
