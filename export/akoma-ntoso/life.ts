/** The life of the text: what happened to it and when, which version held until when, and who signed. */
import type { CivilDate } from '../../domain/calendar.ts';
import type { Version } from '../../projections/versions.ts';
import type { State } from '../../domain/state.ts';
import type { Dossier } from '../dossier.ts';
import { block, inline, type Xml } from '../xml.ts';
import { dateOf, decisionId, noticeId, participantId, signatoryId } from './naming.ts';

/** Akoma Ntoso's own words for the kinds of events, which its schema demands: not the memorandum's. */
type Kind = 'generation' | 'amendment' | 'repeal';
type Happening = { eId: string; date: CivilDate; kind: Kind; source: string };

/** The end, once it has come, and what brought it: a decision, a notice, or the term that the text itself sets. */
const endOf = ({ discontinuation, expiry, notices }: State): { date: CivilDate; source: string } | undefined => {
  const { commencedOn, notice, decision } = discontinuation ?? {};
  if (commencedOn && decision) return { date: commencedOn, source: decisionId(decision) };
  if (commencedOn && notice) return { date: commencedOn, source: noticeId(notice) };
  if (!expiry?.expiredOn) return undefined;
  const stopped = Object.entries(notices).find(([, { kind, status }]) => kind === 'non-renewal' && status === 'effective')?.[0];
  return { date: expiry.expiredOn, source: stopped ? noticeId(stopped) : 'original' };
};

/** One event for each version, and one for the end where it has come. */
const happeningsOf = ({ versions, state }: Dossier): Happening[] => {
  const happenings = versions.map((version): Happening => {
    const { decision } = version;
    const [kind, source] = decision === null ? (['generation', 'original'] as const) : (['amendment', decisionId(decision)] as const);
    return { eId: `e${version.version}`, date: dateOf(version), kind, source };
  });
  const end = endOf(state);
  return end ? [...happenings, { eId: `e${versions.length + 1}`, date: end.date, kind: 'repeal', source: end.source }] : happenings;
};

export const lifecycle = (dossier: Dossier): Xml =>
  block(
    'lifecycle',
    { source: '#register' },
    ...happeningsOf(dossier).map(({ eId, date, kind, source }) => inline('eventRef', { eId, date, type: kind, source: `#${source}` })),
  );

export const workflow = ({ state }: Dossier): Xml | undefined =>
  state.signatures.length + state.accessions.length > 0
    ? block(
        'workflow',
        { source: '#register' },
        ...[...state.signatures, ...state.accessions].map(({ by, signedOn }) =>
          inline('step', {
            date: signedOn,
            by: `#${participantId(by)}`,
            as: '#signatory',
            refersTo: `#${signatoryId(by)}`,
            outcome: '#signed',
          }),
        ),
      )
    : undefined;

export const periodId = ({ version }: Pick<Version, 'version'>): string => `period-v${version}`;

/** From when to when each version held; open at the end for the one that holds. */
export const temporalData = (dossier: Dossier): Xml | undefined => {
  if (dossier.state.operativeOn === null) return undefined;
  const happenings = happeningsOf(dossier);
  return block(
    'temporalData',
    { source: '#register' },
    ...dossier.versions.map((version, at) => {
      const [start, end] = [happenings[at], happenings[at + 1]];
      const interval = { start: `#${start?.eId}`, end: end && `#${end.eId}`, refersTo: '#operative' };
      return block('temporalGroup', { eId: periodId(version) }, inline('timeInterval', interval));
    }),
  );
};
