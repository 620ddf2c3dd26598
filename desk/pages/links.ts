/** The addresses of forms, filled in as far as is known. */
import type { Awaited, AwaitedWhat } from '../../domain/awaited.ts';
import type { ActName } from '../../domain/acts/index.ts';
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

export const addressOfAwaited = (mou: string, { what, about, ...known }: Awaited): string =>
  formAddress(mou, ...DONE_BY[what]({ ...known, about: about ?? '' }));

/** Opening is the keeper's. */
export const mayOpen = ({ role, actsFor }: Pick<Token, 'role' | 'actsFor'>): boolean => isAtLeast(role, 'desk') && actsFor === 'keeper';
