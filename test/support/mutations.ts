/** Hostile input, made of good input: a few parts of a document, or some bytes of a text, are replaced by what nobody should send. */
import fc from 'fast-check';

/** At the edges of what dates, numbers, names and texts may be. */
const HOSTILE: unknown[] = [
  ...[null, true, false, 0, -0, -1, 0.1, 1e308, 1e21, Number.MAX_SAFE_INTEGER + 2, '', ' ', '0', '\u0000', '\ud800', '\u202eabc', '🤷'],
  ...[
    '2027-02-30',
    '0000-01-01',
    '9999-12-31',
    '-000001-01-01',
    '+275760-09-13',
    '2027-1-5',
    '2027-01-05T24:00:00Z',
    '2027-06-30T23:59:60Z',
  ],
  ...['P0D', 'P-1D', 'P999999999Y', 'P9999999999999999999D', 'PT1S', 'P1.5D', 'P', 'Etc/GMT+14', 'Europe/Atlantis', '../../etc/passwd'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '/clauses/-',
    '/clauses/III.8/text',
    '/~2',
    '//',
    '#',
    '\r\nBcc: eve@example.org',
  ],
  ...[
    '<script>alert(1)</script>',
    "'; drop table mou.events; --",
    '$${jndi:ldap://x}',
    '%n%s',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { length: -1 },
    { __proto__: null, toJSON: 1 },
    { then: 1 },
    'a'.repeat(100_000),
    'x'.repeat(300_000),
    Array(2_000).fill('a'),
  ],
  ...['us', 'rok', 'n1', 'd1', 'meeting-1', 'modify', 'operative', 'open', 'sign'],
];

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Made in the replacement itself, and not for each of the many that are never used. */
const hostileValue = fc.oneof(
  // A copy each time: a later change would otherwise be made to all that come after.
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE).map((value): unknown => structuredClone(value)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(50, 150, 5_000, 20_000).map(nested) },
);

type Change = { at: number; kind: 'replace' | 'remove' | 'rename' | 'add' | 'double'; value: unknown; name: string };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'add', 'double'),
  value: hostileValue,
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'do', 'by', 'kind', 'mou', '0', ''), fc.string({ maxLength: 10 })),
});

type Holder = Record<string, unknown> | unknown[];

/** Each place in it, as its holder and its key. A document made deep by an earlier change is not walked into. */
const placesIn = (value: unknown, places: [Holder, string][] = [], level = 0): [Holder, string][] => {
  if (typeof value !== 'object' || value === null || level > 20) return places;
  for (const key of Object.keys(value).slice(0, 300)) {
    places.push([value as Holder, key]);
    placesIn((value as Record<string, unknown>)[key], places, level + 1);
  }
  return places;
};

const set = (holder: Holder, key: string, value: unknown): void => {
  // As JSON.parse would make it: an own property, even of this name.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};

const changed = (document: { root: unknown }, { at, kind, value, name }: Change): void => {
  const places = placesIn(document);
  const [holder, key] = places[at % places.length] as [Holder, string];
  const now = (holder as Record<string, unknown>)[key];
  if (kind === 'replace') set(holder, key, value);
  if (kind === 'add' && typeof now === 'object' && now !== null && !Array.isArray(now)) set(now as Holder, name, value);
  if (kind === 'double' && Array.isArray(now)) now.push(...now.slice(0, 500));
  if (holder === document) return;
  if (kind === 'remove') Reflect.deleteProperty(holder, key);
  if (kind === 'rename' && !Array.isArray(holder)) {
    Reflect.deleteProperty(holder, key);
    set(holder, name, now);
  }
};

/** One of the documents with one to four of its parts changed, or something else altogether. */
export const documents = (good: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(fc.constantFrom(...good), fc.array(change, { minLength: 1, maxLength: 4 })).map(([one, changes]) => {
        const document = { root: structuredClone(one) };
        for (const next of changes) changed(document, next);
        return document.root;
      }),
    },
    { weight: 1, arbitrary: hostileValue },
  );

/** What only a program can hand over, and JSON cannot say. */
export const beyondJson = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
});

type Edit = { from: number; length: number; text: string };

const HOSTILE_TEXT = [
  '\u0000',
  '\ufeff',
  '\ud800',
  '"',
  "'",
  '\n',
  '\r',
  '\t',
  ': ',
  '- ',
  '&a [*a]',
  '*a',
  '<<: *a',
  '!!js/function x',
  '%YAML 1.1\n---\n',
  '---\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '|',
  '>',
  '#',
  '? ',
  '\u2028',
  '\x1b[31m',
];

const edit: fc.Arbitrary<Edit> = fc.record({
  from: fc.nat(),
  length: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 400 })),
  text: fc.oneof(
    fc.constantFrom(...HOSTILE_TEXT),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('[', '{a: ', '- ', '"', '%').map((mark) => mark.repeat(3_000)),
  ),
});

/** One of the texts with one to five places of it changed. */
export const texts = (good: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...good), fc.array(edit, { minLength: 1, maxLength: 5 })).map(([one, edits]) =>
    edits.reduce((text, { from, length, text: put }) => {
      const at = from % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + length);
    }, one),
  );
