/** What the JSON Schema says of a field by its path: for what is missing, and for what is not known there. */
import { type Described, describedInstrument } from '../schema.ts';

const WHOLE = describedInstrument();

const optionsOf = (node: Described): Described[] => node.oneOf ?? node.anyOf ?? [node];

const step = (nodes: readonly Described[], key: PropertyKey): Described[] =>
  nodes
    .flatMap(optionsOf)
    .map((node) => (typeof key === 'number' ? node.items : node.properties?.[String(key)]))
    .filter((node): node is Described => node !== undefined);

const at = (path: readonly PropertyKey[]): Described[] => path.reduce<Described[]>(step, [WHOLE]);

export const meaningOf = (path: readonly PropertyKey[]): string | undefined => at(path)[0]?.description;
