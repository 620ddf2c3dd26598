/** Acts as a script would write them, with the facts that a test's sentence does not speak of filled in. */
import type { ActInput } from '../../domain/acts/index.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Document } from '../../domain/values.ts';
import { MOU, type Step } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';

type Input<Name extends ActInput['do']> = Extract<ActInput, { do: Name }>;
type Proposal<Kind extends string> = Extract<Input<'propose'>, { kind: Kind }>;
type Operations = Proposal<'modify'>['patch'];

const SEATS = new Map([
  ['us', 'Washington'],
  ['rok', 'Seoul'],
  ['jp', 'Tokyo'],
]);
const seat = (id: string): string => SEATS.get(id) ?? 'Seoul';

/** A document known by its title: the same title is the same text. */
export const text = (title: string): Document => ({ title, sha256: fingerprint(title) });

export const open = (instrument: Instrument = smallInstrument): Input<'open'> => ({ do: 'open', mou: MOU, instrument });

export const sign = (by: string, signedOn: string, more: Partial<Input<'sign'>> = {}): Input<'sign'> => ({
  do: 'sign',
  by,
  signatory: { name: 'A. N. Official', title: 'Minister' },
  signedOn,
  place: seat(by),
  document: text('MOU original'),
  ...more,
});

export const confirm = (by: string, confirmedOn: string): Input<'confirm'> => ({
  do: 'confirm',
  by,
  confirmedOn,
  document: text(`Confirmation by ${by}`),
});

export const giveNotice = (by: string, notice: string, noticeOn: string): Input<'give-notice'> => ({
  do: 'give-notice',
  by,
  notice,
  noticeOn,
  document: text(`Notice ${notice}`),
});

export const deliver = (notice: string, to: string, deliveredOn: string): Input<'record-delivery'> => ({
  do: 'record-delivery',
  notice,
  to,
  deliveredOn,
  place: seat(to),
  method: 'note verbale, by hand',
  evidence: text(`Receipt of ${notice} by ${to}`),
});

export const withdraw = (by: string, notice: string): Input<'withdraw-notice'> => ({ do: 'withdraw-notice', by, notice });

export const proposal = (by: string, decision: string) => ({ do: 'propose', by, decision, document: text(`Text of ${decision}`) }) as const;

export const modify = (by: string, decision: string, patch: Operations, effectiveOn?: string): Proposal<'modify'> => ({
  ...proposal(by, decision),
  kind: 'modify',
  patch,
  ...(effectiveOn && { effectiveOn }),
});

/** A patch of one operation: this value instead of the one that stands there. */
export const replacing = (path: string, value: Extract<Operations[number], { value: unknown }>['value']): Operations => [
  { op: 'replace', path, value },
];

export const withdrawByDecision = (by: string, decision: string, notice: string): Proposal<'withdraw-notice'> => ({
  ...proposal(by, decision),
  kind: 'withdraw-notice',
  notice,
});

export const discontinueOn = (by: string, decision: string, on: string): Proposal<'discontinue-on'> => ({
  ...proposal(by, decision),
  kind: 'discontinue-on',
  on,
});

export const rectifyDelivery = (by: string, decision: string, notice: string, deliveredOn: string, to?: string): Proposal<'rectify'> => ({
  ...proposal(by, decision),
  kind: 'rectify',
  notice,
  deliveredOn,
  ...(to && { to }),
});

export const rectifySignature = (by: string, decision: string, signature: string, signedOn: string): Proposal<'rectify'> => ({
  ...proposal(by, decision),
  kind: 'rectify',
  signature,
  signedOn,
});

export const extend = (by: string, decision: string, until: string): Proposal<'extend'> => ({
  ...proposal(by, decision),
  kind: 'extend',
  until,
});

export const withdrawDecision = (by: string, decision: string, withdraws: string): Proposal<'withdraw-decision'> => ({
  ...proposal(by, decision),
  kind: 'withdraw-decision',
  withdraws,
});

/** A notice that the memorandum is not to be renewed. */
export const nonRenewal = (by: string, notice: string, noticeOn: string): Input<'give-notice'> => ({
  ...giveNotice(by, notice, noticeOn),
  kind: 'non-renewal',
});

export const consent = (by: string, decision: string, document: Document = text(`Text of ${decision}`)): Input<'consent'> => ({
  do: 'consent',
  by,
  decision,
  document,
});

export const decline = (by: string, decision: string): Input<'decline'> => ({ do: 'decline', by, decision });
export const retract = (by: string, decision: string): Input<'retract'> => ({ do: 'retract', by, decision });

/** Proposed by one and consented to by the other Participants at the same instant: decided. */
export const decided = (act: Input<'propose'>, at: string, others: string[] = ['us', 'rok'].filter((id) => id !== act.by)): Step[] => [
  [act, at],
  ...others.map((by): Step => [consent(by, act.decision), at]),
];

export const schedule = (
  by: string,
  meeting: string,
  on: string,
  more: Partial<Input<'schedule-meeting'>> = {},
): Input<'schedule-meeting'> => ({
  do: 'schedule-meeting',
  by,
  meeting,
  on,
  place: 'Seoul',
  agenda: ['Quantum standards'],
  ...more,
});

export const recordAction = (meeting: string, action: string, owner: string, dueOn: string): Input<'record-action'> => ({
  do: 'record-action',
  meeting,
  action,
  owner,
  what: 'Circulate the draft standards',
  dueOn,
});

export const startInitiative = (
  by: string,
  initiative: string,
  area: string,
  more: Partial<Input<'start-initiative'>> = {},
): Input<'start-initiative'> => ({ do: 'start-initiative', by, initiative, area, title: 'Joint quantum testbed', ...more });

/** Opened and signed by both in Gyeongju on 5 January 2027, as in the shared scenario of the seed's life. */
export const operative = (instrument: Instrument = smallInstrument): Step[] => [
  [open(instrument), '2027-01-05T01:00:00Z'],
  [sign('rok', '2027-01-05', { place: 'Gyeongju' }), '2027-01-05T06:00:00Z'],
  [sign('us', '2027-01-05', { place: 'Gyeongju' }), '2027-01-05T07:00:00Z'],
];

/** The United States' notice n1, delivered in Seoul on 1 February 2027: expected to commence on 31 July 2027. */
export const noticeDelivered: Step[] = [
  [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-01'), '2027-02-01T02:00:00Z'],
];
