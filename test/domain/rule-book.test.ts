/** The rule book says what the engine does: made again it is the file, and each outcome that it lists is provoked here. */
import { readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { actMethods } from '../../dev/rule-book/act-methods.ts';
import { ruleBook } from '../../dev/rule-book/book.ts';
import { citesOf } from '../../dev/rule-book/outcomes.ts';
import { ACT_NAMES, type ActInput, type ActName, ACTS } from '../../domain/acts/index.ts';
import { CONSEQUENCES } from '../../domain/acts/fields.ts';
import { EVENTS, type EventType } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Instrument } from '../../domain/instrument.ts';
import { readInstrument } from '../../instruments/index.ts';
import { japanLeaving, LATE } from './late-lives.ts';
import { MOU, type Step } from '../support/given.ts';
import { allowedPairs, listedPairs, type Trial, Witness } from '../support/outcomes.ts';
import { KEYS, keyNamed, signedWith, type TestKey } from '../support/keys.ts';
import { scenarioIn } from '../support/scenario-lives.ts';
import { smallInstrument, smallInstrumentInput, smallInstrumentWith } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decided,
  decline,
  deliver,
  discontinueOn,
  extend,
  giveNotice,
  modify,
  noticeDelivered,
  open,
  operative,
  proposal,
  recordAction,
  rectifyDelivery,
  rectifySignature,
  replacing,
  retract,
  schedule,
  sign,
  startInitiative,
  text,
  withdraw,
  withdrawByDecision,
  withdrawDecision,
} from './acts.ts';
import { GROUNDS } from './ground-of-joining.ts';
import { confirmed, confirming, neverWithdrawn, pausable, three, threeOperative, unilateral } from './siblings.ts';

const APRIL = '2027-04-01T15:00:00Z';
const LATER = '2027-04-02T15:00:00Z';
const ENDED = '2029-01-01T00:00:00Z';
const inApril = (...acts: (ActInput | Record<string, unknown>)[]): Trial => acts.map((act) => [act as ActInput, APRIL]);

/** Something of everything: what the acts below are about. */
const begun = (instrument: Instrument): Step[] => [
  ...operative(instrument),
  [schedule('us', 'm1', '2027-02-10'), '2027-02-09T15:00:00Z'],
  [schedule('us', 'm2', '2027-09-01'), '2027-02-09T15:00:00Z'],
  [{ do: 'hold-meeting', meeting: 'm1' }, '2027-02-11T15:00:00Z'],
  [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes') }, '2027-02-11T15:00:00Z'],
  [recordAction('m1', 'a1', 'us', '2027-06-01'), '2027-02-11T15:00:00Z'],
  [startInitiative('us', 'i1', 'II.B.4'), '2027-02-11T15:00:00Z'],
  [giveNotice('us', 'n1', '2027-02-11'), '2027-02-11T15:00:00Z'],
  [discontinueOn('us', 'd1', '2027-12-31'), '2027-02-12T15:00:00Z'],
];
const BEGUN = begun(pausable);
const discontinued: Step[] = [...BEGUN, ...decided(discontinueOn('us', 'd9', '2027-03-20'), '2027-03-01T15:00:00Z'), APRIL];

const succession = {
  ...{ do: 'record-successor' as const, successor: 'roads-2027', decision: 'superseded-by-roads-2027', title: 'Roads', on: '2027-03-01' },
  ...{ decided: { us: '2027-03-01', rok: '2027-03-01' }, document: text('Roads') },
};

/** An act of each name that could be recorded, were everything as it should be. */
const EXAMPLES: Record<Exclude<ActName, 'open'>, ActInput> = {
  sign: sign('us', '2027-01-05', { place: 'Gyeongju' }),
  confirm: confirm('us', '2027-01-20'),
  'give-notice': giveNotice('rok', 'n2', '2027-03-01'),
  'record-delivery': { ...deliver('n1', 'rok', '2027-03-01'), by: 'us' },
  'withdraw-notice': withdraw('us', 'n1'),
  propose: withdrawByDecision('us', 'd2', 'n1'),
  consent: consent('rok', 'd1'),
  decline: decline('rok', 'd1'),
  retract: retract('us', 'd1'),
  annul: { do: 'annul', reason: 'Opened twice' },
  'record-annex': { do: 'record-annex', annex: 'roads-annex', title: 'Annex on bridges' },
  'record-parent-end': { do: 'record-parent-end', parent: 'roads', expectedOn: '2030-01-05' },
  'record-successor': succession,
  correct: { do: 'correct', kind: 'initiative', of: 'i1', title: 'Another title', reason: 'A slip', document: text('Letter') },
  accede: {
    do: 'accede',
    participant: { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } },
    signatory: { name: 'A. N. Official', title: 'Minister' },
    signedOn: '2027-03-01',
    place: 'Tokyo',
    document: text('MOU original'),
  },
  'reschedule-meeting': { do: 'reschedule-meeting', by: 'us', meeting: 'm2', on: '2027-10-01' },
  pause: { do: 'pause', by: 'us' },
  resume: { do: 'resume', by: 'us' },
  'schedule-meeting': schedule('us', 'm3', '2027-10-01'),
  'hold-meeting': { do: 'hold-meeting', by: 'us', meeting: 'm2', heldOn: '2027-03-31' },
  'record-minutes': { do: 'record-minutes', by: 'us', meeting: 'm1', document: text('Minutes, corrected') },
  'approve-minutes': { do: 'approve-minutes', by: 'us', meeting: 'm1' },
  'cancel-meeting': { do: 'cancel-meeting', by: 'us', meeting: 'm2' },
  'record-action': { ...recordAction('m2', 'a2', 'us', '2027-06-01'), by: 'us' },
  'complete-action': { do: 'complete-action', by: 'us', meeting: 'm1', action: 'a1' },
  'start-initiative': startInitiative('us', 'i2', 'II.B.4'),
  'report-initiative': { do: 'report-initiative', by: 'us', initiative: 'i1', report: 'On course.' },
  'conclude-initiative': { do: 'conclude-initiative', by: 'us', initiative: 'i1' },
  'change-contacts': { do: 'change-contacts', by: 'us', contacts: [] },
  'register-key': { do: 'register-key', by: 'us', jwk: keyNamed('another').jwk },
  'revoke-key': { do: 'revoke-key', by: 'us', kid: KEYS.us.kid },
};

/** Over in three other ways than by discontinuation. */
const OVER_BEFORE: Trial[] = [
  operative(smallInstrumentWith({ duration: { clause: 'III.4', until: '2027-02-28' } })),
  [
    [open(smallInstrumentWith({ operative: { clause: 'III.1', rule: 'last-signature', lapses: 'P1M' } })), '2027-01-05T01:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
  ],
  [
    [open(), '2027-01-05T01:00:00Z'],
    [{ do: 'annul', reason: 'Opened twice' }, '2027-01-05T02:00:00Z'],
  ],
];

const { committee: _, cooperation: __, commencement: ___, notice: ____, ...fewTerms } = smallInstrumentInput.terms;
/** Nobody meets, works together or gives notice under it. */
const textOnly = Instrument.parse({ ...smallInstrumentInput, areas: [], terms: fewTerms });
const BEGUN_OF_TEXT_ONLY = begun(textOnly);

/** The fields in which an act states a date of its own. */
const datesOf = ({ do: name }: ActInput): string[] => {
  const { input } = ACTS[name];
  const shapes = 'shape' in input ? [input.shape] : input.options.map(({ shape }) => shape);
  return [...new Set(shapes.flatMap((shape) => Object.keys(shape)).filter((field) => field.endsWith('On')))];
};

/** Whatever the act: done as it should be, and then whatever can be wrong about who and when. */
const trialsOf = (act: ActInput): Trial[] => [
  ...OVER_BEFORE.map((before): Trial => [...before, [act, APRIL]]),
  // Of after the end, too: it does not come to light late.
  ...[...OVER_BEFORE, discontinued].flatMap((before) =>
    datesOf(act).map((field): Trial => [...before, [{ ...act, [field]: '2027-03-31' }, APRIL]]),
  ),
  [...BEGUN_OF_TEXT_ONLY, [act, APRIL]],
  ...datesOf(act).flatMap((field) => [FUTURE, EARLY].map((date): Trial => [...BEGUN, [{ ...act, [field]: date }, APRIL]])),
  [...BEGUN, [act, APRIL]],
  [[act, APRIL]],
  [...BEGUN, [{ ...act, colour: 'blue' }, APRIL]],
  [...BEGUN, [{ ...act, by: 'uk' }, APRIL]],
  // Under an id that another act has.
  [
    [{ ...open(pausable), id: 'taken' }, '2027-01-05T01:00:00Z'],
    [{ ...act, id: 'taken' }, APRIL],
  ],
  [
    [open(pausable), '2027-01-05T01:00:00Z'],
    [act, APRIL],
  ],
  [...BEGUN, [{ do: 'pause', by: 'us' }, '2027-03-01T15:00:00Z'], [act, APRIL]],
  [...discontinued, [act, APRIL]],
];

const opened = (instrument: Instrument): Step[] => [[open(instrument), '2027-01-05T01:00:00Z']];
/** The operative date moves to 25 January when this is taken. */
const laterSignature = decided(rectifySignature('us', 'late', 'us', '2027-01-25'), '2027-03-01T15:00:00Z');
const alone = smallInstrumentWith({ committee: { clause: 'III.5', name: 'Joint Committee Meeting', coChairs: ['us'] } });
const FUTURE = '2030-01-01';
const EARLY = '2027-01-01';

const BEGINNINGS: Trial[] = [
  [...opened({ ...smallInstrument, under: 'roads' }), ...inApril(EXAMPLES['record-parent-end'], EXAMPLES['record-parent-end'])],
  [...opened(smallInstrument), ...inApril(EXAMPLES['record-annex'], EXAMPLES['record-annex'])],
  [
    ...BEGUN,
    ...inApril(
      ...[{ uk: '2027-03-01' }, { us: '2027-01-04' }].map((decided) => ({ ...succession, decided })),
      { ...discontinueOn('us', 'd2', '2027-12-31'), proposedOn: '2027-03-01' },
      { ...consent('rok', 'd2'), consentedOn: '2027-03-01' },
      succession,
    ),
  ],
  [...BEGUN, ...inApril({ ...succession, decided: { us: '2027-03-01' } }, decline('rok', succession.decision), succession)],
  [...BEGUN, ...inApril({ ...succession, decision: 'd1' })],
  [...opened(pausable), [open(pausable), APRIL], [{ do: 'open', colour: 'blue' }, APRIL]],
  [
    [{ ...open(pausable), id: 'taken' }, '2027-01-05T01:00:00Z'],
    [{ ...open(confirming), id: 'taken' }, APRIL],
  ],
  [...opened(pausable), [sign('us', FUTURE), APRIL], [sign('us', '2027-01-05'), APRIL], [sign('us', '2027-01-06'), APRIL]],
  [...confirmed.slice(0, 1), [confirm('us', '2027-01-05'), '2027-01-06T15:00:00Z'], ...confirmed.slice(1, 3)],
  [...confirmed.slice(0, 3), [confirm('us', FUTURE), APRIL], ...confirmed.slice(3)],
  [...confirmed.slice(0, 4), [confirm('rok', '2027-01-16'), APRIL]],
  [
    ...operative(),
    ...inApril(confirm('us', '2027-03-20')),
    ...decided(modify('us', 'd1', replacing('/terms/operative/rule', 'mutual-confirmation')), APRIL),
    [confirm('us', '2027-03-20'), LATER],
  ],
  [...operative(), ...inApril({ ...EXAMPLES['change-contacts'], participant: 'rok' })],
];

const orLater = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P180D', from: 'delivery', orLater: true } });

const NOTICES: Trial[] = [
  [...operative(orLater), ...inApril({ ...giveNotice('us', 'n1', '2027-03-01'), takesEffectOn: '2027-02-28' })],
  [...BEGUN, ...inApril(giveNotice('us', 'n2', '2027-03-01'), giveNotice('rok', 'n2', FUTURE))],
  [...confirmed, ...inApril(giveNotice('us', 'n1', '2027-01-10'), giveNotice('us', 'n1', '2027-01-30'))],
  // A notice of before the operative date starts no period, and a fresh one may take its place.
  [...operative(), ...inApril(giveNotice('us', 'n1', EARLY), deliver('n1', 'rok', '2027-01-04'), giveNotice('us', 'n2', '2027-03-01'))],
  [...BEGUN, ...inApril(deliver('n1', 'rok', '2027-02-10'))],
  [...BEGUN, ...inApril(deliver('n9', 'rok', '2027-03-01'), deliver('n1', 'us', '2027-03-01'), deliver('n1', 'rok', FUTURE))],
  [...operative(), ...noticeDelivered, ...inApril(deliver('n1', 'rok', '2027-03-01'), withdraw('us', 'n9'))],
  [
    ...operative(),
    ...noticeDelivered,
    ...decided(withdrawByDecision('us', 'd1', 'n1'), '2027-03-01T15:00:00Z'),
    ...inApril(deliver('n1', 'rok', '2027-03-01'), withdraw('us', 'n1'), withdrawByDecision('us', 'd2', 'n1')),
  ],
  [
    ...operative(unilateral),
    ...noticeDelivered,
    ...inApril(giveNotice('rok', 'n2', '2027-03-01'), deliver('n2', 'us', '2027-03-02'), withdraw('rok', 'n1')),
    ...inApril({ ...withdraw('us', 'n1'), withdrawnOn: '2027-01-06' }, withdraw('us', 'n1')),
  ],
];

/** What a depositary received that is a Participant is recorded by itself, or by the keeper of the record. */
const LODGED: Trial[] = [
  [
    ...operative(smallInstrumentWith({ depositary: { clause: 'III.3', id: 'us' } })),
    [giveNotice('rok', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
    ...inApril({ ...deliver('n1', 'us', '2027-03-01'), by: 'rok' }),
  ],
];

const PROPOSALS: Trial[] = [
  [[open(pausable), '2027-01-05T01:00:00Z'], ...inApril(rectifySignature('us', 'd1', 'rok', '2027-01-04'))],
  [
    ...operative(),
    ...noticeDelivered,
    ...inApril(rectifyDelivery('us', 'd1', 'n1', '2027-01-20'), rectifyDelivery('us', 'd1', 'n1', '2027-02-01')),
  ],
  [
    ...threeOperative,
    [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-01'), '2027-02-02T15:00:00Z'],
    [rectifyDelivery('us', 'd1', 'n1', '2027-02-02'), '2027-02-03T15:00:00Z'],
    [consent('rok', 'd1'), '2027-02-03T15:00:00Z'],
    [deliver('n1', 'jp', '2027-02-01'), '2027-02-04T15:00:00Z'],
    ...inApril(rectifyDelivery('us', 'd2', 'n1', '2027-02-02'), consent('jp', 'd1')),
  ],
  [
    ...operative(),
    ...noticeDelivered,
    ...inApril(
      discontinueOn('us', 'd1', EARLY),
      modify('us', 'd1', replacing('/nothing', 'here')),
      withdrawByDecision('us', 'd1', 'n9'),
      rectifyDelivery('us', 'd1', 'n1', FUTURE),
    ),
  ],
  [
    ...operative(),
    [giveNotice('us', 'n1', EARLY), '2027-01-29T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-01'), '2027-02-01T15:00:00Z'],
    ...inApril(rectifyDelivery('us', 'd1', 'n1', '2027-01-04')),
  ],
  [...operative(neverWithdrawn), ...noticeDelivered, ...inApril(withdrawByDecision('us', 'd1', 'n1'))],
  [...BEGUN, ...inApril(consent('rok', 'd9'), decline('rok', 'd9'), retract('us', 'd9'))],
  [...BEGUN, ...inApril(consent('us', 'd1'), consent('rok', 'd1', text('Another')), decline('us', 'd1'), retract('rok', 'd1'))],
  [...BEGUN, ...inApril(retract('us', 'd1'), consent('rok', 'd1'), decline('rok', 'd1'), retract('us', 'd1'))],
];

/** What was possible when it was proposed, and is so no longer when the last consent comes. */
const OVERTAKEN: Trial[] = [
  [...operative(), [discontinueOn('us', 'd1', '2027-01-06'), '2027-02-01T15:00:00Z'], ...laterSignature, ...inApril(consent('rok', 'd1'))],
  [
    ...operative(),
    [modify('us', 'd1', [{ op: 'remove', path: '/areas/1' }]), '2027-02-01T15:00:00Z'],
    ...decided(modify('us', 'd2', [{ op: 'remove', path: '/areas/0' }]), '2027-03-01T15:00:00Z'),
    ...inApril(consent('rok', 'd1')),
  ],
  [
    ...operative(),
    ...noticeDelivered,
    [withdrawByDecision('us', 'd1', 'n1'), '2027-02-02T15:00:00Z'],
    ...decided(withdrawByDecision('us', 'd2', 'n1'), '2027-03-01T15:00:00Z'),
    ...inApril(consent('rok', 'd1')),
  ],
  [
    ...operative(),
    ...noticeDelivered,
    [withdrawByDecision('us', 'd1', 'n1'), '2027-02-02T15:00:00Z'],
    ...decided(modify('us', 'd2', replacing('/terms/noticeWithdrawal', 'never')), '2027-03-01T15:00:00Z'),
    ...inApril(consent('rok', 'd1')),
  ],
  // Two corrections to the same date: the second has nothing left to correct.
  [
    ...operative(),
    ...noticeDelivered,
    [rectifyDelivery('us', 'd1', 'n1', '2027-02-05'), '2027-02-10T15:00:00Z'],
    ...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-05'), '2027-03-01T15:00:00Z'),
    ...inApril(consent('rok', 'd1')),
  ],
  // The seat moves to where the day was over before the notice was written.
  [
    ...operative(),
    ...noticeDelivered,
    ...decided(modify('us', 'd1', replacing('/participants/1/seat/timeZone', 'Pacific/Honolulu')), '2027-03-01T15:00:00Z'),
    [rectifyDelivery('us', 'd2', 'n1', '2027-01-28'), '2027-03-02T15:00:00Z'],
    ...decided(modify('us', 'd3', replacing('/participants/1/seat/timeZone', 'Asia/Seoul')), '2027-03-03T15:00:00Z'),
    ...inApril(consent('rok', 'd2')),
  ],
  // The seat moves to where the day has not begun.
  [
    ...operative(),
    ...noticeDelivered,
    ...inApril(rectifyDelivery('us', 'd1', 'n1', '2027-04-02')),
    ...decided(modify('us', 'd2', replacing('/participants/1/seat/timeZone', 'Pacific/Honolulu')), '2027-04-01T16:00:00Z'),
    [rectifyDelivery('us', 'd3', 'n1', '2027-04-02'), '2027-04-01T16:00:00Z'],
    [consent('rok', 'd1'), '2027-04-01T16:00:00Z'],
  ],
  [
    ...operative(),
    [rectifySignature('us', 'd1', 'us', '2027-01-04'), '2027-01-06T15:00:00Z'],
    [giveNotice('us', 'n1', '2027-01-06'), '2027-01-06T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-01'), '2027-02-01T15:00:00Z'],
    [rectifyDelivery('us', 'd2', 'n1', '2027-01-20'), '2027-02-02T15:00:00Z'],
    ...laterSignature,
    ...inApril(consent('rok', 'd2')),
  ],
];

const TAKEN: Trial[] = [
  [...operative(), ...noticeDelivered, ...laterSignature],
  // The delivery turns out to lie before the corrected operative date: nothing is expected any more.
  [...operative(), ...noticeDelivered, ...decided(rectifySignature('us', 'd1', 'us', '2027-02-10'), '2027-03-01T15:00:00Z')],
  [...operative(), ...decided(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-01T15:00:00Z')],
  // Discontinued, and then the delivery turns out to have been later.
  [
    ...operative(),
    ...noticeDelivered,
    [modify('us', 'open', replacing('/title', 'Open')), '2027-03-01T15:00:00Z'],
    '2027-08-01T15:00:00Z',
    ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-20'), '2027-08-02T15:00:00Z'),
  ],
];

const acceding = smallInstrumentWith({ accession: { clause: 'II', rule: 'open' } });
const admitting = smallInstrumentWith({ accession: { clause: 'II', rule: 'by-decision' } });
const aYear = smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y' } });
const admit = (decision: string) => ({ ...proposal('us', decision), kind: 'admit', participant: 'jp' }) as const;
const withoutTerm = (decision: string, term: string) => modify('us', decision, [{ op: 'remove', path: `/terms/${term}` }]);

/** Possible when it was proposed, and no longer when it is consented to. */
const NO_LONGER_POSSIBLE: Trial[] = [
  ...(
    [
      [modify('us', 'd1', replacing('/title', 'One')), [modify('us', 'd2', replacing('/title', 'Two'))], smallInstrument],
      // Each is in order by itself: together they cite a clause that is gone.
      [
        modify('us', 'd1', replacing('/terms/commencement/clause', 'III.9')),
        [withoutTerm('d2', 'funds'), modify('us', 'd3', [{ op: 'remove', path: '/clauses/III.9' }])],
        smallInstrument,
      ],
      [extend('us', 'd1', '2028-12-31'), [extend('us', 'd2', '2029-12-31')], aYear],
      [admit('d1'), [withoutTerm('d2', 'accession')], admitting],
    ] as const
  ).map(
    ([proposed, others, instrument]): Trial => [
      ...operative(instrument),
      [proposed, '2027-03-01T15:00:00Z'],
      ...others.flatMap((other) => decided(other, '2027-03-02T15:00:00Z')),
      ...inApril(consent('rok', 'd1')),
    ],
  ),
  // Who had left belongs again: what the others decided without it is a proposal again, and cannot be withdrawn.
  [
    ...japanLeaving(),
    [withdrawByDecision('jp', 'd0', 'n1'), '2027-02-15T15:00:00Z'],
    [consent('us', 'd0'), '2027-02-15T15:00:00Z'],
    ...decided(modify('us', 'd1', replacing('/title', 'One'), '2027-06-01'), '2027-03-10T15:00:00Z'),
    [withdrawDecision('us', 'd2', 'd1'), '2027-03-10T15:00:00Z'],
    [{ ...consent('rok', 'd0'), consentedOn: '2027-02-20' }, '2027-03-20T15:00:00Z'],
    [consent('rok', 'd2'), '2027-03-20T15:00:00Z'],
    [consent('jp', 'd2'), '2027-03-20T15:00:00Z'],
  ],
  [
    ...operative(admitting),
    [admit('d1'), '2027-03-01T15:00:00Z'],
    ...decided(admit('d2'), '2027-03-02T15:00:00Z'),
    [EXAMPLES.accede, '2027-03-03T15:00:00Z'],
    ...inApril(consent('rok', 'd1'), consent('jp', 'd1')),
  ],
  // The end comes to lie before a decision that was taken meanwhile.
  [
    ...operative(smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' } })),
    [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
    [deliver('n1', 'rok', '2027-03-10'), '2027-03-10T15:00:00Z'],
    [rectifyDelivery('us', 'd1', 'n1', '2027-02-10'), '2027-03-20T15:00:00Z'],
    ...decided(modify('us', 'd2', replacing('/title', 'One')), '2027-03-25T15:00:00Z'),
    ...inApril(consent('rok', 'd1')),
  ],
];

const annulled = (annul: Record<string, unknown>): Trial => [
  ...opened(smallInstrument),
  [{ do: 'annul', reason: 'Opened twice', ...annul }, APRIL],
];

const NOT_FORESEEN: Trial[] = [
  annulled({ by: 'uk' }),
  annulled({ annulledOn: FUTURE }),
  [
    ...opened(smallInstrumentWith({ operative: { clause: 'III.1', rule: 'mutual-confirmation', confirmations: 'notes-only' } })),
    [sign('us', '2027-01-05'), '2027-01-06T15:00:00Z'],
  ],
  [...BEGUN, ...decided(withoutTerm('d2', 'committee'), '2027-03-02T15:00:00Z'), ...inApril({ do: 'hold-meeting', meeting: 'm2' })],
  [...BEGUN, ...inApril(extend('us', 'd2', '2028-12-31'), withdrawDecision('us', 'd3', 'd7'))],
  [...BEGUN, [decline('rok', 'd1'), '2027-03-01T15:00:00Z'], ...inApril(withdrawDecision('us', 'd2', 'd1'))],
  [...operative(acceding), ...inApril({ ...EXAMPLES.accede, signedOn: FUTURE })],
];

const EARLY_ANSWERS: Trial[] = [
  [
    ...BEGUN,
    ...inApril(
      { ...decline('rok', 'd1'), declinedOn: '2027-01-20' },
      { ...retract('us', 'd1'), retractedOn: '2027-01-20' },
      { do: 'report-initiative', initiative: 'i1', report: 'x', reportedOn: '2027-01-20' },
      { do: 'conclude-initiative', initiative: 'i1', concludedOn: '2027-01-20' },
      { do: 'reschedule-meeting', by: 'us', meeting: 'm9', on: '2027-09-01' },
      { do: 'reschedule-meeting', by: 'us', meeting: 'm1', on: '2027-09-01' },
      { do: 'reschedule-meeting', by: 'us', meeting: 'm2', on: EARLY },
      withdrawDecision('us', 'd2', 'd1'),
      { do: 'propose', by: 'us', decision: 'd2', kind: 'admit', participant: 'rok', document: text('Admission') },
    ),
  ],
  [...operative(smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y' } })), ...inApril(extend('us', 'd1', '2027-12-31'))],
  [
    ...operative(),
    ...decided(modify('us', 'd1', replacing('/title', 'One'), '2027-06-01'), '2027-03-01T15:00:00Z'),
    ...inApril(modify('us', 'd2', replacing('/title', 'Two'), '2027-05-01')),
  ],
  // Nothing takes effect after the end: the correction of the delivery would make it so.
  [
    ...operative(smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' } })),
    [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
    [deliver('n1', 'rok', '2027-03-10'), '2027-03-10T15:00:00Z'],
    ...decided(modify('us', 'd1', replacing('/title', 'One')), '2027-03-25T15:00:00Z'),
    ...inApril(rectifyDelivery('us', 'd2', 'n1', '2027-02-10')),
  ],
];

const PAUSES: Trial[] = [
  [...operative(), ...inApril({ do: 'pause', by: 'us' }, { do: 'resume', by: 'us' })],
  [
    ...operative(pausable),
    ...inApril({ do: 'resume', by: 'us' }, { do: 'pause', by: 'us' }, { do: 'resume', by: 'us', resumedOn: '2027-03-31' }),
  ],
  [
    ...operative(pausable),
    ...inApril({ do: 'pause', by: 'us', pausedOn: FUTURE }, { do: 'pause', by: 'us', pausedOn: EARLY }, { do: 'pause', by: 'us' }),
    ...inApril({ do: 'resume', by: 'us', resumedOn: FUTURE }, { do: 'resume', by: 'us', resumedOn: EARLY }, { do: 'resume', by: 'us' }),
  ],
  [
    ...operative(pausable),
    ...inApril({ do: 'pause', by: 'us' }),
    ...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/pause' }]), APRIL),
    [{ do: 'resume', by: 'us' }, LATER],
  ],
];

const unknownMeeting = (
  ['hold-meeting', 'record-minutes', 'approve-minutes', 'cancel-meeting', 'record-action', 'complete-action'] as const
).map((name) => ({ ...EXAMPLES[name], meeting: 'm9' }));

const COOPERATION: Trial[] = [
  [
    ...BEGUN,
    ...inApril(
      EXAMPLES['complete-action'],
      { do: 'correct', kind: 'action', of: 'm1/a1', dueOn: '2026-12-31', reason: 'A slip', document: text('Letter') },
      EXAMPLES['complete-action'],
      { ...EXAMPLES['complete-action'], action: 'a9' },
      { do: 'hold-meeting', meeting: 'm1' },
      { do: 'cancel-meeting', meeting: 'm1' },
      { do: 'record-minutes', meeting: 'm2', document: text('Minutes') },
      { do: 'approve-minutes', by: 'us', meeting: 'm2' },
      { do: 'approve-minutes', by: 'us', meeting: 'm1' },
      { do: 'approve-minutes', by: 'us', meeting: 'm1' },
      { do: 'approve-minutes', by: 'rok', meeting: 'm1' },
      { do: 'record-minutes', meeting: 'm1', document: text('Minutes, corrected') },
      { do: 'cancel-meeting', meeting: 'm2' },
      recordAction('m2', 'a2', 'us', '2027-06-01'),
      EXAMPLES['conclude-initiative'],
      EXAMPLES['conclude-initiative'],
      EXAMPLES['report-initiative'],
    ),
  ],
  [...BEGUN, ...inApril(...unknownMeeting)],
  [
    ...BEGUN,
    ...inApril(
      schedule('us', 'm3', EARLY),
      { do: 'hold-meeting', meeting: 'm2' },
      { do: 'hold-meeting', meeting: 'm2', heldOn: EARLY },
      recordAction('m1', 'a2', 'us', EARLY),
      { do: 'complete-action', meeting: 'm1', action: 'a1', completedOn: FUTURE },
      { do: 'complete-action', meeting: 'm1', action: 'a1', completedOn: EARLY },
      { do: 'approve-minutes', by: 'us', meeting: 'm1', document: text('Another') },
    ),
  ],
  [...begun(alone), ...inApril({ do: 'approve-minutes', by: 'rok', meeting: 'm1' })],
  [
    ...BEGUN,
    ...inApril(
      startInitiative('us', 'i2', 'IX'),
      startInitiative('us', 'i2', 'II.B.4', { commitsFunds: true }),
      ...(['report-initiative', 'conclude-initiative'] as const).flatMap((name) => [
        { ...EXAMPLES[name], initiative: 'i9' },
        { ...EXAMPLES[name], commitsFunds: true },
      ]),
    ),
  ],
];

const reminding = Instrument.parse({
  ...smallInstrumentInput,
  reminders: { commencement: ['P30D'], meeting: ['P7D'], action: ['P7D'], signature: ['P10D'], consent: ['P14D'] },
});

const TIME: Trial[] = [
  // Commencement closes what is open: a decision, the other's notice, an initiative.
  [...BEGUN, ...inApril(deliver('n1', 'rok', '2027-03-01'), giveNotice('rok', 'n2', '2027-03-02')), '2027-06-01T15:00:00Z', ENDED],
  [...operative(), ...decided(discontinueOn('us', 'd1', '2027-06-30'), APRIL), ENDED],
  // A modification that moves a seat moves the instant at which the date expected begins.
  [
    ...operative(),
    ...noticeDelivered,
    ...decided(modify('us', 'd1', replacing('/participants/0/seat/timeZone', 'Pacific/Honolulu'), '2027-05-01'), APRIL),
    ENDED,
  ],
  [...opened(reminding), [sign('us', '2027-01-05'), '2027-01-06T15:00:00Z'], APRIL],
  [...begun(reminding), ...inApril(deliver('n1', 'rok', '2027-03-01')), ENDED],
];

const signedAct = (act: Record<string, unknown>, key: TestKey = KEYS.us, at: string = APRIL) =>
  [
    signedWith(parseAct({ id: `${act.do}-${key.kid}-${at}-${JSON.stringify(act).length}`.slice(0, 100), ...act }), { key, mou: MOU, at }),
    at,
  ] as const;
const another = keyNamed('another');
const registering = { ...EXAMPLES['register-key'] };

/** Keys come and go. */
const SIGNED: Trial = [
  signedAct({ ...open(pausable), keys: { us: [KEYS.us.jwk] }, keeperKeys: [KEYS.keeper.jwk] }, KEYS.keeper, '2027-01-05T01:00:00Z'),
  signedAct({ ...registering, from: '2027-03-01T00:00:00Z' }),
  signedAct({ ...registering, until: '2027-03-01T00:00:00Z' }),
  signedAct(registering),
  signedAct({ ...registering, jwk: KEYS.us.jwk }),
  signedAct({ ...registering, by: 'uk' }, KEYS.keeper),
  signedAct({ do: 'revoke-key', by: 'us', kid: KEYS.keeper.kid }),
  signedAct({ do: 'revoke-key', by: 'us', kid: KEYS.us.kid, from: '2027-03-01T00:00:00Z' }),
  signedAct({ do: 'revoke-key', by: 'us', kid: KEYS.us.kid }),
  signedAct({ do: 'revoke-key', by: 'us', kid: KEYS.us.kid, reason: 'Again' }, another),
];

const atOnce = '2027-01-06T15:00:00Z';
const changingKeys = (decision: string, kid: string) => ({
  ...proposal('us', decision),
  kind: 'change-keys',
  keysOf: 'us',
  jwk: another.jwk,
  kid,
});
/** The Participants change keys by a decision. */
const KEYS_DECIDED: Trial = [
  signedAct(
    { ...open(pausable), keys: { us: [KEYS.us.jwk], rok: [KEYS.rok.jwk] }, keeperKeys: [KEYS.keeper.jwk] },
    KEYS.keeper,
    '2027-01-05T01:00:00Z',
  ),
  signedAct(sign('us', '2027-01-05'), KEYS.us, atOnce),
  signedAct(sign('rok', '2027-01-05'), KEYS.rok, atOnce),
  signedAct(changingKeys('d1', KEYS.rok.kid)),
  signedAct(changingKeys('d2', KEYS.us.kid)),
  signedAct(consent('rok', 'd2'), KEYS.rok),
];

/** The earlier of the papers comes to light last: by those recorded so far it had lapsed before. */
const lapsing: Instrument = Instrument.parse({
  ...three,
  terms: { ...three.terms, operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, after: 'P14D', lapses: 'P6M' } },
});
const signedLate: Trial = [
  [open(lapsing), ENDED],
  [sign('us', '2027-06-22'), ENDED],
  [sign('rok', '2027-06-22'), ENDED],
];
const earlier: Trial = [[sign('jp', '2027-01-05'), ENDED]];
const LAPSED_BEFORE: Trial[] = [
  [...signedLate, ...earlier],
  [...signedLate, [schedule('us', 'm1', '2027-09-01'), ENDED], ...earlier],
];

/** A log of an engine that had not checked it: of two modifications decided, the later no longer fits when its time comes. */
const unfitting = (witness: Witness): void => {
  const { log } = witness.watch([...operative(), ...decided(modify('us', 'd1', replacing('/title', 'Shorter'), '2027-05-01'), APRIL)]);
  const altered = log.map((event) =>
    event.type === 'DecisionProposed' ? { ...event, data: { ...event.data, patch: replacing('/nothing', 'here') } } : event,
  );
  witness.watch(['2027-06-01T00:00:00Z'], altered);
};

/** The lives with right answers, of memoranda of many shapes. */
const LIVES: Trial[] = await Promise.all(
  ['interplay', 'clauses', 'shelf', 'rules/withdrawal'].flatMap((folder) =>
    readdirSync(join(ROOT, 'test', 'scenarios', folder)).map(async (name): Promise<Trial> => {
      const { scenario, instrument } = await scenarioIn(`${folder}/${name}`);
      return scenario.steps.map(({ at, ...act }) =>
        act.do === 'look' ? at : [act.do === 'open' ? { ...act, mou: MOU, instrument } : act, at],
      );
    }),
  ),
);

/** Every story, told once for all that asks. */
let told: Witness | undefined;
const provoked = (): Witness => {
  if (told) return told;
  const witness = new Witness();
  for (const act of Object.values(EXAMPLES)) for (const trial of trialsOf(act)) witness.watch(trial);
  for (const trial of [
    ...BEGINNINGS,
    ...NOTICES,
    ...LODGED,
    ...PROPOSALS,
    ...OVERTAKEN,
    ...TAKEN,
    ...EARLY_ANSWERS,
    ...NO_LONGER_POSSIBLE,
    ...NOT_FORESEEN,
    ...LATE,
    ...PAUSES,
    ...COOPERATION,
    ...TIME,
    ...LAPSED_BEFORE,
    SIGNED,
    KEYS_DECIDED,
  ]) {
    witness.watch(trial);
  }
  witness.watch([...confirmed, [giveNotice('us', 'n1', '2027-02-01'), APRIL], [confirm('us', '2027-01-20'), ENDED]]);
  unfitting(witness);
  for (const [life, paper] of Object.values(GROUNDS)) witness.watch([...life, paper]);
  for (const life of LIVES) witness.watch(life);
  told = witness;
  return witness;
};

describe('The rule book', () => {
  test('stands at each method of the client, as it is in the repository', async () => {
    expect(await readFile(join(ROOT, 'client', 'act-methods.ts'), 'utf8'), 'run: npm run docs').toBe(actMethods());
  });

  test('is what `npm run docs` makes of the rules as they are', async () => {
    const written = await readFile(join(ROOT, 'docs', 'rule-book.md'), 'utf8');
    expect(written, 'run: npm run docs').toBe(ruleBook(await readInstrument('us-rok-tpd')));
  });

  test('can be made of any memorandum', async () => {
    for (const instrument of [await readInstrument('us-uk-tpd'), confirming, neverWithdrawn]) {
      expect(ruleBook(instrument)).toContain(instrument.title);
    }
  });

  test('lists every event and every refusal that an act can come to, and no other: each is provoked', () => {
    const { pairs } = provoked();
    const allowed = allowedPairs();
    expect([...pairs].filter((one) => !allowed.has(one))).toEqual([]);
    const listed = listedPairs();
    expect(listed.filter((one) => !pairs.has(one))).toEqual([]);
    const recorded = new Set([...pairs].map((one) => one.split(' → ')[1]));
    expect(CONSEQUENCES.filter((type) => !recorded.has(type))).toEqual([]);
  });

  test('lists every clause that an event cites, and no other: each is cited in one of these lives', () => {
    const { citations, wrong } = provoked();
    expect([...wrong]).toEqual([]);
    const listed = (Object.keys(EVENTS) as EventType[]).flatMap((type) => citesOf(type).map((term) => `${type} cites ${term}`));
    expect([...citations].sort()).toEqual(listed.sort());
  });

  test('has an example of every act', () => {
    expect(['open', ...Object.keys(EXAMPLES)].sort()).toEqual([...ACT_NAMES].sort());
  });
});
