/** A memorandum with something of everything that an export shows: the seed in full, modified twice, and a period that runs. */
import { parseInstant } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { type Dossier, dossierOf } from '../../export/dossier.ts';
import { readInstrument } from '../../instruments/index.ts';
import { consented, delivered, Life, type Moment, noticeGiven, proposed, signed } from './lives.ts';

export const seed = await readInstrument('us-rok-tpd');
const at = (id: string) => `/clauses/${seed.clauses.findIndex((clause) => clause.id === id)}`;
const quantum = seed.clauses.find(({ id }) => id === 'II.B.4')?.text ?? '';
const document = { title: 'Minutes', sha256: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13' };

const moments: Moment[] = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
  ['2027-01-24T15:00:00Z', { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Quantum network test bed' }],
  [
    '2027-02-10T15:00:00Z',
    { do: 'schedule-meeting', by: 'rok', meeting: 'm1', on: '2027-03-02', place: 'Seoul', agenda: ['Quantum', '6G'] },
  ],
  ['2027-03-02T08:00:00Z', { do: 'hold-meeting', by: 'rok', meeting: 'm1' }],
  ['2027-03-03T08:00:00Z', { do: 'record-minutes', by: 'rok', meeting: 'm1', document }],
  [
    '2027-03-03T09:00:00Z',
    { do: 'record-action', meeting: 'm1', action: 'a1', owner: 'us', what: 'Draft the roadmap', dueOn: '2027-09-01' },
  ],
  proposed('2027-03-10T15:00:00Z', 'us', 'd1', {
    kind: 'modify',
    title: 'Quantum sensing is named',
    effectiveOn: '2027-04-15',
    patch: [
      {
        op: 'replace',
        path: `${at('II.B.4')}/text`,
        value: quantum.replace('quantum technologies,', 'quantum computing and quantum sensing,'),
      },
      { op: 'replace', path: '/title', value: 'Memorandum of Understanding Regarding the U.S.-R.O.K. Technology Prosperity Deal' },
    ],
  }),
  consented('2027-03-20T01:00:00Z', 'rok', 'd1'),
  noticeGiven('2027-04-20T15:00:00Z', 'us', 'n1', '2027-04-20'),
  delivered('2027-04-26T02:00:00Z', 'n1', 'rok', '2027-04-26', 'Seoul'),
  proposed('2027-05-10T15:00:00Z', 'us', 'd2', { kind: 'withdraw-notice', notice: 'n1', title: 'The notice is withdrawn' }),
  consented('2027-05-18T01:00:00Z', 'rok', 'd2'),
  proposed('2027-06-01T15:00:00Z', 'rok', 'd3', {
    kind: 'modify',
    title: 'A sentence on standards, and biotechnology apart',
    effectiveOn: '2027-07-01',
    patch: [
      {
        op: 'replace',
        path: `${at('II.B.4')}/text`,
        value: `${quantum.replace('quantum technologies,', 'quantum computing, networking and quantum sensing,')} They intend to exchange drafts of standards early.`,
      },
      { op: 'remove', path: at('II.A.4') },
      { op: 'remove', path: `/areas/${seed.areas.findIndex(({ id }) => id === 'II.A.4')}` },
    ],
  }),
  consented('2027-06-10T15:00:00Z', 'us', 'd3'),
  noticeGiven('2027-08-02T02:00:00Z', 'rok', 'n2', '2027-08-02'),
  delivered('2027-08-09T15:00:00Z', 'n2', 'us', '2027-08-09', 'Washington'),
  '2027-10-01T00:00:00Z',
];

export const rich = new Life(moments, { mou: 'us-rok-tpd', instrument: seed });
export const richNow = parseInstant('2027-10-15T12:00:00Z');

/** The dossier of a log, as made at an instant; by default when the log ends. */
export const dossier = (log: readonly Event[], asOf: Parameters<typeof dossierOf>[1] = {}, now?: number): Dossier => {
  const made = dossierOf(log, asOf, now ?? parseInstant(log.at(-1)?.at ?? ''));
  if (!made) throw new Error('Nothing was known');
  return made;
};
