/** What is wrong with input is said in plain words, by the path of its field: what was expected, and what came. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseAct, parseInstrument } from '../../domain/input.ts';
import { Refusal } from '../../domain/refusal.ts';
import { parseScenario } from '../../domain/scenario.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument, smallInstrumentInput } from '../support/small-instrument.ts';
import { consent, deliver, giveNotice, modify, open, rectifyDelivery, replacing, schedule, sign } from './acts.ts';

const said = (parse: () => unknown): string | undefined => {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};
const saidOf = (act: unknown): string | undefined => said(() => parseAct(act, smallInstrument));

describe('an act that is not as it has to be', () => {
  const notice = giveNotice('us', 'n1', '2027-03-01');
  test.each<[string, unknown, string]>([
    ['a number for a text', { ...notice, by: 5 }, 'by: must be a text, not 5'],
    ['a list for a text', { ...notice, by: ['us'] }, 'by: must be a text, not a list'],
    ['null for a text', { ...notice, by: null }, 'by: must be a text, not null'],
    ['a text for an object', { ...notice, document: 'note' }, 'document: must be an object with named fields, not "note"'],
    ['a text for a switch', { ...notice, quiet: 'yes' }, 'quiet: must be true or false, not "yes"'],
    ['a kind that is not known', { ...notice, kind: 'renewal' }, 'kind: must be one of discontinuation, non-renewal, not "renewal"'],
    ['a kind with a slip', { ...notice, kind: 'nonrenewal' }, 'not "nonrenewal"; did you mean non-renewal?'],
    ['a kind that is missing', { ...modify('us', 'd1', []), kind: undefined }, 'kind: is missing; must be one of modify, '],
    [
      'a field with a slip',
      { ...sign('us', '2027-01-05'), signedON: '2027-01-05' },
      'signedON: is not a field here; did you mean signedOn?',
    ],
    ['a field of nothing', { ...notice, colour: 'red' }, 'colour: is not a field here; the fields here are do, id, '],
    [
      'a field within',
      { ...notice, document: { title: 't', sha: 'x' } },
      'document.sha: is not a field here; the fields here are title, sha256, ',
    ],
    ['no operation', modify('us', 'd1', []), 'patch: must hold at least one operation'],
    ['a wrong operation', modify('us', 'd1', [{ op: 'swap', path: '/title' } as never]), 'patch.0.op: must be one of add, replace, test, '],
  ])('is told of %s', (_, act, message) => {
    expect(saidOf(act)).toContain(message);
  });
});

describe('an instrument that is not as it has to be', () => {
  const withActs = (keeperRecordsFor: unknown) => said(() => parseInstrument({ ...smallInstrumentInput, acts: { keeperRecordsFor } }));

  it('is told what a field of several forms may be', () => {
    expect(withActs(5)).toBe('instrument: acts.keeperRecordsFor: must be "all" or must be a list, not 5');
    expect(withActs(['us', 5])).toBe('instrument: acts.keeperRecordsFor.1: must be a text, not 5');
  });

  it('is told how large a number may be', () => {
    const terms = { ...smallInstrumentInput.terms, signature: { clause: 'T', originals: 99 } };
    expect(said(() => parseInstrument({ ...smallInstrumentInput, terms }))).toContain(
      'terms.signature.originals: must be at most 20, not 99',
    );
  });
});

it('a scenario with a wrong frame is told so in the same words', () => {
  expect(said(() => parseScenario({ instrument: 5, mou: 'life', steps: {} }))).toBe(
    'scenario: instrument: must be a text or must be an object with named fields, not 5; steps: must be a list, not an object',
  );
});

/** Each place of a value, the whole aside. */
const placesIn = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [[...path, key], ...placesIn(part, [...path, key])])
    : [];

const put = (value: unknown, [key, ...rest]: string[], part: unknown): unknown => {
  if (key === undefined) return part;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = put(copy[key], rest, part);
  return copy;
};

test('whatever a value is replaced with, none is told of in the words of a library', () => {
  const acts = [
    open(smallInstrument),
    sign('us', '2027-01-05'),
    giveNotice('us', 'n1', '2027-03-01'),
    deliver('n1', 'rok', '2027-03-04'),
    modify('us', 'd1', replacing('III.8', 'Text.')),
    consent('rok', 'd1'),
    rectifyDelivery('us', 'd2', 'n1', '2027-03-03'),
    schedule('us', 'm1', '2027-09-01'),
  ];
  const anyPlace = fc.constantFrom(...acts).chain((act) => fc.tuple(fc.constant(act), fc.constantFrom(...placesIn(act))));
  const anything = fc.oneof(
    fc.constantFrom(null, undefined, '', 'x', 5, -1, 0.5, true, [], {}, ['x', 5], { x: 1 }),
    fc.anything({ maxDepth: 1 }),
  );
  fc.assert(
    fc.property(anyPlace, anything, ([act, place], part) => {
      const message = saidOf(put(act, place, part)) ?? '';
      expect(message).not.toMatch(/\b(invalid|expected|received|too (big|small)|unrecognized|undefined)\b/i);
    }),
    { numRuns: drawn(300) },
  );
});
