/** The clauses of a new memorandum: one for each term that was chosen, in plain non-binding words, to be written over. */
import { periodInWords } from '../../domain/calendar.ts';
import { remain, times, whenItTakesEffect } from '../../projections/words.ts';
import type { Choices } from './choices.ts';

/** A clause of one sentence, and the term that says it, as YAML without its `clause`; `why` is the comment over the term. */
export type Drafted = { heading: string; text: string; term?: { name: string; fields: Record<string, unknown>; why: string } };

const OPERATIVE: Record<
  Choices['operative'],
  { text: (choices: Choices) => string; fields: (choices: Choices) => Record<string, unknown> }
> = {
  'last-signature': {
    text: () => 'This Memorandum becomes operative on the date of the last signature.',
    fields: () => ({ rule: 'last-signature' }),
  },
  'mutual-confirmation': {
    text: () =>
      'This Memorandum becomes operative on the date on which the last of the Participants that have signed it confirms it in writing.',
    fields: () => ({ rule: 'mutual-confirmation' }),
  },
  'notes-only': {
    text: () =>
      'This understanding becomes operative on the date of the later of the notes by which the Participants confirm it to each other.',
    fields: () => ({ rule: 'mutual-confirmation', confirmations: 'notes-only' }),
  },
  'number-of-signatures': {
    text: ({ count, participants }) =>
      `This Memorandum becomes operative on the date on which ${count ?? participants.length} Participants have signed it; for one that signs later, on the date of its own signature.`,
    fields: ({ count, participants }) => ({ rule: 'number-of-signatures', count: count ?? participants.length }),
  },
};

const operative = (choices: Choices): Drafted => ({
  heading: 'Operation',
  text: OPERATIVE[choices.operative].text(choices),
  term: {
    name: 'operative',
    fields: OPERATIVE[choices.operative].fields(choices),
    why: 'When it becomes operative. The only term that every memorandum has.',
  },
});

const renewalOf = (choices: Choices): { text: string; fields?: Record<string, unknown> } => {
  const { renewal, period, unless, times: atMost } = choices;
  if (renewal === 'none') return { text: '' };
  if (renewal === 'by-decision')
    return { text: ', and the Participants may extend it by a written decision of all of them', fields: { rule: 'by-decision' } };
  const each = choices.renewalPeriod ?? period ?? 'P1Y';
  const most = atMost ? `, ${times(atMost)} at most,` : '';
  const stop = unless
    ? ` unless a Participant gives the others written notice, at least ${periodInWords(unless)} before the end, that it is not to be renewed`
    : '';
  return {
    text: `, and is then renewed for ${periodInWords(each)} at a time${most}${stop}`,
    fields: { rule: 'automatic', period: each, ...(unless && { unless }), ...(atMost && { times: atMost }) },
  };
};

const duration = (choices: Choices): Drafted[] => {
  const { period, until } = choices;
  if (!period && !until) return [];
  const runs = period ? `for ${periodInWords(period)} from the date on which it becomes operative` : `until ${until}, that day included`;
  const { text, fields } = renewalOf(choices);
  const why = 'How long it runs. Periods are ISO 8601: P3Y is three years, P6M six months, P90D ninety days.';
  const term = { ...(period ? { period } : { until }), ...(fields && { renewal: fields }) };
  return [
    { heading: 'Duration', text: `This Memorandum remains operative ${runs}${text}.`, term: { name: 'duration', fields: term, why } },
  ];
};

const ending = ({ noticePeriod, remaining }: Choices): Drafted[] => {
  if (!noticePeriod) return [];
  const fields = { period: noticePeriod, from: 'delivery' as const };
  const received = 'the last of them has received it';
  const when = whenItTakesEffect(fields, `on the day on which ${received}`, received);
  const text = `A Participant may ${remaining ? 'withdraw from' : 'discontinue'} this Memorandum by written notice to the others, which takes effect ${when}.`;
  const why = 'From when a notice counts (its `delivery`, or `notice`: its own date), and for how long.';
  const others: Drafted[] = remaining
    ? [
        {
          heading: 'Those who remain',
          text: `The others go on for as long as ${remain(remaining)}.`,
          term: { name: 'withdrawal', fields: { remaining }, why: 'A notice takes out its giver alone, while so many remain.' },
        },
      ]
    : [];
  return [
    {
      heading: remaining ? 'Withdrawal' : 'Discontinuation',
      text,
      term: { name: 'commencement', fields, why },
    },
    ...others,
  ];
};

const committee = ({ committee, participants }: Choices): Drafted[] =>
  committee
    ? [
        {
          heading: committee,
          text: `The Participants meet once a year in the ${committee}, which they chair together.`,
          term: {
            name: 'committee',
            fields: { name: committee, coChairs: participants.map(({ id }) => id), cadence: 'P1Y' },
            why: 'Who chairs the meetings, and how often they are held.',
          },
        },
      ]
    : [];

const rule = (name: string, fields: Record<string, unknown>, why: string) => ({ name, fields, why });

export const draftedOf = (choices: Choices): Drafted[] => [
  { heading: 'Purpose', text: 'The Participants intend to work together on … (write here what for).' },
  ...committee(choices),
  operative(choices),
  ...duration(choices),
  ...ending(choices),
  {
    heading: 'Modification',
    text: 'The Participants may modify this Memorandum by a written decision of all of them.',
    term: rule('modification', { rule: 'mutual-decision' }, 'How it is modified: by a text to which all consent.'),
  },
  {
    heading: 'Funds',
    text: 'Nothing in this Memorandum commits the Participants to the expenditure of funds.',
    term: rule('funds', { committed: false }, 'An initiative that would commit funds is then refused.'),
  },
  {
    heading: 'Nature of this Memorandum',
    text: 'This Memorandum does not create legally binding obligations.',
    term: rule('nonBinding', {}, 'That it binds nobody: the language is then checked for words that would.'),
  },
];
