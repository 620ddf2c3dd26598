/** States are stored now and then: one that an older engine stored must not be taken for what this one makes of the events. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { MOU } from '../support/given.ts';
import { consent, discontinueOn, modify, open, rectifySignature, replacing, sign } from './acts.ts';
import { aheadOf } from '../../register/ahead.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import type { State } from '../../domain/state.ts';
import { advance, columnsOf, instrumentText, PROJECTION, stateText } from '../../register/projection.ts';

/** Of the rows that each number of `PROJECTION` makes of the lives in whole-lives.ndjson, which stay as they are. */
const MADE: Record<number, string> = {
  1: 'b775f1c2e7277dc1f9c7206e812b4d3b55fdefdce007870dd09b3001422f3c8b',
  2: 'a9f573e88f044a2391e7b7119aee9ea243c722e3fcc99a4a1a6bfd68441725e0',
  3: '2189fe8060149c30cf385e2bcc6cb86b0396ba175531f3af2c9fb730cf555de3',
  4: '2189fe8060149c30cf385e2bcc6cb86b0396ba175531f3af2c9fb730cf555de3',
  5: '837496127b3892fee7022bdee240cc5f252294802833a16acf4fb82090cff97b',
  6: '11060d8189217e02fd58ee2891744d2469427bd25bf35ff44ab5f4cb26c851c0',
  7: '11060d8189217e02fd58ee2891744d2469427bd25bf35ff44ab5f4cb26c851c0',
  8: '837496127b3892fee7022bdee240cc5f252294802833a16acf4fb82090cff97b',
  9: '44359eeffa3a8536bcde9fe9cb34a101c224987e45b214febe55e26bb6f39493',
  10: 'b35e486d6cf7fe0685022feba1d54266156c2a5e604cd64c342c96a32c8b9d8a',
  11: 'f57b29addac85abca389dbedd3bbd53a8680770ba286c928791ae29fe1829e63',
  12: 'f57b29addac85abca389dbedd3bbd53a8680770ba286c928791ae29fe1829e63',
};

it('a change of what the events come to goes with another number of PROJECTION', () => {
  const lives = new Map<string, Event[]>();
  for (const line of readFileSync(join(import.meta.dirname, 'whole-lives.ndjson'), 'utf8')
    .trim()
    .split('\n')) {
    const { mou, event } = JSON.parse(line) as { mou: string; event: Event };
    lives.set(mou, [...(lives.get(mou) ?? []), event]);
  }
  const rows = [...lives].map(([mou, log]) => {
    const { after } = advance(mou, undefined, log);
    const { projection: _, ...columns } = columnsOf(after, log.at(-1) as Event);
    return { columns, texts: { state: stateText(after.state), instrument: instrumentText(after.state) } };
  });
  const made = fingerprint(JSON.parse(JSON.stringify(rows)));
  expect(
    MADE[PROJECTION],
    `What the events come to has changed: raise PROJECTION in register/projection.ts, and add to MADE: ${made}`,
  ).toBe(made);
});

it('what is awaited and lies ahead is that of the whole state, however long the texts of modifications are', () => {
  const long = replacing('/clauses/III.8/text', 'No funds are committed. '.repeat(200));
  const short = replacing('/clauses/III.8/text', 'Eight.');
  const rectified = rectifySignature('us', 'd3', 'us', '2027-01-04');
  const lives: [acts: ActInput[], awaited: string[]][] = [
    [
      [modify('us', 'd1', long), modify('us', 'd2', long)],
      ['rok', 'rok:consent'],
    ],
    // What both read has changed since.
    [[modify('us', 'd1', long), modify('us', 'd2', short), consent('rok', 'd1')], []],
    [[modify('us', 'd1', long), modify('us', 'd2', short), consent('rok', 'd2')], []],
    [
      [modify('us', 'd1', long), consent('rok', 'd1'), modify('us', 'd2', short), rectified],
      ['rok', 'rok:consent'],
    ],
    // It will not take effect.
    [[modify('us', 'd1', long, '2029-01-01'), consent('rok', 'd1'), discontinueOn('us', 'd2', '2028-01-01'), consent('rok', 'd2')], []],
  ];
  for (const [acts, awaited] of lives) {
    const memorandum = new Memorandum(MOU);
    const all = [open(), sign('us', '2027-01-05'), sign('rok', '2027-01-05'), ...acts];
    for (const act of all) memorandum.record(parseAct(act, memorandum.state?.instrument), Date.UTC(2027, 0, 6));
    const columns = columnsOf(advance(MOU, undefined, memorandum.log).after, memorandum.log.at(-1) as Event);
    expect(columns.awaited).toEqual(awaited);
    expect(columns.ahead).toBe(aheadOf(memorandum.state as State));
  }
});
