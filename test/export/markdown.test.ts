/** The consolidated text as Markdown. */
import { expect, test } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { markdown } from '../../export/markdown.ts';
import { dossier, rich, richNow, seed } from '../support/dossiers.ts';
import { Life } from '../support/lives.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

test('tells the version, its date, its source and the decisions that made it', () => {
  const text = markdown(dossier(rich.log, {}, richNow));
  expect(text).toMatch(
    /^# Memorandum of Understanding Regarding the U\.S\.-R\.O\.K\. Technology Prosperity Deal\n\nConsolidated text, version 3, as of 2027-10-15\. Source: Joint Statement/,
  );
  expect(text).toContain(
    '- Version 1: as signed, from 2027-01-05\n- Version 2: by decision d1, “Quantum sensing is named”, from 2027-04-15\n- Version 3: by decision d3',
  );
  expect(text).toContain('\n\n#### II.B.4 Leading Quantum Innovation\n\nPositioning the Participants');
  expect(text).not.toContain('II.A.4');
});

test('is the text as of a date, as known at an instant', () => {
  const text = markdown(dossier(rich.log, { on: '2027-04-14', knownAt: parseInstant('2027-04-01T00:00:00Z') }, richNow));
  expect(text).toContain('Consolidated text, version 1, as of 2027-04-14, as known at 2027-04-01T00:00:00Z.');
  expect(text).toContain('II.A.4');
});

test('has every paragraph of the seed, unescaped where nothing needs it', () => {
  const text = markdown(dossier(new Life([], { instrument: seed }).log));
  for (const clause of seed.clauses) for (const paragraph of clause.text.trim().split('\n')) expect(text).toContain(`\n${paragraph}\n`);
});

test('takes nothing in the text for markup', () => {
  const text = '# no heading\n- no list\n1. no number\n> no quotation\n*none* <b>none</b> [none](x) | _ ` \\ &lt; ~~none~~\n=====';
  const instrument = Instrument.parse({ ...smallInstrumentInput, clauses: smallInstrumentInput.clauses.map((one) => ({ ...one, text })) });
  const made = markdown(dossier(new Life([], { instrument }).log));
  expect(made).toContain(
    '\\# no heading\n\n\\- no list\n\n1\\. no number\n\n\\> no quotation\n\n\\*none\\* \\<b\\>none\\</b\\> \\[none\\](x) \\| \\_ \\` \\\\ \\&lt; \\~\\~none\\~\\~\n\n\\=====',
  );
});
