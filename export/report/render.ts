/** From what the report says to one page that needs nothing else: style and drawings within it, and no script at all. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { Report } from './view.ts';

/** The compiler does not copy templates to `dist/`: they are found from the package's own folder, whichever copy runs. */
const templatesFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The templates cannot be found: no package.json above the report');
    folder = parent;
  }
  return join(folder, 'export', 'report', 'templates');
};

const views = templatesFolder();
const eta = new Eta({ views, cache: true, autoEscape: true });
const style = readFileSync(join(views, 'report.css'), 'utf8');

/** Nothing is loaded and nothing runs, also where the text asks for it: the one style sheet is let in by its hash. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Throws EtaError where a template is broken, which a test would have shown. */
export const renderReport = (report: Report): string => eta.render('report.html.eta', { ...report, style, policy: POLICY });
