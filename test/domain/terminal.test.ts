/** What people read on a terminal: nobody's words forge a row, a title of the window or a colour. */
import { expect, test } from 'vitest';
import { EVENT_HEADINGS, eventRow, shown } from '../../cli/output.ts';
import { table } from '../../cli/table.ts';
import { textLines } from '../../cli/views.ts';
import type { Event } from '../../domain/events.ts';
import { smallInstrument } from '../support/small-instrument.ts';

test("a terminal obeys nothing in anybody's prose: no window's title, no row that was never there", () => {
  const text = 'On course.\r\n12  2027-07-31  –  DiscontinuationCommenced\u001b]0;owned\u0007\u001b[8m';
  const said: Event = {
    seq: 3,
    type: 'InitiativeReported',
    at: '2027-02-01T00:00:00Z',
    on: '2027-02-01',
    by: 'us',
    clause: 'II.A.1',
    data: { initiative: 'i1', report: text },
  };
  for (const line of table(EVENT_HEADINGS, [eventRow(said)]).slice(1)) expect(line).toMatch(/^3 [^\p{Cc}]*$/u);
  const instrument = { ...smallInstrument, clauses: [{ id: 'I', text }] };
  expect(textLines({ instrument, version: 1 }).at(-1)).toMatch(/^On course\.\n[^\p{Cc}]*$/u);
  expect(shown(`a\u001b]0;owned\u0007\u001b[1mb\u001b[22m`, false)).toBe('a ]0;owned \u001b[1mb\u001b[22m');
});
