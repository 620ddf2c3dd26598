/** The instrument is in the act that opens a memorandum: what is told of that act need not carry it again. */
import type { Event } from './events.ts';
import type { Instrument } from './instrument.ts';

export const withoutInstrument = (events: readonly Event[]): Event[] =>
  events.map((event) => {
    if (event.type !== 'MemorandumOpened') return event;
    const { instrument: _, ...data } = event.data;
    return { ...event, data } as Event;
  });

/** Puts it back where it was left out; what is there stays. @param act as it was sent */
export const withInstrument = (events: readonly Event[], act: unknown): Event[] =>
  events.map((event) => {
    if (event.type !== 'MemorandumOpened' || event.data.instrument) return event;
    const { instrument } = act as { instrument: Instrument };
    const { instrument: _, ...data } = event.data;
    return { ...event, data: { instrument, ...data } };
  });
