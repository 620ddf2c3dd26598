/** The report: a memorandum's whole life on one page, for a screen, a telephone and paper. */
import type { Dossier } from '../dossier.ts';
import type { Message } from './notices.ts';
import { renderReport } from './render.ts';
import { viewOf } from './view.ts';

export type { Message } from './notices.ts';

/** @param messages what happened to the messages sent, where the caller knows */
export const reportHtml = (dossier: Dossier, messages?: Message[]): string => renderReport(viewOf(dossier, messages));
