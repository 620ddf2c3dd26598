import { reportHtml } from '../../../export/report/index.ts';
import { asOfFrom } from '../../asking.ts';
import { dossierFrom, fromServer, messagesOf, outFrom, told } from '../../dossier.ts';
import { printJson } from '../../output.ts';
import { AS_OF, FORCE, type Verb } from '../../verb.ts';
import { mustBeFree, writeFileWhole } from '../../write-file.ts';

export const verb: Verb = {
  usage: 'report <id>',
  summary: 'Writes one HTML page on a memorandum: status, timeline, dates with their reasons, text and record.',
  examples: ['report MOU', 'report MOU --on 2026-05-01 --out - > report.html'],
  options: [...AS_OF, FORCE, { flag: '--out <file>', help: 'into this file, or - for standard output (default: ID-report.html)' }],
  run: async (options, mou) => {
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
  },
};
