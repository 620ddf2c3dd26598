/** A modification of one clause, entered as its new text: it becomes the patch that replaces it. */
import type { State } from '../../domain/state.ts';
import type { Option, Values } from './form.ts';

export type ClauseForm = { clauses: Option[]; clause: string; text: string };

/** The clause that was chosen, with its text as it stands until another one is entered. */
export const textOfClause = ({ instrument }: State, values: Values): ClauseForm => {
  const clause = values.clause ?? '';
  const text = values.clauseText ?? instrument.clauses.find(({ id }) => id === clause)?.text.trim() ?? '';
  return { clauses: instrument.clauses.map(({ id, heading }) => ({ value: id, label: heading ? `${id} ${heading}` : id })), clause, text };
};

/** A patch that was written by hand stands above it. */
export const textAsPatch = (values: Values): Values => {
  const { clause, clauseText, patch = '' } = values;
  if (patch.trim() !== '' || !clause || clauseText === undefined) return values;
  return { ...values, patch: JSON.stringify([{ op: 'replace', path: `/clauses/${clause}/text`, value: clauseText }]) };
};
