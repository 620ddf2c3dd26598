/** From what a page says to HTML: whole without a script, and every value escaped. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { style as reportStyle } from '../../export/report/render.ts';
import type { Token } from '../../domain/tokens.ts';
import { prose } from '../../projections/words.ts';
import { mayOpen } from './links.ts';

/** The build puts them beside the compiled code, too. */
const views = join(import.meta.dirname, 'templates');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Somebody's words are text and nothing else, without the characters that nobody sees. */
const escaped = (value: unknown): string => prose(String(value)).replace(/[&<>"']/g, (one) => ENTITIES[one] as string);

const eta = new Eta({ views, cache: true, autoEscape: true, escapeFunction: escaped });

type Asset = { path: string; text: string; mediaType: string };

/** Its address changes with its content, so that it can be kept for ever. */
const asset = (name: string, extension: string, mediaType: string, text: string): Asset => ({
  path: `/assets/${name}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${extension}`,
  text,
  mediaType,
});

const read = (name: string): string => readFileSync(join(views, name), 'utf8');

const STYLE = asset('desk', 'css', 'text/css; charset=utf-8', `${reportStyle}\n${read('desk.css')}`);
const SCRIPT = asset('hash', 'js', 'text/javascript; charset=utf-8', read('hash.js'));
export const ASSETS: readonly Asset[] = [STYLE, SCRIPT];

export type Frame = {
  title: string;
  /** Null where nobody is signed in. */
  caller: Pick<Token, 'name' | 'role' | 'actsFor'> | null;
  /** The memorandum whose page it is, and which of its pages. */
  mou?: string;
  part?: 'memorandum' | 'text' | 'record' | 'acts';
};

/** Throws EtaError where a template is broken, which a test would have shown. */
export const renderPage = (name: string, frame: Frame, data: object): string => {
  const body = eta.render(`${name}.html.eta`, data);
  const opens = frame.caller !== null && mayOpen(frame.caller);
  return eta.render('layout.html.eta', { ...frame, opens, body, style: STYLE.path, script: SCRIPT.path });
};
