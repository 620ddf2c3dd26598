/** History recorded quietly tells nobody, and the record says so; what happens from now on is told again. */
import { describe, expect, it } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { readInstrument } from '../../instruments/index.ts';
import { parseInstant } from '../../domain/calendar.ts';

const SHA = 'a'.repeat(64);
const document = { title: 'Paper', sha256: SHA };
const signatory = { name: 'A. N. Official', title: 'Minister' };
const instrument = await readInstrument('us-rok-tpd');
const NOW = parseInstant('2026-05-01T12:00:00Z');

const told = (events: readonly Event[]): string[] => events.filter(({ quiet }) => !quiet).map(({ type }) => type);

const recorded = (acts: readonly object[]): Memorandum => {
  const memorandum = new Memorandum('m1');
  for (const act of acts) {
    memorandum.record(parseAct(act), NOW);
    while (memorandum.settle(NOW));
  }
  return memorandum;
};

const quiet = true;
const beginning = [
  { do: 'open', mou: 'm1', instrument, quiet },
  { do: 'sign', by: 'us', signatory, signedOn: '2025-10-29', place: 'Gyeongju', document, quiet },
  { do: 'sign', by: 'rok', signatory, signedOn: '2025-10-29', place: 'Gyeongju', document, quiet },
];
const notice = { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2025-10-30', document };
const delivery = {
  do: 'record-delivery',
  notice: 'n1',
  to: 'rok',
  deliveredOn: '2025-10-30',
  place: 'Seoul',
  method: 'by hand',
  evidence: document,
};

describe('history recorded quietly', () => {
  it('tells nobody of the acts, nor of what time did before they were recorded', () => {
    const { log } = recorded([...beginning, { ...notice, quiet }, { ...delivery, quiet }]);
    expect(log.map(({ type }) => type)).toContain('DiscontinuationCommenced');
    expect(told(log)).toEqual([]);
  });

  it('is told again from the next act on, and what time does after it', () => {
    const { log } = recorded([...beginning, notice]);
    expect(told(log)).toEqual(['NoticeGiven']);
  });

  it('tells what falls due later, of its own day', () => {
    const memorandum = recorded([...beginning, { ...notice, quiet }, { ...delivery, quiet, deliveredOn: '2026-02-01' }]);
    const later = memorandum.settle(parseInstant('2026-09-01T00:00:00Z')) ?? [];
    expect(told(later)).toContain('DiscontinuationCommenced');
  });

  it('is the same act with the same id, told or not', () => {
    const memorandum = recorded(beginning.slice(0, 1));
    const sign = { ...beginning[1], id: 'one' };
    const first = memorandum.record(parseAct(sign), NOW);
    expect(memorandum.record(parseAct({ ...sign, quiet: false }), NOW)).toEqual(first);
  });
});
