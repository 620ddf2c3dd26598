/** What a memorandum mostly consists of: years of cooperation, in which everything that is begun is also ended. */
import type { ActInput } from '../domain/acts/index.ts';
import { addDays } from '../domain/calendar.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import type { Scenario } from '../domain/scenario.ts';

const document = (title: string) => ({ title, sha256: fingerprint(title) });
const signatory = { name: 'A. N. Official', title: 'Minister' };

/** An act, and the day of the year on which it is recorded. */
type Planned = [day: number, act: ActInput];

export const signatures = (signedOn: string): ActInput[] =>
  ['rok', 'us'].map((by) => ({ do: 'sign', by, signatory, signedOn, place: 'Gyeongju', document: document('MOU original') }));

const initiative = (year: number, reports: number): Planned[] => {
  const id = `i${year}`;
  const report = `Quarter's report of ${id}: the link between the two test beds is up, and was measured over ninety days without a fault.`;
  return [
    [10, { do: 'start-initiative', by: 'us', initiative: id, area: 'II.B.4', title: `Test bed ${year}` }],
    ...Array.from(
      { length: reports },
      (_, n): Planned => [
        20 + Math.floor((n * 300) / reports),
        { do: 'report-initiative', by: n % 2 === 0 ? 'rok' : 'us', initiative: id, report },
      ],
    ),
    [330, { do: 'conclude-initiative', by: 'us', initiative: id, outcome: 'Built' }],
  ];
};

const meeting = (year: number, dateOf: (day: number) => string): Planned[] => {
  const id = `m${year}`;
  return [
    [40, { do: 'schedule-meeting', by: 'rok', meeting: id, on: dateOf(70), place: 'Seoul', agenda: ['Quantum', 'Standards'] }],
    [71, { do: 'hold-meeting', meeting: id }],
    [72, { do: 'record-minutes', meeting: id, document: document(`Minutes of ${id}`) }],
    [73, { do: 'record-action', meeting: id, action: 'a1', owner: 'us', what: 'Draft the roadmap', dueOn: dateOf(120) }],
    [73, { do: 'record-action', meeting: id, action: 'a2', owner: 'rok', what: 'Name a contact', dueOn: dateOf(130) }],
    [80, { do: 'approve-minutes', by: 'us', meeting: id }],
    [81, { do: 'approve-minutes', by: 'rok', meeting: id }],
    [110, { do: 'complete-action', meeting: id, action: 'a1' }],
    [140, { do: 'complete-action', meeting: id, action: 'a2' }],
  ];
};

const modification = (year: number): Planned[] => {
  const text = document(`Modification ${year}`);
  const value = `Technology Prosperity Deal as modified in year ${year}`;
  const patch: Extract<ActInput, { do: 'propose'; kind: 'modify' }>['patch'] = [{ op: 'replace', path: '/title', value }];
  return [
    [200, { do: 'propose', by: 'us', decision: `d${year}`, kind: 'modify', patch, document: text }],
    [205, { do: 'consent', by: 'rok', decision: `d${year}`, document: text }],
  ];
};

/**
 * The acts of one year in their order: 13 and its reports.
 *
 * @param dateOf the civil date of a day of that year
 */
export const busyYear = (year: number, reports: number, dateOf: (day: number) => string): Planned[] =>
  [...initiative(year, reports), ...meeting(year, dateOf), ...modification(year)].sort(([a], [b]) => a - b);

/** Acts without end, all of them of one day: for what depends on how many there are, and not on when. */
export function* busyActs(on: string): Generator<ActInput> {
  for (let year = 1; ; year += 1) for (const [, act] of busyYear(year, 40, () => on)) yield act;
}

/** Signed on 5 January 2027; then so many years, at whose end it is looked at. */
export const busyYears = (mou: string, years: number, reports = 6): Scenario => {
  const dateOf = (year: number) => (day: number) => addDays(`${2026 + year}-01-05`, day);
  const step = (date: string, hour: number, act: object) => ({ at: `${date}T${hour}:00:00Z`, ...act });
  const life = Array.from({ length: years }, (_, n) => {
    const on = dateOf(n + 1);
    return busyYear(n + 1, reports, on).map(([day, act]) => step(on(day), 15, act));
  }).flat();
  const opening = [{ do: 'open' as const }, ...signatures('2027-01-05')].map((act, n) => step('2027-01-05', 10 + n, act));
  const end = { at: `${2026 + years + 1}-01-04T00:00:00Z`, do: 'look' };
  return { instrument: 'us-rok-tpd', mou, steps: [...opening, ...life, end] as Scenario['steps'] };
};
