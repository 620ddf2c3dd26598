/** What of an instrument does not fit together, however well-formed each field is. */
import { alwaysLapses } from './contradictions.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Terms } from './terms.ts';

export type Problem = { path: (string | number)[]; message: string };

/** What of an instrument its terms rest on. */
export type Rests = {
  participants: { id: string }[];
  clauses: { id: string }[];
  areas: { id: string }[];
  terms: Terms;
  acts?: { keeperRecordsFor?: string | string[] | undefined } | undefined;
};

const repeated = (values: readonly string[]): string[] => [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];

const duplicates = (instrument: Rests): Problem[] =>
  (['participants', 'clauses', 'areas'] as const).flatMap((list) =>
    repeated(instrument[list].map(({ id }) => id)).map((id) => ({ path: [list], message: `names ${id} twice` })),
  );

/** Fields that belong to another rule than the one stated: they would be ignored without a word. */
const misplaced = ({ operative, duration, commencement, review }: Terms, among: number): Problem[] => {
  const problems: Problem[] = [];
  const must = (holds: boolean, term: string, field: string, message: string) => {
    if (!holds) problems.push({ path: ['terms', term, field], message });
  };
  const counted = operative.rule === 'number-of-signatures';
  must(counted === (operative.count !== undefined), 'operative', 'count', 'belongs to the rule number-of-signatures, and to it alone');
  must((operative.count ?? 1) <= among, 'operative', 'count', `must be at most ${among}, the number of Participants`);
  for (const field of ['confirmations', 'counts'] as const) {
    const fits = operative[field] === undefined || operative.rule === 'mutual-confirmation';
    must(fits, 'operative', field, 'belongs to the rule mutual-confirmation alone');
  }
  if (duration) {
    const one = (duration.period === undefined) !== (duration.until === undefined);
    if (!one) problems.push({ path: ['terms', 'duration'], message: 'must have period or until, and not both' });
    const { notBefore } = operative;
    const over = duration.until !== undefined && notBefore !== undefined && notBefore > duration.until;
    must(!over, 'operative', 'notBefore', `must not lie after the last operative day of terms.duration, ${duration.until}`);
  }
  must(
    commencement?.ends !== 'end-of-term' || duration !== undefined,
    'commencement',
    'ends',
    'is end-of-term, and there is no term duration',
  );
  must(
    !alwaysLapses({ operative }),
    'operative',
    'lapses',
    `leaves no day on which it could become operative (${operative.clause}): it would always lapse`,
  );
  must(!review || (review.every ?? review.first) !== undefined, 'review', 'every', 'must be given, or first, or both');
  return [...problems, ...misplacedWait(operative)];
};

const misplacedWait = ({ rule, later }: Terms['operative']): Problem[] => {
  if (!later) return [];
  const path = ['terms', 'operative', 'later'];
  if (rule !== 'number-of-signatures') return [{ path, message: 'belongs to the rule number-of-signatures alone' }];
  return later.after !== undefined || later.firstOfNextMonth ? [] : [{ path, message: 'must have after or firstOfNextMonth, or both' }];
};

/** Every clause that a term cites is in the text, and every co-chair is a Participant. */
const dangling = ({ participants, clauses, terms }: Rests): Problem[] => {
  const known = new Set(clauses.map(({ id }) => id));
  const cited = Object.entries(terms).flatMap(([term, value]): Problem[] =>
    typeof value === 'object' && !known.has(value.clause)
      ? [{ path: ['terms', term, 'clause'], message: `cites ${value.clause}, which is not among the clauses` }]
      : [],
  );
  const surviving = (terms.afterwards?.clauses ?? [])
    .filter((id) => !known.has(id))
    .map((id) => ({ path: ['terms', 'afterwards', 'clauses'], message: `names ${id}, which is not among the clauses` }));
  const ids = new Set(participants.map(({ id }) => id));
  const coChairs = terms.committee?.coChairs ?? [];
  const chairs = coChairs
    .filter((id, at) => !ids.has(id) || coChairs.indexOf(id) !== at)
    .map((id) => ({ path: ['terms', 'committee', 'coChairs'], message: `names ${id}, who is not a Participant, or twice` }));
  return [...cited, ...surviving, ...chairs];
};

/** The depositary is a Participant, or a body with a name and a seat of its own. */
const halfNamed = ({ participants, terms: { depositary } }: Rests): Problem[] => {
  if (!depositary) return [];
  const { id } = depositary;
  const ids = participants.map((one) => one.id);
  const isParticipant = ids.includes(id);
  const message = isParticipant
    ? `belongs to a depositary that is no Participant; ${id} is one, and has its own`
    : `must be given: ${id} is no Participant (${ids.join(', ')})${didYouMean(id, ids)}`;
  return (['name', 'seat'] as const)
    .filter((field) => (depositary[field] !== undefined) === isParticipant)
    .map((field) => ({ path: ['terms', 'depositary', field], message }));
};

/** The keeper records for Participants; who is to join later may be among them. */
const strangers = ({ participants, acts, terms }: Rests): Problem[] => {
  const { keeperRecordsFor = [] } = acts ?? {};
  if (typeof keeperRecordsFor === 'string' || terms.accession) return [];
  return keeperRecordsFor
    .filter((name) => !participants.some(({ id }) => id === name))
    .map((name) => ({ path: ['acts', 'keeperRecordsFor'], message: `names ${name}, who is not a Participant` }));
};

/** Whatever in the terms does not fit together, or does not fit the rest of the instrument. */
export const problemsOf = (instrument: Rests): Problem[] => [
  ...duplicates(instrument),
  ...misplaced(instrument.terms, instrument.participants.length),
  ...dangling(instrument),
  ...halfNamed(instrument),
  ...strangers(instrument),
];
