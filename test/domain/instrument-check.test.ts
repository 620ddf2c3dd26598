import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentsPage } from '../../dev/rule-book/instruments-page.ts';
import { shelf } from '../../dev/rule-book/shelf.ts';
import { checkInstrument } from '../../instruments/check/index.ts';
import { understoodOf } from '../../instruments/check/understood.ts';
import { INSTRUMENTS, listInstruments, pathOfInstrument, readInstrument } from '../../instruments/index.ts';
import { instrumentSchema } from '../../instruments/schema.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
});
afterAll(() => rm(folder, { recursive: true }));

const checked = async (content: string) => {
  const file = join(folder, 'case.yaml');
  await writeFile(file, content);
  return await checkInstrument(file);
};

const problemsOf = async (content: string) => {
  const result = await checked(content);
  return result.valid ? [] : result.problems;
};
const problems = async (content: string): Promise<string[]> =>
  (await problemsOf(content)).map(({ line, path, message }) => `${line} ${path}: ${message}`);

describe('a check of an instrument that is not valid', () => {
  it('names all problems at once, each with its line, its path and what would be right', async () => {
    const found = await problems(`id: three agencies
participants:
  - { id: a, name: Agency A, shortName: A, seat: { city: Bonn, timeZone: Bonn } }
  - { id: b, name: Agency B, shortName: B, seat: { city: Bern, timeZone: Europe/Zurich } }
clauses:
  - { id: "1", text: It becomes operative on the date of the last signature. }
  - { id: "1", text: It runs three years. }
terms:
  operative: { clause: "2", rule: last-signatur }
  duration: { clause: "3", period: 3 years, renewal: { rule: sometimes } }
  committee: { clause: "1", name: Board, coChairs: [c] }
  colour: { clause: "1" }
`);
    expect(found).toEqual([
      '1 id: must be 1 to 64 letters, digits, dots, hyphens or underscores, starting with a letter or digit, not "three agencies"',
      '1 title: is missing (The title, as the paper has it)',
      '1 provenance: is missing (Where the text comes from, and whether it was checked against an original)',
      '3 participants.0.seat.timeZone: must be an IANA time zone such as Asia/Seoul, not "Bonn"',
      '6 clauses: names 1 twice',
      '9 terms.operative.rule: must be one of last-signature, mutual-confirmation, number-of-signatures, not "last-signatur"; did you mean last-signature?',
      '9 terms.operative.clause: cites 2, which is not among the clauses',
      '10 terms.duration.period: must be a positive ISO 8601 calendar period such as P180D, not "3 years"',
      '10 terms.duration.renewal.rule: must be one of automatic, by-decision, not "sometimes"',
      '10 terms.duration.clause: cites 3, which is not among the clauses',
      '11 terms.committee.coChairs: names c, who is not a Participant, or twice',
      expect.stringMatching(/^12 terms\.colour: is not a field here; the fields here are operative, signature, .*nationalLaw$/),
    ]);
  });

  it.each([
    '[]',
    'null',
    '""',
    'terms: 1',
    'terms: { operative: [] }',
    'participants: { id: 1 }',
    'terms: { committee: { clause: a, coChairs: 1 } }',
  ])('says what is wrong with %s, however far it is from an instrument', async (content) => {
    expect((await problems(content)).length).toBeGreaterThan(0);
  });
});

it('says what came where that is not said already', async () => {
  const content = await readFile(pathOfInstrument('nasa-esro-1973'), 'utf8');
  const { message, path } = (await problemsOf(content.replace(/clause: [^,]+, rule: mutual/, 'clause: "33", rule: mutual')))[0] ?? {};
  expect({ path, message }).toEqual({ path: 'terms.operative.clause', message: 'cites 33, which is not among the clauses' });
});

describe('a check of an instrument that is valid', () => {
  it.each(listInstruments())('says in words what the engine understands of %s', async (id) => {
    const instrument = await readInstrument(id);
    const numbers = new Set(instrument.clauses.map((clause) => clause.id));
    const understood = understoodOf(instrument);
    expect(understood.filter(({ clause }) => clause !== null && !numbers.has(clause))).toEqual([]);
    expect(understood.map(({ says }) => says).join(' ')).not.toMatch(/undefined|null|\[object/);
  });

  it('says what it replaces and what it stands under', async () => {
    const instrument = await readInstrument('us-rok-tpd');
    const says = understoodOf({ ...instrument, supersedes: 'roads-2019', under: 'roads-2024' }).map((one) => one.says);
    expect(says.filter((one) => one.includes('roads'))).toEqual([
      'By signing it the Participants decide that roads-2019 ends once this one is operative',
      'It stands under roads-2024, and is told when that one is expected to end; nothing ends by itself',
    ]);
    expect(understoodOf(instrument).some((one) => /roads|stands under/.test(one.says))).toBe(false);
  });

  it('holds against the paper, in its own words: the three agencies of the shelf', async () => {
    expect(understoodOf(await readInstrument('customs-data-exchange')).map(({ clause, says }) => `${clause ?? '–'} ${says}`)).toEqual([
      '§ 4 It comes into force on the date of the last signature, and then on the first day of the month that follows',
      '§ 4 It lapses where it is not in force within 1 year of the first signature or confirmation, that day not counted',
      '§ 5 It runs 1 year from the date from which it is in force; then it is renewed for 1 year at a time unless a notice of non-renewal is delivered at least 2 months before the end, that day included',
      '§ 6 An amendment takes a decision to which all consent in writing',
      '§ 5 A Party may give written notice',
      '§ 5 A notice ends it for all 14 days after the last of the others has received the notice, the day itself not counted, and then to the end of that month',
      '– A notice may be withdrawn before it takes effect by a decision of all',
      '– There are no meetings: no term names a committee',
      '§ 2 After the end clause § 2 survives',
    ]);
  });

  it('says where a clause cannot do what it seems to', async () => {
    const instrument = await readInstrument('flood-warning-network');
    expect(instrument.terms.withdrawal && instrument.participants.length).toBe(4);
    const { accession: _, ...terms } = instrument.terms;
    const says = understoodOf({ ...instrument, terms: { ...terms, withdrawal: { clause: terms.operative.clause, remaining: 4 } } });
    expect(says.map((one) => one.says)).toContain(
      'The others go on while 4 remain: of 4 Participants too few are left, so a notice ends it for all',
    );
    const single = understoodOf({ ...instrument, terms: { ...terms, withdrawal: { clause: terms.operative.clause, remaining: 1 } } });
    expect(single.map((one) => one.says)).toContain('The others go on while 1 remains; otherwise it ends for all');
    const late = await checked(
      (await readFile(pathOfInstrument('university-exchange'), 'utf8'))
        .replace(/unless: P6M/, 'unless: P6Y')
        .replace(/^# yaml-language.*/, ''),
    );
    expect(late.valid && late.example.map(({ so }) => so).join(' ')).toContain(
      'before the operative date: the first renewal cannot be stopped',
    );
  });

  it('works out dates with the engine itself', async () => {
    const result = await checkInstrument(pathOfInstrument('us-rok-tpd'));
    expect(result.valid && result.example).toEqual([
      { when: 'Signed on 2027-01-04 and 2027-01-11', so: 'operative on 2027-01-11' },
      { when: 'A notice of 2027-02-10, delivered to all on 2027-02-15', so: 'takes effect on 2027-08-14' },
    ]);
    const renewed = await checkInstrument(pathOfInstrument('customs-data-exchange'));
    expect(renewed.valid && renewed.example).toContainEqual({
      when: 'Where nothing stops it',
      so: 'renewed on 2028-02-01; the last day in force is then 2029-01-31',
    });
  });
});

describe('what is made of the schema', () => {
  it('is the JSON Schema that the files name', async () => {
    expect(await readFile(join(INSTRUMENTS, 'schema', 'instrument.json'), 'utf8')).toBe(`${JSON.stringify(instrumentSchema(), null, 2)}\n`);
    for (const id of listInstruments()) {
      expect(await readFile(pathOfInstrument(id), 'utf8')).toMatch(/^# yaml-language-server: \$schema=\.\/schema\/instrument\.json\n/);
    }
  });

  it('is docs/instruments.md, and it knows a meaning of each field', async () => {
    const page = instrumentsPage(await shelf());
    expect(await readFile(join(INSTRUMENTS, '..', 'docs', 'instruments.md'), 'utf8')).toBe(page);
    expect(page.split('\n').filter((line) => / \| (yes|no) \| /.test(line) && / \|  \| [^|]*\|$/.test(line))).toEqual([]);
    expect(page.split('\n').filter((line) => /\| (any|list of anys|any by name) \|/.test(line))).toEqual([]);
  });
});
