/** Memoranda as data: the seed word for word, what is refused, and that no rule knows one memorandum from another. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../domain/fingerprint.ts';
import { parseInstrument } from '../../domain/input.ts';
import { type Instrument, zoneOfPlace } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import { INSTRUMENTS, listInstruments, NotFound, readInstrument, readStructured } from '../../instruments/index.ts';

type Tree = Record<string, unknown>;
type Path = (string | number)[];

const seed = await readInstrument('us-rok-tpd');
const source = await readFile(join(INSTRUMENTS, 'us-rok-tpd.source.txt'), 'utf8');

const words = (text: string): string[] => text.split(/[\s•]+/).filter(Boolean);

/** The text in its order. A section's numeral stands before the heading with which the section begins. */
const consolidated = ({ clauses }: Instrument): string => {
  const section = (at: number) => clauses[at]?.id.split('.')[0];
  const numeral = (at: number) => (section(at) === section(at - 1) ? '' : `${section(at)}. `);
  return clauses.map(({ heading, text }, at) => `${heading ? numeral(at) + heading : ''}\n${text}`).join('\n');
};

const refusalOf = (attempt: () => unknown): Refusal => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** A copy of the seed with another value at a path, or without the field where the value is undefined. */
const altered = (path: Path, value: unknown): unknown => {
  const copy = structuredClone(seed) as unknown as Tree;
  const parent = path.slice(0, -1).reduce<Tree>((node, key) => node[key] as Tree, copy);
  const last = path.at(-1) as string;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
};

const pathsOf = (node: unknown, path: Path = []): Path[] =>
  typeof node !== 'object' || node === null
    ? [path]
    : [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(node).flatMap(([key, value]) => pathsOf(value, [...path, Array.isArray(node) ? Number(key) : key])),
      ];

describe('the seed memorandum', () => {
  it('is the published text word for word', () => {
    const header = `Administration of Donald J. Trump, 2025 Joint Statement on a ${seed.title} October 29, 2025`;
    const expected = `${header} ${consolidated(seed)} ${seed.provenance.note}`;
    expect(words(expected)).toEqual(words(source));
  });

  it('names the SHA-256 of the text it was taken from, which was not verified against an original', () => {
    expect(seed.provenance.sha256).toBe(createHash('sha256').update(source).digest('hex'));
    expect(seed.provenance.status).toBe('unverified');
  });

  it('has an area for each of the nine bullets and six technologies, each a clause of the text', () => {
    const clauses = new Map(seed.clauses.map((clause) => [clause.id, clause.heading]));
    expect(seed.areas.map(({ id }) => id)).toEqual([...clauses.keys()].filter((id) => /^II\.[AB]\.\d$/.test(id)));
    expect(seed.areas.map(({ heading }) => heading)).toEqual(seed.areas.map(({ id }) => clauses.get(id.slice(0, 4))));
    for (const { id, title } of seed.areas.filter((area) => area.id.startsWith('II.B'))) expect(title).toBe(clauses.get(id));
    expect(seed.areas).toHaveLength(15);
  });

  it('knows the time zone of a likely place by its name', () => {
    expect(zoneOfPlace(seed, 'Gyeongju, Republic of Korea')).toBe('Asia/Seoul');
    expect(zoneOfPlace(seed, 'Washington, D.C.')).toBe('America/New_York');
    expect(zoneOfPlace(seed, 'San Francisco')).toBe('America/Los_Angeles');
    expect(zoneOfPlace(seed, 'Atlantis')).toBeUndefined();
  });

  it('takes a name that two places have for the seat of the one concerned, and otherwise does not guess', () => {
    const [seychelles, columbia] = [
      { id: 'sc', name: 'Seychelles', shortName: 'Seychelles', seat: { city: 'Victoria', timeZone: 'Indian/Mahe' } },
      { id: 'bc', name: 'British Columbia', shortName: 'British Columbia', seat: { city: 'Victoria', timeZone: 'America/Vancouver' } },
    ];
    const two = { ...seed, participants: [seychelles, columbia], places: { London: 'Europe/London' } };
    expect(zoneOfPlace(two, 'victoria', seychelles)).toBe('Indian/Mahe');
    expect(zoneOfPlace(two, 'Victoria', columbia)).toBe('America/Vancouver');
    expect(zoneOfPlace(two, 'Victoria')).toBeUndefined();
    expect(zoneOfPlace(two, 'Victoria, British Columbia', seychelles)).toBeUndefined();
    expect(zoneOfPlace(two, 'London', seychelles)).toBe('Europe/London');
    const ontario = { ...seychelles, seat: { city: 'London', timeZone: 'America/Toronto' } };
    expect(zoneOfPlace({ ...two, participants: [ontario, columbia] }, 'London', columbia)).toBeUndefined();
    expect(zoneOfPlace(two, 'London', ontario)).toBe('America/Toronto');
  });
});

describe('a malformed instrument is refused by the path of its field', () => {
  const period = 'must be a positive ISO 8601 calendar period';
  it.each<[string, string, unknown, string]>([
    ['a missing title', 'title', undefined, 'title: is missing'],
    ['an empty title', 'title', ' ', 'title: must not be empty'],
    ['a title of two lines', 'title', 'one\ntwo', 'title: must be one line'],
    ['a title of 5 MB', 'title', 'x'.repeat(5_000_000), 'title: must be at most 500 characters'],
    ['a clause of 5 MB', 'clauses.3.text', 'x'.repeat(5_000_000), 'clauses.3.text: must be at most 20,000 characters'],
    ['an id with a slash', 'id', '../us', 'id: must be 1 to 64 letters'],
    // By such an id each collection would hold something that nobody recorded.
    ['an id that each object has something of', 'participants.1.id', 'constructor', 'participants.1.id: must be another name'],
    ['an unknown field', 'colour', 'red', 'colour: is not a field here'],
    ['an unknown field of a Participant', 'participants.1.capital', 'Seoul', 'participants.1.capital: is not a field here'],
    ['an unknown term', 'terms.arbitration', { clause: 'III.1' }, 'terms.arbitration: is not a field here'],
    ['a wrong time zone', 'participants.1.seat.timeZone', 'Asia/Seuol', 'participants.1.seat.timeZone: must be an IANA time zone'],
    ['a wrong time zone of a place', 'places.Busan', 'KST+9', 'places.Busan: must be an IANA time zone'],
    ['a day that does not exist', 'announcedOn', '2025-02-30', 'announcedOn: must be a civil date that exists'],
    ['an instant for a day', 'announcedOn', '2025-10-29T05:00:00Z', 'announcedOn: must be a civil date that exists'],
    ['a negative period', 'terms.commencement.period', '-P180D', `terms.commencement.period: ${period}`],
    ['a period of no days', 'terms.commencement.period', 'P0M', `terms.commencement.period: ${period}`],
    ['a period of hours', 'terms.commencement.period', 'PT4320H', `terms.commencement.period: ${period}`],
    ['a period in words', 'terms.commencement.period', '180 days', `terms.commencement.period: ${period}`],
    ['a cadence of no days', 'terms.committee.cadence', 'P0Y', `terms.committee.cadence: ${period}`],
    ['one Participant alone', 'participants', seed.participants.slice(0, 1), 'participants: must name at least two'],
    ['a Participant named twice', 'participants.1.id', 'us', 'participants: names us twice'],
    ['a clause numbered twice', 'clauses.1.id', 'P', 'clauses: names P twice'],
    ['an area numbered twice', 'areas.1.id', 'II.A.1', 'areas: names II.A.1 twice'],
    ['a clause numbered with a slash', 'clauses.1.id', '1/2', 'clauses.1.id: must be a clause number'],
    ['a co-chair who is not a Participant', 'terms.committee.coChairs', ['us', 'jp'], 'terms.committee.coChairs: names jp'],
    ['no co-chair', 'terms.committee.coChairs', [], 'terms.committee.coChairs:'],
    ['a commitment of funds', 'terms.funds.committed', true, 'terms.funds.committed:'],
    ['no original', 'terms.signature.originals', 0, 'terms.signature.originals:'],
    ['an unknown way of becoming operative', 'terms.operative.rule', 'first-signature', 'terms.operative.rule:'],
    ['an unknown start of the period', 'terms.commencement.from', 'posting', 'terms.commencement.from:'],
    ['an unknown way of withdrawing a notice', 'terms.noticeWithdrawal', 'sometimes', 'terms.noticeWithdrawal:'],
    ['what is no hash', 'provenance.sha256', 'b05b', 'provenance.sha256: must be a SHA-256'],
  ])('%s', (_, path, value, message) => {
    const refusal = refusalOf(() => parseInstrument(altered(path.split('.'), value)));
    expect(refusal.code).toBe('INVALID');
    expect(refusal.message).toContain(message);
    expect(refusal.message.length).toBeLessThan(400);
  });

  it.each(Object.keys(seed.terms).filter((term) => term !== 'noticeWithdrawal'))('a term %s that cites no clause of the text', (term) => {
    const refusal = refusalOf(() => parseInstrument(altered(['terms', term, 'clause'], 'III.99')));
    expect(refusal.message).toContain(`terms.${term}.clause: cites III.99`);
  });

  it('whichever field it is that holds nothing', () => {
    const paths = pathsOf(seed);
    expect(paths.length).toBeGreaterThan(150);
    for (const path of paths) {
      const refusal = refusalOf(() => parseInstrument(altered(path, null)));
      expect([refusal.code, refusal.message]).toEqual(['INVALID', expect.stringContaining(`${path.join('.')}: `)]);
    }
  });
});

describe('the content hash', () => {
  const turned = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(turned);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .reverse()
        .map(([key, value]) => [key, turned(value)]),
    );
  };

  it('does not depend on the order of the keys', () => {
    expect(Object.keys(turned(seed) as Tree)).not.toEqual(Object.keys(seed));
    expect(fingerprint(parseInstrument(turned(seed)))).toBe(fingerprint(seed));
    expect(fingerprint(turned(seed))).toBe(fingerprint(seed));
  });

  it('depends on every word', () => {
    expect(fingerprint(altered(['clauses', 5, 'text'], `${seed.clauses[5]?.text} `))).not.toBe(fingerprint(seed));
  });
});

describe('instruments in files', () => {
  let folder: string;
  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'instruments-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('come with the engine, each under its own id', async () => {
    expect(listInstruments()).toEqual(expect.arrayContaining(['us-rok-tpd', 'us-uk-tpd']));
    expect(listInstruments().length).toBeGreaterThanOrEqual(8);
    for (const id of listInstruments()) expect((await readInstrument(id)).id).toBe(id);
  });

  it('differ in their clauses: the sibling is confirmed, counts from the notice, meets each year and may pause', async () => {
    const { terms } = await readInstrument('us-uk-tpd');
    expect(terms.operative.rule).toBe('mutual-confirmation');
    expect(terms.commencement).toMatchObject({ period: 'P180D', from: 'notice' });
    expect(terms.committee?.cadence).toBe('P1Y');
    expect(terms.pause).toBeDefined();
    expect([seed.terms.pause, seed.terms.committee?.cadence]).toEqual([undefined, undefined]);
  });

  it('are read from a path as well, YAML or JSON', async () => {
    expect(await readInstrument(await file('seed.json', JSON.stringify(seed, null, '\t')))).toEqual(seed);
    expect(await readInstrument(join(INSTRUMENTS, 'us-rok-tpd.yaml'))).toEqual(seed);
  });

  it('are not found under an unknown id or path', async () => {
    await expect(readInstrument('us-jp-tpd')).rejects.toThrow(/No instrument us-jp-tpd: one of .*us-rok-tpd, us-uk-tpd/);
    await expect(readInstrument('nowhere.yaml')).rejects.toThrow(NotFound);
    await expect(readStructured(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keep dates, words and hashes as the text they are', async () => {
    const digits = '1234567890'.repeat(6);
    const text = `%YAML 1.1\n---\nday: 2027-01-05\nat: 2027-01-05T03:00:00Z\non: yes\nsha256: ${digits}1e42\nother: ${digits}1234\ntwo: 2\n`;
    expect(await readStructured(await file('plain.yaml', text))).toEqual({
      day: '2027-01-05',
      at: '2027-01-05T03:00:00Z',
      on: 'yes',
      sha256: `${digits}1e42`,
      other: `${digits}1234`,
      two: 2,
    });
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['a syntax error by its line', 'id: a\ntitle: b: c\n', /case.yaml: line 2, column 8: Nested mappings/],
    ['a key that is there twice', 'id: a\ntitle: b\nid: c\n', /case.yaml: line 3, column 1: the key id is there twice/],
    ['a merge key', 'a: &a { b: 1 }\nc:\n  <<: *a\n', /case.yaml: line 3, column 3: merge keys \(<<\) are not supported/],
    ['a tag that would make something else of a text', 'day: !!timestamp 2027-01-05\n', /line 1, column 6: Unresolved tag/],
    ['more than one document', 'a: 1\n---\nb: 2\n', /line 2, column 1: a second document begins/],
    ['an alias that holds itself', 'a: &a [*a]\n', /aliases that cannot be resolved/],
    ['a nesting without end', '['.repeat(900_000), /line 1, column \d+: is nested more than 100 levels deep/],
    ['a file of more than 1 MiB', `a: ${'x'.repeat(1024 * 1024)}`, /is longer than 1 MiB/],
    ['bytes that are no text', new Uint8Array([0x61, 0x3a, 0x20, 0xff]), /is not UTF-8/],
    [
      'a malformed field',
      JSON.stringify({ ...seed, announcedOn: '2025-02-30' }),
      /case.yaml: instrument: announcedOn: must be a civil date/,
    ],
    ['an empty file', '', /case.yaml: is empty/],
    ['a scenario', 'instrument: us-rok-tpd\nsteps: []\n', /case.yaml: is a scenario, not an instrument: mou simulate .*case.yaml runs it/],
  ])('refuse %s', async (_, content, message) => {
    const reading = readInstrument(await file('case.yaml', content));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('refuse a folder', async () => {
    await expect(readInstrument(`${folder}/`)).rejects.toThrow(/is a folder/);
  });

  it('are read in seconds even with 40,000 keys', async () => {
    const keys = Array.from({ length: 40_000 }, (_, at) => `k${at}: 1`).join('\n');
    expect(Object.keys((await readStructured(await file('keys.yaml', keys))) as Tree)).toHaveLength(40_000);
  });
});

describe('the engine', () => {
  const root = join(INSTRUMENTS, '..');
  const ROOMS = ['domain', 'workflows', 'activities', 'client', 'worker', 'projections', 'register', 'proof', 'export', 'cli'];

  /** The examples of the help are of the seed memorandum, by name. */
  const OF_THE_SEED = ['verb.ts'];

  /** Comments may say which memorandum an example is from; strings are kept whole, as `//` is in URLs. */
  const withoutComments = (code: string): string =>
    code.replace(/('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*/g, '$1');

  const mentions = (code: string): string[] => {
    const bare = withoutComments(code);
    return listInstruments().filter((id) => bare.includes(id));
  };

  it('names no memorandum in its source', async () => {
    const found: string[] = [];
    for (const room of ROOMS) {
      const names = (await readdir(join(root, room), { recursive: true })).filter(
        (name) => name.endsWith('.ts') && !OF_THE_SEED.includes(name),
      );
      if (room === 'domain') expect(names.length).toBeGreaterThan(10);
      for (const name of names) {
        const ids = mentions(await readFile(join(root, room, name), 'utf8'));
        found.push(...ids.map((id) => `${room}/${name}: ${id}`));
      }
    }
    expect(found).toEqual([]);
  });

  it('would be caught naming one', () => {
    expect(mentions("if (id === 'us-rok-tpd') /* us-uk-tpd */ return; // us-uk-tpd")).toEqual(['us-rok-tpd']);
    expect(mentions("const url = 'http://x/us-uk-tpd';")).toEqual(['us-uk-tpd']);
  });
});
