/** What a query of Prometheus asks for, read by Prometheus' own grammar. */
import { parser } from '@prometheus-io/lezer-promql';

/** The names of the series. Throws where it is no query. */
export const seriesIn = (query: string): string[] => {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, name, from, to }) => {
      if (type.isError) throw new Error(`No query: ${query.slice(0, from)} ⟵ ${query.slice(from)}`);
      if (name === 'Identifier') names.push(query.slice(from, to));
    },
  });
  return names;
};
