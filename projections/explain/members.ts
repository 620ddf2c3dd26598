/** Who belongs since another day than the operative date, waits to belong, or belongs no more (III.1, III.4). */
import { type CivilDate, periodInWords } from '../../domain/calendar.ts';
import { endOf, neverJoins } from '../../domain/end.ts';
import { type Instrument, nameOf } from '../../domain/instrument.ts';
import { waitIn } from '../../domain/reckoning/joining.ts';
import { groundOf, joinsBy, textHaving } from '../../domain/rules/text.ts';
import type { Joining, State } from '../../domain/state.ts';
import { beginsWords, type Explanation, explanation, type Input } from './explanation.ts';

/** The paper from whose date the wait counts. */
const paperOf = ({ accessions }: State, id: string): string => {
  const decision = accessions.find(({ by }) => by === id)?.decision ?? null;
  return decision === null ? 'its own signature' : `decision ${decision}, which admits it`;
};

/** "30 days after its own signature, of 2027-03-01". */
const whyThen = (state: State, id: string, text: Instrument, { from, since }: Joining): string => {
  if (since === state.operativeOn) return 'the operative date';
  const { after, firstOfNextMonth } = waitIn(text.terms, joinsBy(state, id)) ?? {};
  const reached = `${after ? `${periodInWords(after)} after ` : ''}${paperOf(state, id)}, of ${from}`;
  return firstOfNextMonth ? `the first day of the month that follows ${reached}` : reached;
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

const waited = (state: State, id: string, joining: Joining): Explanation => {
  const term = joinsBy(state, id);
  const { from, since, beginsAt } = joining;
  const { text } = groundOf(state, from, term);
  const { belongs, end } = wordsOf(state, id, joining);
  const waits = beginsAt !== null && end === undefined;
  return explanation(state, {
    id: `member/${id}`,
    what: `${nameOf(state.instrument, id)} belongs since`,
    date: since,
    ...(waits && { at: beginsAt }),
    term,
    text,
    inputs: inputsOf(state, id, text, joining),
    rule: 'Counted by the text of the day of that paper, the day itself not counted; never before the operative date. Who waits is no Participant yet: its consent is not asked for, and no notice is delivered to it.',
    expected: beginsAt !== null && state.status === 'operative',
    sentence: `${belongs}, ${whyThen(state, id, text, joining)}`,
    more: end ?? (waits ? beginsWords(state, beginsAt, true) : undefined),
  });
};

const joined = (state: State, id: string, since: CivilDate | null): Explanation[] => {
  const joining = state.joining?.[id];
  if (joining) return [waited(state, id, joining)];
  if (since === null || since === state.operativeOn) return [];
  const name = nameOf(state.instrument, id);
  return [
    explanation(state, {
      id: `member/${id}`,
      what: `${name} belongs since`,
      date: since,
      ...(joinsBy(state, id) === 'accession' ? { term: 'accession', text: textHaving('accession', state, since) } : { term: 'operative' }),
      inputs: [],
      rule: 'Who signs later belongs from the date of its own signature, or of the decision that admits it.',
      expected: false,
      sentence: `${name} belongs since ${since}`,
    }),
  ];
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
  Object.entries(state.participants).flatMap(([id, { since, until }]) => [...joined(state, id, since), ...left(state, id, until)]);
