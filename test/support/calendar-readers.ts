/** iCalendar files as two libraries that know nothing of each other read them: what they do not agree on fails. */
import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { expect } from 'vitest';

export type ReadEvent = {
  uid: string;
  start: string;
  end: string;
  isDate: boolean;
  sequence: number;
  summary: string;
  description: string;
  status: string;
  method: string | undefined;
  organizer: string | undefined;
};

/** The stricter of the two: the other takes END:VEVENT for the end wherever it stands. */
export const byIcalJs = (ics: string): ReadEvent[] => {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[] as never);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      isDate: event.startDate.isDate,
      sequence: event.sequence,
      summary: event.summary,
      description: event.description,
      status: String(component.getFirstPropertyValue('status')),
      method: calendar.getFirstPropertyValue('method')?.toString(),
      organizer: event.organizer?.replace('mailto:', ''),
    };
  });
};

/** A day without a time is at midnight UTC, wherever it is read. */
const dayOf = (date: { date: Date } | null | undefined): string => date?.date.toISOString().replace('T00:00:00.000Z', '') ?? '';

const byTsIcs = (ics: string): ReadEvent[] => {
  const { events = [], method } = convertIcsCalendar(undefined, ics);
  return events.map((event) => ({
    uid: event.uid,
    start: dayOf(event.start),
    end: dayOf(event.end),
    isDate: event.start.type === 'DATE',
    sequence: event.sequence ?? 0,
    summary: event.summary,
    description: event.description ?? '',
    status: event.status ?? '',
    method,
    organizer: event.organizer?.email,
  }));
};

export const readBack = (ics: string): ReadEvent[] => {
  const read = byIcalJs(ics);
  expect(byTsIcs(ics)).toEqual(read);
  return read;
};
