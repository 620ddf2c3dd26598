/** What survives the end, as the text has it. */
import type { Instrument } from '../domain/instrument.ts';

export const afterwards = ({ terms }: Instrument): string[] => {
  const { clause, initiatives, clauses = [] } = terms.afterwards ?? {};
  return [
    ...(initiatives === 'continue'
      ? [`Initiatives still under way go on until they are concluded (${clause}).`]
      : terms.cooperation
        ? ['The Participants are asked for a disposition of each initiative still under way.']
        : []),
    ...(clauses.length > 0
      ? [`${clauses.length === 1 ? 'This clause survives' : 'These clauses survive'} the end: ${clauses.join(', ')} (${clause}).`]
      : []),
  ];
};
