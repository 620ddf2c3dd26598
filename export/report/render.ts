/** From what the report says to one page that needs nothing else: style and drawings within it, and no script at all. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Report } from './view.ts';

/** The build puts them beside the compiled code, too. */
const views = join(import.meta.dirname, 'templates');
const eta = new Eta({ views, cache: true, autoEscape: true });
/** The report's style, which the pages of the desk share. */
export const style = readFileSync(join(views, 'report.css'), 'utf8');

/** Nothing is loaded and nothing runs, also where the text asks for it: the one style sheet is let in by its hash. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Throws EtaError where a template is broken, which a test would have shown. */
export const renderReport = (report: Report): string => eta.render('report.html.eta', { ...report, style, policy: POLICY });

/** Parts that other pages show as the report does. */
export type Section = 'status' | 'timeline' | 'dates' | 'signatures' | 'notices' | 'decisions' | 'cooperation' | 'text';

/** @param report what that part needs of it */
export const renderSection = (section: Section, report: Partial<Report>): string => eta.render(`${section}.html.eta`, report);
