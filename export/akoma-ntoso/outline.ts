/** The text's own structure, read from its clause numbers: `II.A.1` stands within `II.A`, where that stands before it. */
import type { Instrument } from '../../domain/instrument.ts';
import { numberOf } from './naming.ts';

type Clause = Instrument['clauses'][number];

export type Part = { clause: Clause; eId: string; parts: Part[] };
export type Outline = {
  /** What stands before the first heading. */
  preamble: Clause[];
  body: Part[];
  /** The clause on signature, where the text ends with it and it has no heading, for which conclusions have no place. */
  conclusions: Clause | undefined;
};

const nested = (clauses: readonly Clause[]): Part[] => {
  const top: Part[] = [];
  const open: Part[] = [];
  for (const clause of clauses) {
    while (open.length > 0 && !clause.id.startsWith(`${open.at(-1)?.clause.id}.`)) open.pop();
    const within = open.at(-1);
    const number = within ? clause.id.slice(within.clause.id.length + 1) : clause.id;
    const part: Part = { clause, eId: `${within ? `${within.eId}__` : ''}cl_${numberOf(number)}`, parts: [] };
    (within?.parts ?? top).push(part);
    open.push(part);
  }
  return top;
};

export const outlineOf = ({ clauses, terms }: Instrument): Outline => {
  const last = clauses.at(-1);
  const conclusions =
    clauses.length > 1 && last !== undefined && last.id === terms.signature?.clause && last.heading === undefined ? last : undefined;
  const rest = conclusions ? clauses.slice(0, -1) : clauses;
  // Where no clause has a heading nothing tells a preamble from the rest. A text needs a body, so the last clause is one.
  const begins = rest.slice(0, -1).findIndex(({ heading }) => heading !== undefined);
  const preamble = rest.slice(0, Math.max(begins, 0));
  return { preamble, body: nested(rest.slice(preamble.length)), conclusions };
};

const flat = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flat(part.parts)]);

/** Where each clause is found in the document, by its number. */
export const placesOf = (instrument: Instrument): Map<string, string> => {
  const { preamble, body, conclusions } = outlineOf(instrument);
  const places = new Map(flat(body).map(({ clause, eId }) => [clause.id, eId]));
  for (const { id } of preamble) places.set(id, 'preamble');
  if (conclusions) places.set(conclusions.id, 'conclusions');
  return places;
};
