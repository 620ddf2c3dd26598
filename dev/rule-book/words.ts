/** What the rule book says that no schema and no table can: who may act, what each clause comes to, and how dates are read. */
import { beginsEverywhere, formatInstant, periodInWords } from '../../domain/calendar.ts';
import { type Instrument, nameOf, type Term, zonesOf } from '../../domain/instrument.ts';
import { atEverySeat, listed } from '../../projections/words.ts';

type Meaning = (instrument: Instrument) => string;

const bothSign: Meaning = ({ terms }) =>
  terms.operative.rule === 'last-signature'
    ? 'When the last Participant’s signature is recorded, the memorandum is operative as of the **latest date of signature** that the documents state; the order in which they were recorded changes nothing. Before that nothing can be modified, discontinued or carried out under it.'
    : 'When the last Participant’s confirmation is recorded, the memorandum is operative as of the latest date of signature or confirmation.';

const startsFrom: Meaning = ({ terms }) => {
  const { commencement } = terms;
  if (!commencement) return 'No Participant can discontinue the memorandum alone.';
  const period = periodInWords(commencement.period);
  return commencement.from === 'delivery'
    ? `Delivery starts the clock, on the civil date at the recipient’s seat. Discontinuation is expected to commence **${period}** later: the day of delivery is not counted, every calendar day after it is, and no date moves for a weekend or a holiday. The engine waits durably until that date has begun at every seat, and then records the commencement once. A delivery recorded late keeps its true date; where the date it leads to has passed, commencement is recorded at once, on that date. Where both have given notice the earlier commencement governs. E-mail, and its acceptance, is never delivery.`
    : `The notice’s own date starts the clock; discontinuation is expected to commence **${period}** later.`;
};

const WITHDRAWAL: Record<NonNullable<Instrument['terms']['noticeWithdrawal']>, string> = {
  'mutual-decision':
    'The text is silent on withdrawing a notice; the Participants may do so by mutual written decision, before commencement.',
  unilateral: 'The Participant that gave a notice may withdraw it, before commencement.',
  never: 'A notice cannot be withdrawn.',
};

const committee: Meaning = (instrument) => {
  const { committee: term } = instrument.terms;
  if (!term) return 'There are no meetings.';
  const { name, coChairs, cadence } = term;
  const rhythm = cadence
    ? `It is expected to meet every ${periodInWords(cadence)}.`
    : 'The text names no cadence, so no date of a next meeting is computed.';
  return `A ${name} is scheduled, held and minuted; its minutes are final once each co-chair has approved them (${listed(coChairs.map((id) => nameOf(instrument, id)))}). Actions have an owner and a due date, and a reminder follows if one is still open when that date has begun everywhere. ${rhythm} The mechanism rests on another agreement: discontinuation does not close it.`;
};

/** What the engine makes of the clause that each term cites. */
export const TERMS: Record<Term, Meaning> = {
  operative: bothSign,
  signature: ({ terms }) =>
    `A signature records the signatory, the date written on the document, the place and the document’s SHA-256. It covers all originals (${terms.signature?.originals ?? 1}, in ${listed(terms.signature?.languages ?? [])}). The same signature stated again is the same act; one with other facts is refused.`,
  modification: () =>
    'One mechanism for all that the Participants decide together in writing: to modify the text, to withdraw a notice, to discontinue on a date, to rectify a recorded fact. Both consents name the same text, by its SHA-256. A decision is taken on the date of the last consent, and has its effect on the date it states where that is later: never before, a rectification aside. A modification yields the next version of the text; a period that already runs keeps its length.',
  notice: ({ terms }) =>
    `A notice is recorded with its date and document. ${terms.commencement?.from === 'delivery' ? 'It starts **no clock**: its delivery does.' : ''} The memorandum stays operative until commencement, and decisions, meetings and initiatives go on. A Participant has one notice pending at a time. ${WITHDRAWAL[terms.noticeWithdrawal ?? 'mutual-decision']}`,
  commencement: startsFrom,
  depositary: () =>
    'What is given to the depositary is given to all others: a notice is delivered to it once, on the day of its seat. Its own notices, where it is a Participant, are delivered to each of the others.',
  duration: () =>
    'It stays operative for its term, and for as long as it is renewed or extended; the day after its last operative day it is `expired`.',
  withdrawal: () =>
    'A delivered notice takes out its giver alone, as long as enough Participants remain; otherwise it ends the memorandum.',
  accession: () => 'Another Participant may join, with its seat and its signature.',
  afterwards: () => 'What survives the end: initiatives that go on until they are concluded, and the clauses named.',
  review: () => 'Reviews fall due at intervals counted from the operative date.',
  committee,
  cooperation: ({ areas, terms }) =>
    `Initiatives belong to one of ${areas.length} areas${terms.cooperation?.openEnded ? '; as the list is not exhaustive, an initiative can add one by its title' : ''}. At commencement each one that goes on asks for a disposition.`,
  nonBinding: () =>
    'Nothing is enforced, and nothing is called an obligation: the engine records, computes and tells. Its words are the text’s: Participants, understanding, operative, modification, discontinuation.',
  existingAgreements: () => 'No rule follows. What rests on another agreement, as the committee does, is not closed by discontinuation.',
  nationalLaw: () => 'No rule follows: national legislation is outside the engine.',
  funds: () => 'An initiative that would commit funds is refused (`COMMITS_FUNDS`), whether when it is started, reported on or concluded.',
  pause: () => 'Implementation may be paused and resumed without discontinuing. While it is paused, meetings and initiatives are refused.',
};

const SUMMER = '2027-07-31';
const WINTER = '2027-12-07';

const atSeats = (instrument: Instrument, date: string): string => {
  const begins = beginsEverywhere(date, zonesOf(instrument));
  return `${date} has begun everywhere at ${formatInstant(begins)}: ${atEverySeat(instrument, begins)}`;
};

const remindedOf = ({ reminders }: Instrument): string => {
  const asked = Object.entries(reminders ?? {}).flatMap(([subject, periods]) => {
    const when = subject === 'signature' || subject === 'consent' ? 'after it was first asked for' : 'before its date';
    return periods.length === 0 ? [] : [`${subject}, ${listed(periods.map(periodInWords))} ${when}`];
  });
  const more =
    asked.length === 0
      ? 'The instrument asks for no other reminders.'
      : `The instrument’s file, though not the text, also asks for reminders of: ${asked.join('; ')}.`;
  return `An action that is still open is reminded of on the date on which it is due. ${more}`;
};

/** The rules of dates, one a line. */
export const dates = (instrument: Instrument): string[] => [
  'A **civil date** (`2027-01-05`) is what a document says; an **instant** (`2027-01-05T03:00:00Z`) is when something was recorded. Every event keeps both: `on`, the date on which the fact holds, and `at`, the instant of recording.',
  `Each Participant has a seat with a time zone: ${listed(instrument.participants.map(({ seat }) => `${seat.city}, \`${seat.timeZone}\``))}. What a Participant does today is dated on the calendar of its seat.`,
  'A civil date may not lie in the future at the place it belongs to (`FUTURE_DATE`): the signing place for a signature, the recipient’s seat for a delivery, the meeting’s place for a meeting. Where nobody says in which zone a place lies, the date must have begun at every seat.',
  `A date that concerns the whole memorandum begins when it has begun **at every seat**. ${atSeats(instrument, SUMMER)}. ${atSeats(instrument, WINTER)}. That one rule turns a date into the instant of a timer.`,
  'Periods are ISO 8601 calendar durations (`P180D`). The day that triggers a period is not counted; no date moves for a weekend or a holiday; nothing is computed as a number of hours. Where the month reached lacks the day, its last day is taken.',
  'The last operative day is the day before commencement.',
  remindedOf(instrument),
  'Nothing under the memorandum is dated before it was operative (`BEFORE_OPERATIVE`), and a notice delivered before then starts no period (`PREMATURE`).',
  'What is recorded late keeps its true date. What was recorded wrong is corrected by a mutual decision to rectify: the correction supersedes, and every date that depends on it is computed again, commencement included.',
  'The state can be asked as of two dates: what held on a civil date, as known at an instant.',
];
