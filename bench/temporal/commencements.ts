/** Memoranda whose discontinuation commences at the same instant, two recipients each: how long until every message is out. */
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { readInstrument } from '../../instruments/index.ts';
import { signatures } from '../busy-years.ts';
import { inFlight } from './life.ts';
import type { Arrival } from './mail-sink.ts';
import { percentile, type Row } from '../row.ts';
import type { Size } from './size.ts';
import type { Stand } from './stand.ts';

/** When 31 July 2027, on which the period of 180 days from the delivery ends, has begun at every seat. */
const INSTANT = parseInstant('2027-07-31T04:00:00Z');
const RECIPIENTS = 2;
const WITHIN = 240_000;
const CALIBRATION = 20;
const document = { title: 'Document', sha256: 'a'.repeat(64) };

/** All of it recorded on the eve, with its own dates. */
const acts = async (mou: string): Promise<ActInput[]> => [
  { do: 'open', mou, instrument: await readInstrument('us-rok-tpd') },
  ...signatures('2027-01-05'),
  { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2027-01-29', document },
  {
    do: 'record-delivery',
    notice: 'n1',
    to: 'rok',
    deliveredOn: '2027-02-01',
    place: 'Seoul',
    method: 'by hand',
    evidence: document,
  },
];

/** Opens so many whose clock stands that many milliseconds before the instant. */
export const prepare = async ({ client }: Pick<Stand, 'client'>, name: string, count: number, lead: number): Promise<void> => {
  client.startWith({ clockOffset: INSTANT - Date.now() - Math.round(lead) });
  await inFlight(8, count, async (n) => {
    const mou = `${name}-${n}`;
    for (const act of await acts(mou)) await client.act(mou, act);
  });
  client.startWith({});
};

const commence = async (stand: Stand, count: number): Promise<Row[]> => {
  const calibrated = Date.now();
  await prepare(stand, 'calibration', CALIBRATION, 24 * 60 * 60 * 1_000);
  const lead = ((Date.now() - calibrated) / CALIBRATION) * count * 1.5 + 15_000;
  const commences = Date.now() + lead;
  const lags: number[] = [];
  const all = new Promise<void>((resolve) => {
    stand.mail.arrivals.onArrival = ({ key, events, at }: Arrival) => {
      if (!events.includes('DiscontinuationCommenced') || !key.startsWith('commencing-')) return;
      lags.push(at - commences);
      if (lags.length === count * RECIPIENTS) resolve();
    };
  });
  await prepare(stand, 'commencing', count, lead);
  if (Date.now() > commences) throw new Error(`${count} memoranda were not opened within ${lead} ms`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lead + WITHIN);
  });
  await Promise.race([all, late]);
  clearTimeout(timer);
  const what = (of: string) => `${count} commencements at one instant: ${of}`;
  return [
    { what: what('messages'), unit: 'a second', value: (lags.length * 1_000) / Math.max(...lags), target: { atLeast: 100 } },
    { what: what('half of the messages within'), unit: 's', value: percentile(lags, 0.5) / 1_000 },
    { what: what('the last message after'), unit: 's', value: Math.max(...lags) / 1_000 },
    { what: what('messages that did not come'), unit: '', value: count * RECIPIENTS - lags.length, target: { atMost: 0 } },
  ];
};

export const measureCommencements = (stand: Stand, { commencements }: Size): Promise<Row[]> =>
  stand.withWorker('ours', () => commence(stand, commencements));
