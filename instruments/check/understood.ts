/** What the engine understands of an instrument, in words, so that a lawyer can hold it against the paper. */
import { periodInWords } from '../../domain/calendar.ts';
import { type Instrument, nameOf, participantOf, receiverOf } from '../../domain/instrument.ts';
import type { Wait } from '../../domain/reckoning/joining.ts';
import { speak } from '../../domain/speak.ts';
import { fullName, listed, remain, times, waitInWords, whenItTakesEffect } from '../../projections/words.ts';

/** `every year`, `every 2 years`. */
const everyPeriod = (period: string): string => `every ${periodInWords(period).replace(/^1 /, '')}`;

/** `clause` is null where the text is silent and the engine's own rule holds. */
export type Understood = { clause: string | null; says: string };

type Terms = Partial<Instrument['terms']> & Pick<Instrument['terms'], 'operative'>;

const BEGINS = {
  'last-signature': () => 'on the date of the last signature',
  'number-of-signatures': ({ count }: Terms['operative']) => `on the date of signature number ${count}`,
  'mutual-confirmation': ({ counts, confirmations }: Terms['operative'], depositary?: object) =>
    [
      counts === 'receipt'
        ? `on the date on which the later of the confirmations was received${depositary ? ' by the depositary' : ''}`
        : 'on the date of the later of the confirmations',
      confirmations === 'notes-only' ? ', which nobody signs beforehand' : ', which follow the signatures',
    ].join(''),
};

/** "from the first day of the month that follows, 30 days after the date of their own signature". */
const waits = (wait: Wait | undefined, date: string, atOnce: string): string => {
  const { after, firstOfNextMonth } = wait ?? {};
  if (!after && !firstOfNextMonth) return atOnce;
  return `from ${waitInWords({ after, firstOfNextMonth }, date)}${after ? ', the day itself not counted' : ''}`;
};

const operativeLine = ({ operative, depositary }: Terms): Understood => {
  const { clause, rule, after, notBefore, firstOfNextMonth } = operative;
  const then = [
    after && `${periodInWords(after)} after that date, the day itself not counted`,
    notBefore && `not before ${notBefore}`,
    firstOfNextMonth && 'and then on the first day of the month that follows',
  ].filter(Boolean);
  const later =
    rule === 'number-of-signatures'
      ? `; who signs later belongs ${waits(operative.later, 'the date of their own signature', 'from the date of their own')}`
      : '';
  return { clause, says: `${[`It becomes operative ${BEGINS[rule](operative, depositary)}`, ...then].join(', ')}${later}` };
};

const lapsesLine = ({ operative: { clause, lapses } }: Terms): Understood[] =>
  lapses
    ? [
        {
          clause,
          says: `It lapses where it is not operative within ${periodInWords(lapses)} of the first signature or confirmation, that day not counted`,
        },
      ]
    : [];

const inTimeLine = ({ duration }: Terms): Understood[] =>
  duration?.until
    ? [
        {
          clause: duration.clause,
          says: `A signature or confirmation by which it would be operative only after ${duration.until} is refused`,
        },
      ]
    : [];

const renewalPart = (renewal: NonNullable<Terms['duration']>['renewal']): string => {
  if (!renewal) return 'then it ends';
  if (renewal.rule === 'by-decision') return 'then it ends, unless a decision of all extends it';
  const { period, unless, times: atMost } = renewal;
  const most = atMost ? `, ${times(atMost)} at most` : '';
  const stop = unless
    ? `${atMost ? ',' : ''} unless a notice of non-renewal is delivered at least ${periodInWords(unless)} before the end, that day included`
    : ', and no notice stops that';
  return `then it is renewed for ${periodInWords(period)} at a time${most}${stop}`;
};

const durationLine = ({ duration }: Terms): Understood => {
  if (!duration) return { clause: null, says: 'It runs until its discontinuation: no term says how long' };
  const { clause, period, until, renewal } = duration;
  const runs = period ? `It runs ${periodInWords(period)} from the operative date` : `It runs until ${until}, that day included`;
  return { clause, says: `${runs}; ${renewalPart(renewal)}` };
};

/** What starts the period of a notice: the day itself, and what it is counted after. */
const STARTS = {
  receipt: ['on the day on which the depositary has received it', 'the depositary has received the notice'],
  delivery: ['on the day on which the last of the others has received it', 'the last of the others has received the notice'],
  notice: ['on its own date', "the notice's own date"],
} as const;

/** What it receives, and on the day of which seat. */
const depositaryLine = (instrument: Instrument, { depositary, operative, commencement, duration }: Terms): Understood[] => {
  if (!depositary) return [];
  const { id, clause } = depositary;
  const name = fullName(instrument, id);
  const renewal = duration?.renewal;
  const received = [
    ...(commencement || (renewal?.rule === 'automatic' && renewal.unless) ? ['notice'] : []),
    ...(operative.counts === 'receipt' ? ['confirmation'] : []),
  ];
  if (received.length === 0)
    return [
      { clause, says: `Nothing is delivered to ${name}, the depositary: no notice is foreseen, and no receipt of a confirmation counts` },
    ];
  const seat = receiverOf(instrument, id)?.seat;
  const own = participantOf(instrument, id) ? '; its own is delivered to each of the others' : '';
  const says = `A ${received.join(' or a ')} is delivered to ${name}, the depositary, once for all, on the day of its seat, ${seat?.city} (${seat?.timeZone})${own}`;
  return [{ clause, says }];
};

const noticeLines = ({ notice, commencement, withdrawal, noticeWithdrawal, depositary }: Terms): Understood[] => {
  if (!commencement)
    return [{ clause: null, says: 'Nobody can end it alone: no term says when a notice takes effect. A decision of all can' }];
  const { clause, from } = commencement;
  const [day, after] = STARTS[from === 'delivery' && depositary ? 'receipt' : from];
  const when = whenItTakesEffect(commencement, day, `${after}, the day itself not counted`);
  const whom = withdrawal ? 'takes effect for its giver' : 'ends it for all';
  const how = { unilateral: 'by its giver alone', never: 'by nobody', 'mutual-decision': 'by a decision of all' }[
    noticeWithdrawal ?? 'mutual-decision'
  ];
  return [
    { clause: notice?.clause ?? clause, says: 'A Participant may give written notice' },
    { clause, says: `A notice ${whom} ${when}` },
    { clause: null, says: `A notice may be withdrawn before it takes effect ${how}` },
  ];
};

/** Where a Participant that leaves would always leave too few, and no others may join, the clause lets nobody go alone. */
const remainingSays = (among: number, remaining: number, open: boolean): string =>
  remaining < among || open
    ? `The others go on while ${remain(remaining)}; otherwise it ends for all`
    : `The others go on while ${remain(remaining)}: of ${among} Participants too few are left, so a notice ends it for all`;

/** From when they belong that have to wait. */
const waiting = (accession: NonNullable<Terms['accession']>): string => {
  const from = waits(accession, accession.rule === 'open' ? 'its date' : 'the date of that decision', '');
  return from && `, and belong ${from}`;
};

const modificationLine = ({ modification }: Terms): Understood => {
  const takesEffect = waits(modification, 'the date of the last consent', '');
  const then = takesEffect && `, and has its effect ${takesEffect}, or from a later date that it states`;
  return { clause: modification?.clause ?? null, says: `A modification takes a decision to which all consent in writing${then}` };
};

const membershipLines = ({ participants }: Instrument, { withdrawal, accession }: Terms): Understood[] => [
  ...(withdrawal
    ? [{ clause: withdrawal.clause, says: remainingSays(participants.length, withdrawal.remaining, accession !== undefined) }]
    : []),
  ...(accession
    ? [
        {
          clause: accession.clause,
          says: `Others may join ${accession.rule === 'open' ? 'by their own signature' : 'where a decision of all admits them'}${waiting(accession)}`,
        },
      ]
    : []),
];

const committeeLine = (instrument: Instrument, { committee }: Terms): Understood[] => {
  if (!committee) return [{ clause: null, says: 'There are no meetings: no term names a committee' }];
  const { clause, name, coChairs, cadence, first } = committee;
  const meets = [
    cadence && everyPeriod(cadence),
    first && `for the first time within ${periodInWords(first)} of the operative date`,
  ].filter(Boolean);
  const chairs = listed(coChairs.map((id) => nameOf(instrument, id)));
  return [
    { clause, says: `${name}: chaired by ${chairs}${meets.length > 0 ? `; meets ${meets.join(', ')}` : '; the text names no cadence'}` },
  ];
};

const reviewLine = ({ review }: Terms): Understood[] => {
  if (!review) return [];
  const { clause, every, first } = review;
  const times = [first && `${periodInWords(first)} after the operative date`, every && `${first ? 'then ' : ''}${everyPeriod(every)}`];
  return [{ clause, says: `It is reviewed ${times.filter(Boolean).join(', ')}` }];
};

const afterwardsLine = ({ afterwards }: Terms): Understood[] => {
  if (!afterwards) return [];
  const { clause, initiatives, clauses } = afterwards;
  const parts = [
    initiatives && 'initiatives that run go on until they are concluded',
    clauses && `${listed(clauses.map((id) => `clause ${id}`))} survive${clauses.length === 1 ? 's' : ''}`,
  ];
  return [{ clause, says: `After the end ${parts.filter(Boolean).join('; ')}` }];
};

const otherLines = ({ cooperation, funds, pause, nonBinding }: Terms): Understood[] => [
  ...(cooperation
    ? [
        {
          clause: cooperation.clause,
          says: `Initiatives in the areas listed${cooperation.openEnded ? ', and in others' : ' and in no others'}`,
        },
      ]
    : []),
  ...(pause ? [{ clause: pause.clause, says: 'Its implementation may be paused and resumed' }] : []),
  ...(funds ? [{ clause: funds.clause, says: 'An initiative that would commit funds is refused' }] : []),
  ...(nonBinding ? [{ clause: nonBinding.clause, says: 'It is meant to bind nobody: the language is checked for that' }] : []),
];

const kinLines = ({ supersedes, under }: Instrument): Understood[] => [
  ...(supersedes
    ? [{ clause: null, says: `By signing it the Participants decide that ${supersedes} ends once this one is operative` }]
    : []),
  ...(under
    ? [{ clause: null, says: `It stands under ${under}, and is told when that one is expected to end; nothing ends by itself` }]
    : []),
];

/** One sentence a consequence, in the order of a life and in the words of the memorandum. Terms whose clauses lead to nothing are not among them. */
export const understoodOf = (instrument: Instrument): Understood[] => {
  const terms: Terms = instrument.terms;
  const understood = [
    operativeLine(terms),
    ...lapsesLine(terms),
    durationLine(terms),
    ...inTimeLine(terms),
    modificationLine(terms),
    ...depositaryLine(instrument, terms),
    ...noticeLines(terms),
    ...membershipLines(instrument, terms),
    ...committeeLine(instrument, terms),
    ...reviewLine(terms),
    ...otherLines(terms),
    ...afterwardsLine(terms),
    ...kinLines(instrument),
  ];
  return understood.map(({ clause, says }) => ({ clause, says: speak(instrument, says) }));
};
