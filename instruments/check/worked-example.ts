/** Dates worked out by the engine itself on a made-up life, so that a lawyer can count along. */
import { addDays, beginsEverywhere, formatInstant, subtractPeriod } from '../../domain/calendar.ts';
import { type Instrument, type Participant, receivedFor, receiverOf, zonesOf } from '../../domain/instrument.ts';
import { speak } from '../../domain/speak.ts';
import { listed, sentenceCase } from '../../projections/words.ts';
import { type Run, type Scenario, simulate, type StepResult } from '../../domain/scenario.ts';
import { waitIn } from '../../domain/reckoning/joining.ts';
import { waitsIn } from '../../domain/reckoning/taking-effect.ts';
import type { State } from '../../domain/state.ts';

export type Example = { when: string; so: string };

type Step = Scenario['steps'][number];

const DOCUMENT = { title: 'An example', sha256: '0'.repeat(64) };
const USUAL_START = '2027-01-04';

/** A day on which it can be signed: before the term's end where the text names that, and before a date that it waits for. */
const startOf = ({ terms: { operative, duration } }: Instrument): string => {
  if (duration?.until) {
    const before = subtractPeriod(duration.until, 'P2Y');
    return operative.after ? subtractPeriod(before, operative.after) : before;
  }
  return operative.notBefore && operative.notBefore < USUAL_START ? operative.notBefore : USUAL_START;
};

/** An instant at which a date has begun, and is not over, at the seats of all the world's zones that a memorandum has. */
const during = (instrument: Instrument, date: string): string =>
  formatInstant(beginsEverywhere(date, [...zonesOf(instrument), ...zoneOfDepositary(instrument)]));

const zoneOfDepositary = ({ terms: { depositary } }: Instrument): string[] => (depositary?.seat ? [depositary.seat.timeZone] : []);

const signersOf = ({ participants, terms }: Instrument): Instrument['participants'] => participants.slice(0, terms.operative.count);

type Beginning = { steps: Step[]; last: string; when: string };

/** The day after, where receipt counts: on its own day a note can be too early for a seat that is far to the east. */
const receivedOn = ({ terms }: Instrument, confirmedOn: string): string =>
  terms.operative.counts === 'receipt' ? addDays(confirmedOn, 1) : confirmedOn;

/** Each signature and confirmation some days after the one before, so that the later ones can be told apart. */
const beginning = (instrument: Instrument, start: string, apart: number): Beginning => {
  const { rule, confirmations: way, counts } = instrument.terms.operative;
  const signers = signersOf(instrument);
  const signed = way === 'notes-only' ? [] : signers.map((_, at) => addDays(start, at * apart));
  const confirmed =
    rule === 'mutual-confirmation' ? instrument.participants.map((_, at) => addDays(start, (signed.length + at) * apart)) : [];
  const received = counts === 'receipt' ? ', each received the day after' : '';
  const when = [signed.length > 0 && `signed on ${listed(signed)}`, confirmed.length > 0 && `confirmed on ${listed(confirmed)}${received}`];
  return {
    steps: [
      { at: during(instrument, start), do: 'open' },
      ...signed.map((on, at) => signature(instrument, signers[at] as Participant, on)),
      ...confirmed.map((on, at) => confirmation(instrument, instrument.participants[at] as Participant, on)),
    ],
    last: receivedOn(instrument, [...signed, ...confirmed].at(-1) ?? start),
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
  at: during(instrument, receivedOn(instrument, confirmedOn)),
  do: 'confirm',
  by: id,
  confirmedOn,
  ...(instrument.terms.operative.counts === 'receipt' && { receivedOn: receivedOn(instrument, confirmedOn) }),
  document: DOCUMENT,
});

/** The depositary, where the first Participant's notice is delivered to it for all others. */
const receiverIn = (instrument: Instrument): Participant | undefined => {
  const [giver] = signersOf(instrument);
  const id = receivedFor(instrument.terms, giver?.id ?? '');
  return id === undefined ? undefined : receiverOf(instrument, id);
};

/** A notice of the first Participant, delivered to all others, or to the depositary, five days after its own date. */
const ending = (instrument: Instrument, noticeOn: string, deliveredOn: string): Step[] => {
  const [giver, ...others] = signersOf(instrument);
  const depositary = receiverIn(instrument);
  const delivered = (depositary ? [depositary] : others).map(
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

const endOf = ({ state }: Run, instrument: Instrument, noticeOn: string, deliveredOn: string): Example[] => {
  const whom = receiverIn(instrument) ? 'the depositary' : 'all';
  const on = state?.notices.n1?.expectedOn;
  return on ? [{ when: `A notice of ${noticeOn}, delivered to ${whom} on ${deliveredOn}`, so: `takes effect on ${on}` }] : [];
};

const lookOn = (instrument: Instrument, date: string): Step => ({ at: during(instrument, date), do: 'look' });

/** The day after the last signature or confirmation, or the one on which it is expected to become operative. */
const operativeAfter = (instrument: Instrument, { steps, last }: Beginning): Run => {
  const run = (on: string) => runOf(instrument, [...steps, lookOn(instrument, on)]);
  const soon = run(addDays(last, 1));
  return soon.state?.operation ? run(soon.state.operation.expectedOn) : soon;
};

/** A week apart, as far as the text leaves that much time; else a day. */
const begun = (instrument: Instrument): Beginning & { run: Run } => {
  const tried = [7, 1, 0]
    .map((apart) => beginning(instrument, startOf(instrument), apart))
    .map((one) => ({ ...one, run: operativeAfter(instrument, one) }));
  return (tried.find(({ run }) => run.state?.operativeOn) ?? tried[0]) as Beginning & { run: Run };
};

/** A month into its life; on its first day where the term is shorter. */
const noticeOf = ({ expiry }: State, operativeOn: string): { noticeOn: string; deliveredOn: string } => {
  const [noticeOn, deliveredOn] = [addDays(operativeOn, 30), addDays(operativeOn, 35)];
  return expiry && deliveredOn >= expiry.expectedOn
    ? { noticeOn: operativeOn, deliveredOn: addDays(operativeOn, 1) }
    : { noticeOn, deliveredOn };
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

/** Of who signs a month after it is operative, where the text makes it wait. */
const joiningOf = (instrument: Instrument, steps: readonly Step[], operativeOn: string): Example[] => {
  const later = instrument.participants[signersOf(instrument).length];
  if (!later || !waitIn(instrument.terms, 'operative')) return [];
  const signedOn = addDays(operativeOn, 30);
  const { state } = runOf(instrument, [...steps, signature(instrument, later, signedOn), lookOn(instrument, addDays(signedOn, 1))]);
  const since = state?.joining?.[later.id]?.since ?? state?.participants[later.id]?.since;
  return since ? [{ when: `A signature of ${signedOn}, when it is operative`, so: `${later.shortName} belongs from ${since}` }] : [];
};

/** Of one to which all consent, where the text makes it wait. */
const modificationOf = (instrument: Instrument, steps: readonly Step[], on: string): Example[] => {
  if (!waitsIn(instrument.terms)) return [];
  const [by, ...others] = signersOf(instrument).map(({ id }) => id);
  const about = { at: during(instrument, on), decision: 'd1', document: DOCUMENT };
  const decided: Step[] = [
    { ...about, do: 'propose', by, kind: 'modify', proposedOn: on, patch: [{ op: 'replace', path: '/title', value: 'An example' }] },
    ...others.map((other): Step => ({ ...about, do: 'consent', by: other, consentedOn: on })),
  ];
  const effectiveOn = runOf(instrument, [...steps, ...decided]).state?.decisions.d1?.effectiveOn;
  return effectiveOn ? [{ when: `A modification to which all have consented by ${on}`, so: `takes effect on ${effectiveOn}` }] : [];
};

const exampleOf = (instrument: Instrument): Example[] => {
  const { steps, when, run } = begun(instrument);
  const { state } = run;
  const operativeOn = state?.operativeOn;
  const opening = [...refusals(run.steps), { when, so: operativeOn ? `operative on ${operativeOn}` : 'not operative' }];
  if (!operativeOn) return opening;
  const { noticeOn, deliveredOn } = noticeOf(state, operativeOn);
  const term = [
    ...joiningOf(instrument, steps, operativeOn),
    ...termOf(state),
    ...renewalOf(instrument, steps, state),
    ...modificationOf(instrument, steps, noticeOn),
  ];
  if (!instrument.terms.commencement) return [...opening, ...term];
  const notice = ending(instrument, noticeOn, deliveredOn);
  const ended = runOf(instrument, [...steps, ...notice, lookOn(instrument, addDays(deliveredOn, 1))]);
  return [...opening, ...term, ...refusals(ended.steps.slice(run.steps.length)), ...endOf(ended, instrument, noticeOn, deliveredOn)];
};

/** In the words of the memorandum. Throws nothing: what the engine refuses of the example is told in it. */
export const workedExample = (instrument: Instrument): Example[] =>
  exampleOf(instrument).map(({ when, so }) => ({ when: speak(instrument, when), so: speak(instrument, so) }));
