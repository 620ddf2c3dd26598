/** The addresses of forms, filled in as far as is known. */
import type { Awaited, AwaitedWhat } from '../../domain/awaited.ts';
import { ACTS, type ActName } from '../../domain/acts/index.ts';
import { fieldsOf } from '../../domain/fields.ts';
import { isAtLeast, type Token } from '../../domain/tokens.ts';

type Filled = Record<string, string>;

export const formAddress = (mou: string, act: ActName, filled: Filled = {}): string => {
  const query = new URLSearchParams(filled).toString();
  return `/memoranda/${encodeURIComponent(mou)}/acts/${act}${query === '' ? '' : `?${query}`}`;
};

type Known = Pick<Awaited, 'of' | 'meeting'> & { about: string };

/** The act by which what is awaited is done. */
const DONE_BY: Record<AwaitedWhat, (known: Known) => [ActName, Filled]> = {
  signature: ({ of }) => ['sign', { by: of }],
  confirmation: ({ of }) => ['confirm', { by: of }],
  consent: ({ of, about }) => ['consent', { by: of, decision: about }],
  delivery: ({ of, about }) => ['record-delivery', { notice: about, to: of }],
  approval: ({ of, about }) => ['approve-minutes', { by: of, meeting: about }],
  action: ({ about, meeting }) => ['complete-action', { ...(meeting !== undefined && { meeting }), action: about }],
  disposition: ({ about }) => ['conclude-initiative', { initiative: about }],
};

type Caller = Pick<Token, 'role' | 'actsFor'>;

/** Whether the caller can record that act in somebody's name. One that names nobody in `by` is the keeper's. */
export const isTheirs = (act: ActName, { role, actsFor }: Caller, by?: string): boolean =>
  isAtLeast(role, 'desk') &&
  (actsFor === 'keeper' ||
    (fieldsOf(ACTS[act].input).some(({ name }) => name === 'by') && (by === undefined ? actsFor.length > 0 : actsFor.includes(by))));

/** Null where the caller cannot record it. */
export const addressOfAwaited = (mou: string, { what, about, ...known }: Awaited, caller: Caller): string | null => {
  const [act, filled] = DONE_BY[what]({ ...known, about: about ?? '' });
  return isTheirs(act, caller, filled.by) ? formAddress(mou, act, filled) : null;
};

/** Opening is the keeper's. */
export const mayOpen = ({ role, actsFor }: Caller): boolean => isAtLeast(role, 'desk') && actsFor === 'keeper';
