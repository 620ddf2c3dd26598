/** Who belongs since another day than the operative date, waits to belong, or belongs no more (III.1, III.4). */
import { type CivilDate, periodInWords } from '../../domain/calendar.ts';
import { endOf, neverJoins } from '../../domain/end.ts';
import { type Instrument, nameOf } from '../../domain/instrument.ts';
import { hasToWait, waitIn } from '../../domain/reckoning/joining.ts';
import { groundOf, joinsBy, textHaving } from '../../domain/rules/text.ts';
import type { Joining, State } from '../../domain/state.ts';
import { waitInWords } from '../words.ts';
import { beginsWords, type Explanation, explanation, type Input } from './explanation.ts';

/** The paper from whose date the wait counts. */
const paperOf = ({ accessions }: State, id: string): string => {
  const decision = accessions.find(({ by }) => by === id)?.decision ?? null;
  return decision === null ? 'its own signature' : `decision ${decision}, which admits it`;
};

/** "30 days after its own signature, of 2027-03-01"; of who has not waited, only where it is not from its own paper's date. */
const whyThen = (state: State, id: string, text: Instrument, { from, since }: Joining): string => {
  if (since === state.operativeOn) return ', the operative date';
  if (!hasToWait({ from, since }, state.operativeOn)) return '';
  return `, ${waitInWords(waitIn(text.terms, joinsBy(state, id)) ?? {}, `${paperOf(state, id)}, of ${from}`)}`;
};

/** In the words of the moment: it belongs, is expected to, or never does because all is over before. */
const wordsOf = (state: State, id: string, { since, beginsAt }: Joining): { belongs: string; end?: string } => {
  const name = nameOf(state.instrument, id);
  if (!neverJoins(state, since))
    return { belongs: beginsAt === null ? `${name} belongs since ${since}` : `${name} is expected to belong from ${since}` };
  const { endedOn, expectedOn } = endOf(state);
  const over = endedOn === null ? `is expected to be no longer operative from ${expectedOn}` : `is no longer operative since ${endedOn}`;
  return { belongs: `${name} would belong from ${since}`, end: `It never does as things stand: the memorandum ${over}` };
};

const inputsOf = (state: State, id: string, text: Instrument, { from }: Joining): Input[] => {
  const { after } = waitIn(text.terms, joinsBy(state, id)) ?? {};
  return [{ name: paperOf(state, id), value: from }, ...(after ? [{ name: 'wait', value: `${periodInWords(after)} (${after})` }] : [])];
};

const WAITED =
  'Counted by the text of the day of that paper, the day itself not counted; never before the operative date. Who waits is no Participant yet: its consent is not asked for, and no notice is delivered to it.';
const AT_ONCE = 'Who signs later belongs from the date of its own signature, or of the decision that admits it.';

/** Who was thought to wait, and by a paper that came to light later did not, has joined as one whose text says nothing of a wait. */
const joined = (state: State, id: string, joining: Joining): Explanation => {
  const term = joinsBy(state, id);
  const { from, since, beginsAt } = joining;
  const { text } = groundOf(state, from, term);
  const { belongs, end } = wordsOf(state, id, joining);
  const isAhead = beginsAt !== null && end === undefined;
  const waits = hasToWait(joining, state.operativeOn);
  return explanation(state, {
    id: `member/${id}`,
    what: `${nameOf(state.instrument, id)} belongs since`,
    date: since,
    ...(isAhead && { at: beginsAt }),
    term,
    text,
    inputs: waits ? inputsOf(state, id, text, joining) : [],
    rule: waits ? WAITED : AT_ONCE,
    expected: beginsAt !== null && state.status === 'operative',
    sentence: `${belongs}${whyThen(state, id, text, joining)}`,
    more: end ?? (isAhead ? beginsWords(state, beginsAt, true) : undefined),
  });
};

const joinings = (state: State, id: string, since: CivilDate | null): Explanation[] => {
  const atOnce = since === null || since === state.operativeOn ? undefined : { from: since, since, beginsAt: null };
  const joining = state.joining?.[id] ?? atOnce;
  return joining ? [joined(state, id, joining)] : [];
};

/** When the period began after which one left. */
const leavingSince = ({ notices }: State, id: string): CivilDate | null =>
  Object.values(notices).find(({ by, takesOut, status }) => by === id && takesOut && status === 'effective')?.started ?? null;

const left = (state: State, id: string, until: CivilDate | null): Explanation[] => {
  if (until === null) return [];
  const name = nameOf(state.instrument, id);
  return [
    explanation(state, {
      id: `last-day/${id}`,
      what: `last day of ${name}`,
      date: until,
      term: 'withdrawal',
      text: textHaving('withdrawal', state, leavingSince(state, id)),
      inputs: [],
      rule: 'A notice takes out its giver alone, as long as enough remain.',
      expected: false,
      sentence: `${name} withdrew, and its last day was ${until}`,
    }),
  ];
};

export const memberDates = (state: State): Explanation[] =>
  Object.entries(state.participants).flatMap(([id, { since, until }]) => [...joinings(state, id, since), ...left(state, id, until)]);
