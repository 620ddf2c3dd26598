/** The files that a memorandum leaves the engine as, in one table: for the command and for the desk. */
import type { Delivery } from '../domain/delivery.ts';
import { akomaNtoso } from './akoma-ntoso.ts';
import { calendar } from './calendar.ts';
import { cloudEvents } from './cloud-events.ts';
import type { Dossier } from './dossier.ts';
import { exportDocument } from './json.ts';
import { markdown } from './markdown.ts';

export type Format = {
  /** What it is, for somebody who knows none of the names. */
  title: string;
  mediaType: string;
  /** What a file's name ends with. */
  extension: string;
  /** @param messages the messages and how they went, where the caller knows */
  of: (dossier: Dossier, messages: Delivery[] | undefined) => string;
};

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const FORMATS = {
  json: {
    title: 'The whole record, as JSON',
    mediaType: 'application/json',
    extension: 'json',
    of: (dossier, messages) => pretty(exportDocument(dossier, messages)),
  },
  cloudevents: {
    title: 'The events, as CloudEvents',
    mediaType: 'application/cloudevents-batch+json',
    extension: 'cloudevents.json',
    of: (dossier) => pretty(cloudEvents(dossier)),
  },
  ics: { title: 'The dates, as a calendar', mediaType: 'text/calendar', extension: 'ics', of: (dossier) => calendar(dossier) },
  akn: { title: 'The text, as Akoma Ntoso', mediaType: 'application/akn+xml', extension: 'xml', of: (dossier) => akomaNtoso(dossier) },
  markdown: { title: 'The text, as Markdown', mediaType: 'text/markdown', extension: 'md', of: (dossier) => markdown(dossier) },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];
export const isFormatName = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);
