/** Who signed, confirmed and joined, with the persons who did it (T, III.1). */
import { nameOf } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import type { Document } from '../../domain/values.ts';
import { plain } from '../../projections/words.ts';

export type SignatureRow = { what: string; by: string; signatory: string | null; on: string; place: string | null; document: Document };

export const signaturesOf = ({ instrument, signatures, confirmations, accessions }: State): SignatureRow[] => [
  ...signatures.map(({ by, signatory, signedOn, place, document }) => ({
    what: 'signed',
    by: nameOf(instrument, by),
    signatory: plain(`${signatory.name}, ${signatory.title}`),
    on: signedOn,
    place: plain(place),
    document,
  })),
  ...accessions.map(({ by, signatory, signedOn, place, document }) => ({
    what: 'joined',
    by: nameOf(instrument, by),
    signatory: plain(`${signatory.name}, ${signatory.title}`),
    on: signedOn,
    place: plain(place),
    document,
  })),
  ...confirmations.map(({ by, confirmedOn, receivedOn, document }) => ({
    what: receivedOn ? `confirmed, received on ${receivedOn}` : 'confirmed',
    by: nameOf(instrument, by),
    signatory: null,
    on: confirmedOn,
    place: null,
    document,
  })),
];
