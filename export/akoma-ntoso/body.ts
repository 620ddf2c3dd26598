/** The text itself: preface, preamble, body and conclusions. */
import type { Instrument } from '../../domain/instrument.ts';
import { nameOf } from '../../domain/instrument.ts';
import type { Signature, State } from '../../domain/state.ts';
import { paragraphsOf } from '../paragraphs.ts';
import { block, inline, type Xml } from '../xml.ts';
import { participantId, signatoryId } from './naming.ts';
import { outlineOf, type Part } from './outline.ts';

type Clause = Instrument['clauses'][number];

const paragraphs = (text: string, within: string): Xml[] =>
  paragraphsOf(text).map((paragraph, at) => inline('p', { eId: `${within}__p_${at + 1}` }, paragraph));

const hierarchical = ({ clause, eId, parts }: Part): Xml => {
  const text = parts.length > 0 ? 'intro' : 'content';
  return block(
    'clause',
    { eId },
    inline('num', { eId: `${eId}__num` }, clause.id),
    clause.heading === undefined ? undefined : inline('heading', { eId: `${eId}__heading` }, clause.heading),
    block(text, { eId: `${eId}__${text}` }, ...paragraphs(clause.text, `${eId}__${text}`)),
    ...parts.map(hierarchical),
  );
};

const preambleOf = (clauses: readonly Clause[]): Xml | undefined => {
  const text = clauses.map((clause) => clause.text).join('\n');
  return clauses.length > 0 ? block('preamble', { eId: 'preamble' }, ...paragraphs(text, 'preamble')) : undefined;
};

const signature = (instrument: Instrument, { by, signatory, signedOn, place }: Signature): Xml =>
  inline(
    'p',
    { eId: `conclusions__${signatoryId(by)}` },
    inline(
      'signature',
      { refersTo: `#${participantId(by)}` },
      inline('organization', { refersTo: `#${participantId(by)}` }, nameOf(instrument, by)),
      ': ',
      inline('person', { refersTo: `#${signatoryId(by)}`, as: '#signatory' }, signatory.name),
      `, ${signatory.title}, ${place}, `,
      inline('date', { date: signedOn }, signedOn),
    ),
  );

const conclusionsOf = (clause: Clause | undefined, { instrument, signatures }: State): Xml | undefined =>
  clause || signatures.length > 0
    ? block(
        'conclusions',
        { eId: 'conclusions' },
        ...paragraphs(clause?.text ?? '', 'conclusions'),
        ...signatures.map((one) => signature(instrument, one)),
      )
    : undefined;

export const textOf = (state: State): (Xml | undefined)[] => {
  const { preamble, body, conclusions } = outlineOf(state.instrument);
  return [
    block(
      'preface',
      { eId: 'preface' },
      block(
        'longTitle',
        { eId: 'preface__longTitle' },
        inline('p', { eId: 'preface__longTitle__p_1' }, inline('docTitle', {}, state.instrument.title)),
      ),
    ),
    preambleOf(preamble),
    block('mainBody', { eId: 'body' }, ...body.map(hierarchical)),
    conclusionsOf(conclusions, state),
  ];
};
