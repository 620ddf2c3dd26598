import { type Format, FORMAT_NAMES, FORMATS, isFormatName } from '../../../export/formats.ts';
import { asOfFrom } from '../../asking.ts';
import { dossierFrom, fromServer, messagesOf, outFrom, told } from '../../dossier.ts';
import { UsageError } from '../../failure.ts';
import { type Options, printJson } from '../../output.ts';
import { AS_OF, FORCE, type Verb } from '../../verb.ts';
import { mustBeFree, writeFileWhole } from '../../write-file.ts';

const formatFrom = (options: Options): [string, Format] => {
  if (options.ics && options.format !== undefined && options.format !== 'ics') throw new UsageError('--ics: not together with --format');
  const name = options.ics ? 'ics' : typeof options.format === 'string' ? options.format : options.json ? 'json' : '';
  if (!isFormatName(name)) throw new UsageError(`--format: ${name || '(none)'} is not a format; one of ${FORMAT_NAMES.join(', ')}`);
  return [name, FORMATS[name]];
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
