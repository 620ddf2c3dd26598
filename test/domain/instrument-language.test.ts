import { describe, expect, it } from 'vitest';
import { languageOf } from '../../instruments/check/language.ts';
import { sentencesOf } from '../../instruments/check/sentences.ts';
import { textOnlyLine, textOnlyOf } from '../../instruments/check/text-only.ts';
import { listInstruments, readInstrument } from '../../instruments/index.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const saying = (text: string, more: object = {}) =>
  languageOf({ ...smallInstrument, title: 'Memorandum of Understanding', clauses: [{ id: '1', text }], ...more });
const words = (text: string, more: object = {}) => saying(text, more).map(({ word }) => word);

describe('the language check', () => {
  it.each(listInstruments())('has nothing to say about %s', async (id) => {
    expect(languageOf(await readInstrument(id))).toEqual([]);
  });

  it('names each word of a treaty by its clause, with the word to prefer', () => {
    expect(saying('The Parties agree that this Memorandum shall enter into force on signature.')).toMatchObject([
      { clause: '1', word: 'Parties', prefer: 'Participants' },
      { clause: '1', word: 'agree', prefer: 'decides, or intends to' },
      { clause: '1', word: 'shall', prefer: 'will, or intends to' },
      { clause: '1', word: 'enter into force', prefer: 'becomes operative, or is operative' },
    ]);
    expect(
      words('Either party may terminate this Agreement. Amendments need consent. The obligations of a signatory are binding.'),
    ).toEqual(['party', 'terminate', 'Agreement', 'Amendments', 'obligations', 'binding']);
  });

  it('names a word once a clause, and counts it', () => {
    expect(saying('Each side shall report. Nobody shall be late; all shall come.')).toMatchObject([{ word: 'shall', times: 3 }]);
  });

  it.each([
    'This MOU does not constitute or create and is not intended to constitute or create any legally binding obligations.',
    'Nothing in this MOU is intended to alter or affect any existing agreements between the Participants.',
    'The Participants intend to strengthen the enforcement of technology protection measures.',
    'Nothing in this MOU commits the Participants to the expenditure of funds.',
    'Cooperation takes place within the framework of applicable national legislation and international obligations.',
    'Data is not given to third parties, nor to other interested parties.',
    'It does not affect other international agreements, nor the Economic Prosperity Agreement.',
  ])('lets stand: %s', (sentence) => {
    expect(words(sentence)).toEqual([]);
  });

  it('takes the words that the instrument says are its own', () => {
    const text = 'The Parties may amend this Agreement. It enters into force on signature, and a Party may terminate it.';
    const own = { participant: 'Party', participants: 'Parties', operative: 'in force', modification: 'amendment' };
    const { nonBinding: _, ...binding } = smallInstrument.terms;
    expect(words(text, { words: { ...own, discontinuation: 'termination', memorandum: 'Agreement' } })).toEqual([]);
    expect(words(text, { words: own })).toEqual(['Agreement', 'terminate']);
    expect(words('The Universities shall meet. The Parties shall pay.', { words: { participants: 'Universities' } })).toEqual([
      'shall',
      'Parties',
    ]);
    expect(saying('The Parties meet.', { words: { participants: 'Universities' } })).toMatchObject([{ prefer: 'Universities' }]);
    expect(words('Each side shall pay.', { words: { memorandum: 'Agreement' } })).toEqual(['shall']);
    expect(words('Each side shall pay.', { words: { memorandum: 'Agreement' }, terms: binding })).toEqual([]);
  });
});

describe('what no term cites', () => {
  it('is said to be text only, with what in it sounds like a date or an act', () => {
    const clauses = [
      ...smallInstrument.clauses,
      { id: '12.4', text: 'Disputes are settled within sixty days.' },
      { id: '12.5', text: 'The Participants meet.' },
    ];
    const lines = textOnlyOf({ ...smallInstrument, clauses }).map(textOnlyLine);
    expect(lines).toContain('clause 12.4 is text only: nothing is computed from it; it speaks of “sixty days”');
    expect(lines).toContain('clause 12.5 is text only: nothing is computed from it');
    expect(lines.filter((line) => line.startsWith('clause III'))).toEqual([]);
  });

  it.each([
    ['The Secretariat is the depositary.', ['depositary']],
    ['A reply is due within 30 business days.', ['30 business days']],
    ['Two thirds of the Authorities may modify it.', ['two thirds']],
    ['It is open for signature until 31 December 2028.', ['until 31 December 2028']],
    ['It is operative not later than June 30, 2027.', ['operative', 'later than June 30, 2027']],
    ['It takes effect on the thirtieth day after the last note.', ['thirtieth day after']],
    ['Notice takes effect on the next working day.', ['next working day']],
    ['Cooperation may be suspended.', ['suspended']],
    ['It was signed at the headquarters on 3 May 2010.', []],
  ])('%s: what no term can say is named there too', (text, speaksOf) => {
    const said = textOnlyOf({ ...smallInstrument, clauses: [...smallInstrument.clauses, { id: '12.4', text }] });
    expect(said.find(({ clause }) => clause === '12.4')).toMatchObject({ cited: 0, speaksOf });
  });

  it('is asked about where a clause has more sentences than terms that cite it', () => {
    const clauses = smallInstrument.clauses.map((clause) =>
      clause.id === 'III.1' ? { ...clause, text: `${clause.text} It stays operative for five years. It is renewed.` } : clause,
    );
    expect(textOnlyOf({ ...smallInstrument, clauses }).find(({ clause }) => clause === 'III.1')).toEqual({
      clause: 'III.1',
      sentences: 3,
      cited: 1,
      speaksOf: ['operative', 'five years', 'renewed'],
      unsaid: [{ sentence: 'It stays operative for five years.', words: ['five years'] }],
    });
  });

  it('is not told of what a term says: the end of a calendar year, a later date that the notice states', async () => {
    const said = textOnlyOf(await readInstrument('dugong-range-states'));
    expect(said.flatMap(({ unsaid }) => unsaid)).toEqual([]);
  });

  it('is not told of a day that a term names, nor of the day to which its period leads', async () => {
    const roads = await readInstrument('ph-us-roads-1947');
    const said = (text: string) =>
      textOnlyOf({ ...roads, clauses: roads.clauses.map((one) => (one.id === roads.terms.duration?.clause ? { ...one, text } : one)) })
        .flatMap(({ unsaid }) => unsaid.flatMap(({ words }) => words))
        .filter((word) => /day|until/.test(word));
    expect(said('It runs until June 30, 1950. It ends on the ninetieth day after a notice.')).toEqual([]);
    expect(said('It runs until 30 June 1951. It ends on the 60th day after a notice.')).toEqual(['until 30 June 1951', '60th day after']);
  });

  it('is not told of how long who joins later waits, where a term says so', async () => {
    const said = textOnlyOf(await readInstrument('sturgeon-range-states'));
    expect(said.flatMap(({ unsaid }) => unsaid)).toEqual([]);
    const { terms, ...rest } = await readInstrument('sturgeon-range-states');
    const longer = { ...terms, accession: { ...terms.accession, clause: '3.2', rule: 'open' as const, after: 'P90D' } };
    expect(textOnlyOf({ ...rest, terms: longer }).flatMap(({ unsaid }) => unsaid.flatMap(({ words }) => words))).toEqual(['thirty days']);
  });

  it.each<[object, string, string[]]>([
    [{}, 'Any amendment shall enter into effect thirty days after the date of the last written consent.', ['thirty days']],
    [{ after: 'P30D' }, 'Any amendment shall enter into effect thirty days after the date of the last written consent.', []],
    [{}, 'Modifications are operative on the thirtieth day after the last consent.', ['thirtieth day after']],
    [{ after: 'P30D' }, 'Modifications are operative on the thirtieth day after the last consent.', []],
    [{ after: 'P2M' }, 'An amendment takes effect one month after it.', ['one month']],
    [{}, 'An amendment is in force on the first day of the second month after it.', ['first day of the second month']],
    [
      { firstOfNextMonth: true },
      'An amendment is in force on the first day of the second month after it.',
      ['first day of the second month'],
    ],
    [{ after: 'P1M', firstOfNextMonth: true }, 'An amendment is in force on the first day of the second month after it.', []],
    [{ after: 'P1M' }, 'It takes effect on the first day of the following month.', ['first day of the following month']],
    [{ firstOfNextMonth: true }, 'It takes effect on the first day of the following month.', []],
    [{ after: 'P30D' }, 'A modification takes effect at once, and a notice of discontinuation after 180 days.', []],
  ])('is told of how long a modification waits, where %j is all that its term says: %s', (wait, text, words) => {
    const { terms } = smallInstrument;
    const clauses = smallInstrument.clauses.map((clause) => (clause.id === 'III.2' ? { ...clause, text } : clause));
    // The time of another term is none of a modification.
    const operative = { ...terms.operative, after: 'P30D' };
    const modification = { clause: 'III.2', rule: 'mutual-decision' as const, ...wait };
    const found = textOnlyOf({ ...smallInstrument, clauses, terms: { ...terms, operative, modification } });
    expect(found.flatMap(({ unsaid }) => unsaid.flatMap((one) => one.words))).toEqual(words);
  });

  it.each([
    ['P6M', 'Six (6) months after it.', []],
    ['P180D', 'One hundred and eighty calendar days after it.', []],
    ['P1Y', 'Twelve months after it.', []],
    ['P14D', 'Two weeks after it.', []],
    ['P3Y', 'For a three-year term.', []],
    ['P30D', '30 (thirty) days after it.', []],
    ['P90D', '30 (thirty) days after it.', ['30 (thirty) days']],
    ['P5Y', 'For twenty-five years.', ['twenty-five years']],
    ['P25Y', 'For twenty-five years.', []],
    ['P1Y6M', 'One year and six months after it, or eighteen months.', []],
    ['P6M', 'Three months after it.', ['three months']],
    ['P10D', 'Ten working days after it.', ['ten working days']],
    ['P6M', 'Six months after it, at the end of a calendar year.', ['calendar year']],
    ['P6M', 'It may be ended with immediate effect.', ['immediate effect']],
    ['P0D', 'It may be ended with immediate effect.', []],
    ['P6M', 'Or on such later date as the notice states.', ['later date']],
    ['P6M', 'A change is deemed accepted where no objection reaches the Depositary.', ['deemed', 'no objection', 'depositary']],
    ['P6M', 'It is applied retroactively.', ['retroactively']],
    ['P6M', 'Six months after it; a two-thirds majority may decide otherwise.', ['two-thirds', 'majority']],
    ['P6M', 'It is applied provisionally, and ends on completion of the project.', ['provisionally', 'completion of']],
    ['P30D', 'Copies are deposited with the Depositary, 30 days after it.', ['deposited with', 'depositary']],
    ['P30D', 'For a State that signs later it is operative 30 days after its signature.', ['30 days']],
    ['P30D', 'For each acceding State it is operative thirty days after its accession.', ['thirty days']],
    ['P30D', 'It is signed, and operative thirty days after the later of the two signatures.', []],
    ['P6M', 'Projects go on for eighteen months, and 90 days more.', ['eighteen months', '90 days']],
  ])('is told of what no term has, where a period of %s is all there is: %s', (period, text, words) => {
    const { terms } = smallInstrument;
    const clauses = smallInstrument.clauses.map((clause) => (clause.id === 'III.4' ? { ...clause, text } : clause));
    const commencement = { clause: 'III.4', period, from: 'delivery' as const };
    const found = textOnlyOf({ ...smallInstrument, clauses, terms: { ...terms, commencement } }).find(({ clause }) => clause === 'III.4');
    expect(found?.unsaid ?? []).toEqual(words.length === 0 ? [] : [{ sentence: text, words }]);
    if (found) expect(textOnlyLine(found)).toContain('clause III.4 says what no term has, and nothing is computed from it: “');
  });

  it.each([
    ['Notice is given to the Depositary, and takes effect six months after its receipt.', []],
    ['An accession takes effect when the Depositary has received it.', ['depositary']],
    ['Copies are deposited with the Depositary.', ['deposited with']],
  ])('is not told of a depositary that a term names, where that receives what it says: %s', (text, words) => {
    const terms = {
      ...smallInstrument.terms,
      commencement: { clause: 'III.4', period: 'P6M', from: 'delivery' as const },
      depositary: { clause: 'III.4', id: 'us' },
    };
    const clauses = smallInstrument.clauses.map((clause) => (clause.id === 'III.4' ? { ...clause, text } : clause));
    const found = textOnlyOf({ ...smallInstrument, clauses, terms }).find(({ clause }) => clause === 'III.4');
    expect(found?.unsaid ?? []).toEqual(words.length === 0 ? [] : [{ sentence: text, words }]);
  });

  it('is found sentence by sentence, and an abbreviation ends none', () => {
    expect(sentencesOf('The U.S. and Korean exports grow. “So be it.” They say (always).\nA new line; and more')).toEqual([
      'The U.S. and Korean exports grow.',
      '“So be it.”',
      'They say (always).',
      'A new line; and more',
    ]);
  });
});
