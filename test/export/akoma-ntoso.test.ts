/** The text as Akoma Ntoso: checked against the official schema, and by what a reader of it asks. */
import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { akomaNtoso } from '../../export/akoma-ntoso.ts';
import { readInstrument } from '../../instruments/index.ts';
import { faultsOf, found, schemaHash } from '../support/akoma-ntoso/validate.ts';
import { dossier, rich, richNow, seed } from '../support/dossiers.ts';
import { fullLives, Life, untilDelivery } from '../support/lives.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

const xml = akomaNtoso(dossier(rich.log, {}, richNow));

describe('the schema', () => {
  test('is the one that OASIS published', () => {
    expect(schemaHash()).toBe('6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd');
  });

  test('finds fault with what is not Akoma Ntoso', () => {
    expect(faultsOf(xml.replace('<mainBody', '<body').replace('</mainBody', '</body')).join()).toContain('body');
    expect(faultsOf(xml.replace('eId="cl_I"', 'eId="cl_II"')).join()).toContain('cl_II');
  });
});

describe('the export is valid', () => {
  test('of the seed, modified and with a period that runs', () => {
    expect(faultsOf(xml)).toEqual([]);
  });

  test('of a text that nobody has signed', () => {
    expect(faultsOf(akomaNtoso(dossier(new Life([], { instrument: seed }).log)))).toEqual([]);
  });

  test('of lives in which everything happens, and of a discontinued one', () => {
    for (const life of fullLives()) expect(faultsOf(akomaNtoso(dossier(life.log)))).toEqual([]);
    const discontinued = akomaNtoso(dossier(new Life([...untilDelivery, '2027-08-01T00:00:00Z']).log));
    expect(faultsOf(discontinued)).toEqual([]);
    expect(found(discontinued, '//a:eventRef/@type')).toEqual(['generation', 'repeal']);
  });

  test('of the sibling', async () => {
    const uk = new Life([], { mou: 'uk', instrument: await readInstrument('us-uk-tpd') });
    expect(faultsOf(akomaNtoso(dossier(uk.log)))).toEqual([]);
  });

  test('of a text made to break it', () => {
    const nasty = 'Ends ]]> & <b>"quotes"</b> \u0001\u000b \ud800 \u202e &amp;\n\n\n\nA second one.';
    const instrument = Instrument.parse({
      ...smallInstrumentInput,
      title: '</docTitle><x a="&">',
      clauses: smallInstrumentInput.clauses.map((clause) => ({ ...clause, text: nasty })),
    });
    const made = akomaNtoso(dossier(new Life([], { instrument }).log));
    expect(faultsOf(made)).toEqual([]);
    expect(found(made, '//a:docTitle')).toEqual(['</docTitle><x a="&">']);
    expect(found(made, '//a:clause[@eId="cl_I"]//a:p')).toEqual(['Ends ]]> & <b>"quotes"</b> \ufffd \ufffd \u202e &amp;', 'A second one.']);
  });
});

describe('the text', () => {
  test('has its preamble, its clauses one within the other, and its conclusions', () => {
    expect(found(xml, '//a:preamble/a:p')[0]).toMatch(/^The Government of the United States of America and/);
    expect(found(xml, '//a:preamble/a:p')).toHaveLength(5);
    expect(found(xml, '/a:akomaNtoso/a:statement/a:mainBody/a:clause/a:num')).toEqual([
      'I',
      'II',
      'III.1',
      'III.2',
      'III.3',
      'III.4',
      'III.5',
      'III.6',
      'III.7',
      'III.8',
      'III.9',
    ]);
    expect(found(xml, '//a:clause[@eId="cl_II__cl_B__cl_4"]/a:heading')).toEqual(['Leading Quantum Innovation']);
    expect(found(xml, '//a:conclusions/a:p')[1]).toBe('Signed in duplicate, in the English language.');
    expect(found(xml, '//a:signature/a:date/@date')).toEqual(['2027-01-05', '2027-01-05']);
  });

  test('is word for word the text recorded', () => {
    const words = (text: string) => text.replace(/\s+/g, ' ').trim();
    const { clauses } = rich.state.instrument;
    const body = found(xml, '//a:preamble | //a:mainBody//a:p | //a:conclusions/a:p[not(a:signature)]').map(words).join(' ');
    expect(words(body)).toBe(words(clauses.map(({ text }) => text).join(' ')));
  });
});

describe('the metadata', () => {
  test('name the work, the expression by its date, and the manifestation', () => {
    const iri = '/akn/zz/statement/memorandum-of-understanding/2025-10-29/us-rok-tpd';
    expect(found(xml, '//a:FRBRuri/@value')).toEqual([iri, `${iri}/eng@2027-07-01`, `${iri}/eng@2027-07-01.akn`]);
    expect(found(xml, '//a:FRBRversionNumber/@value')).toEqual(['3']);
    expect(found(xml, '//a:FRBRprescriptive/@value')).toEqual(['false']);
  });

  test('keep the name of the work when the date of announcement or the title is modified', () => {
    const before = akomaNtoso(dossier(rich.log, { knownAt: parseInstant('2027-01-06T00:00:00Z') }));
    expect(found(before, '//a:FRBRWork/a:FRBRuri/@value')).toEqual(found(xml, '//a:FRBRWork/a:FRBRuri/@value'));
    expect(found(before, '//a:FRBRExpression/a:FRBRuri/@value')[0]).toMatch(/eng@2027-01-05$/);
    expect(found(before, '/a:akomaNtoso/a:statement/@contains')).toEqual(['originalVersion']);
  });

  test('tell each version and the decision it comes from', () => {
    expect(found(xml, '//a:eventRef/@date')).toEqual(['2027-01-05', '2027-04-15', '2027-07-01']);
    expect(found(xml, '//a:eventRef/@source')).toEqual(['#original', '#decision-d1', '#decision-d3']);
    expect(found(xml, '//a:timeInterval/@end')).toEqual(['#e2', '#e3']);
  });

  test('tell what each decision did, and where', () => {
    const mods = found(xml, '//a:textualMod/@type').map((type, at) => [
      type,
      found(xml, '//a:textualMod/a:source/@href')[at],
      found(xml, '//a:textualMod/a:destination/@href')[at],
    ]);
    expect(mods).toEqual([
      ['substitution', '#decision-d1', '#preface__longTitle'],
      ['substitution', '#decision-d1', '#cl_II__cl_B__cl_4'],
      ['repeal', '#decision-d3', '#cl_II__cl_A__cl_4'],
      ['substitution', '#decision-d3', '#cl_II__cl_B__cl_4'],
    ]);
  });

  test('refer to nothing that is not there, but for a clause that was taken out', () => {
    const ids = new Set(found(xml, '//@eId').map((id) => `#${id}`));
    const references = ['source', 'href', 'refersTo', 'as', 'by', 'start', 'end', 'period', 'outcome'].flatMap((name) =>
      found(xml, `//@${name}`),
    );
    expect([...new Set(references.filter((one) => one.startsWith('#') && !ids.has(one)))]).toEqual(['#cl_II__cl_A__cl_4']);
  });
});
