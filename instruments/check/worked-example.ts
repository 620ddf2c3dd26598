/** Dates worked out by the engine itself on a made-up life, so that a lawyer can count along. */
import { addDays, addPeriod, beginsEverywhere, formatInstant, latest, subtractPeriod } from '../../domain/calendar.ts';
import { type Instrument, type Participant, zonesOf } from '../../domain/instrument.ts';
import { listed, sentenceCase } from '../../projections/words.ts';
import { type Run, type Scenario, simulate, type StepResult } from '../../domain/scenario.ts';
import type { State } from '../../domain/state.ts';

export type Example = { when: string; so: string };

type Step = Scenario['steps'][number];

const DOCUMENT = { title: 'An example', sha256: '0'.repeat(64) };
const USUAL_START = '2027-01-04';

/** A day on which it can be signed: before the term's end where the text names that, and before a date that it waits for. */
const startOf = ({ terms: { operative, duration } }: Instrument): string => {
  if (duration?.until) return subtractPeriod(duration.until, 'P2Y');
  return operative.notBefore && operative.notBefore < USUAL_START ? operative.notBefore : USUAL_START;
};

/** An instant at which a date has begun, and is not over, at the seats of all the world's zones that a memorandum has. */
const during = (instrument: Instrument, date: string): string => formatInstant(beginsEverywhere(date, zonesOf(instrument)));

const signersOf = ({ participants, terms }: Instrument): Instrument['participants'] => participants.slice(0, terms.operative.count);

type Beginning = { steps: Step[]; last: string; when: string };

/** Each signature and confirmation a week after the one before, so that the later ones can be told apart. */
const beginning = (instrument: Instrument, start: string): Beginning => {
  const { rule, confirmations: way, counts } = instrument.terms.operative;
  const signers = signersOf(instrument);
  const signed = way === 'notes-only' ? [] : signers.map((_, at) => addDays(start, at * 7));
  const confirmed = rule === 'mutual-confirmation' ? instrument.participants.map((_, at) => addDays(start, (signed.length + at) * 7)) : [];
  const received = counts === 'receipt' ? ', each received that day' : '';
  const when = [signed.length > 0 && `signed on ${listed(signed)}`, confirmed.length > 0 && `confirmed on ${listed(confirmed)}${received}`];
  return {
    steps: [
      { at: during(instrument, start), do: 'open' },
      ...signed.map((on, at) => signature(instrument, signers[at] as Participant, on)),
      ...confirmed.map((on, at) => confirmation(instrument, instrument.participants[at] as Participant, on)),
    ],
    last: [...signed, ...confirmed].at(-1) ?? start,
    when: sentenceCase(when.filter(Boolean).join('; ')),
  };
};

const signature = (instrument: Instrument, { id, seat }: Participant, signedOn: string): Step => ({
  at: during(instrument, signedOn),
  do: 'sign',
  by: id,
  signedOn,
  place: seat.city,
  signatory: { name: 'A. N. Official', title: 'Minister' },
  document: DOCUMENT,
});

const confirmation = (instrument: Instrument, { id }: Participant, confirmedOn: string): Step => ({
  at: during(instrument, confirmedOn),
  do: 'confirm',
  by: id,
  confirmedOn,
  ...(instrument.terms.operative.counts === 'receipt' && { receivedOn: confirmedOn }),
  document: DOCUMENT,
});

/** A notice of the first Participant, delivered to all others five days after its own date. */
const ending = (instrument: Instrument, noticeOn: string, deliveredOn: string): Step[] => {
  const [giver, ...others] = signersOf(instrument);
  const delivered = others.map(
    ({ id, seat }): Step => ({
      at: during(instrument, deliveredOn),
      do: 'record-delivery',
      notice: 'n1',
      to: id,
      deliveredOn,
      place: seat.city,
      method: 'by hand',
      evidence: DOCUMENT,
    }),
  );
  return [{ at: during(instrument, noticeOn), do: 'give-notice', by: giver?.id, notice: 'n1', noticeOn, document: DOCUMENT }, ...delivered];
};

const refusals = (steps: readonly StepResult[]): Example[] =>
  steps.flatMap((step) =>
    step.ok ? [] : [{ when: `The example's ${step.do} is refused`, so: `${step.error.code} ${step.error.message}` }],
  );

/** A period of notice longer than the term: no notice can be in time. */
const nonRenewal = (noticeBy: string, operativeOn: string | null): string =>
  operativeOn && noticeBy < operativeOn
    ? `would have to be delivered by ${noticeBy}, before the operative date: the first renewal cannot be stopped`
    : `must be delivered by ${noticeBy}, that day included`;

const termOf = ({ expiry, operativeOn }: State): Example[] => {
  if (!expiry) return [];
  const { expectedOn, lastOperativeDay, noticeBy } = expiry;
  return [
    {
      when: 'The term ends',
      so: `${lastOperativeDay} is the last operative day, ${expectedOn} the first on which it is no longer operative`,
    },
    ...(noticeBy ? [{ when: 'A notice of non-renewal', so: nonRenewal(noticeBy, operativeOn) }] : []),
  ];
};

const endOf = (state: State | null, noticeOn: string, deliveredOn: string): Example[] => {
  const on = state?.notices.n1?.expectedOn;
  return on ? [{ when: `A notice of ${noticeOn}, delivered to all on ${deliveredOn}`, so: `takes effect on ${on}` }] : [];
};

const lookOn = (instrument: Instrument, date: string): Step => ({ at: during(instrument, date), do: 'look' });

/** The day after the last signature or confirmation, or a year later where it becomes operative later. */
const operativeAfter = (instrument: Instrument, steps: readonly Step[], last: string): Run => {
  const run = (on: string) => runOf(instrument, [...steps, lookOn(instrument, on)]);
  const soon = run(addDays(last, 1));
  return soon.state?.operativeOn ? soon : run(latest(addPeriod(last, 'P1Y'), instrument.terms.operative.notBefore ?? last));
};

const runOf = (instrument: Instrument, steps: Step[]): Run => simulate({ instrument: instrument.id, mou: 'example', steps }, instrument);

/** To what a term goes on that is renewed by itself. */
const renewalOf = (instrument: Instrument, steps: readonly Step[], { expiry }: State): Example[] => {
  if (!expiry) return [];
  const { state } = runOf(instrument, [...steps, lookOn(instrument, expiry.expectedOn)]);
  return state?.expiry?.renewals
    ? [
        {
          when: 'Where nothing stops it',
          so: `renewed on ${expiry.expectedOn}; the last operative day is then ${state.expiry.lastOperativeDay}`,
        },
      ]
    : [];
};

/** Throws nothing: what the engine refuses of the example is told in it. */
export const workedExample = (instrument: Instrument): Example[] => {
  const start = startOf(instrument);
  const { steps, last, when } = beginning(instrument, start);
  const begun = operativeAfter(instrument, steps, last);
  const operativeOn = begun.state?.operativeOn;
  const opening = [...refusals(begun.steps), { when, so: operativeOn ? `operative on ${operativeOn}` : 'not operative' }];
  if (!operativeOn || !begun.state) return opening;
  const noticeOn = addDays(operativeOn, 30);
  const deliveredOn = addDays(noticeOn, 5);
  const term = [...termOf(begun.state), ...renewalOf(instrument, steps, begun.state)];
  if (!instrument.terms.commencement) return [...opening, ...term];
  const notice = ending(instrument, noticeOn, deliveredOn);
  const ended = runOf(instrument, [...steps, ...notice, lookOn(instrument, addDays(deliveredOn, 1))]);
  return [...opening, ...term, ...refusals(ended.steps.slice(begun.steps.length)), ...endOf(ended.state, noticeOn, deliveredOn)];
};
