/** What is told of keys: each Participant should know with which keys others sign, and that a key was not put in by somebody else. */
import type { Occasion, Tellings } from './occasion.ts';

const holder = (of: string | null, occasion: Occasion): string => (of === null ? 'the keeper of the record' : occasion.name(of));
const briefly = (of: string | null, occasion: Occasion): string => (of === null ? 'the keeper of the record' : occasion.short(of));
const signer = ({ event }: Occasion, of: string | null): string =>
  of !== null && event.proof?.by === null ? ' The keeper of the record signed this, in the place of the Participant.' : '';

export const keys: Tellings<'KeyRegistered' | 'KeyRevoked'> = {
  KeyRegistered: ({ kid, of, from, until }, occasion) => ({
    headline: `A key of ${briefly(of, occasion)} was registered`,
    happened: `The key ${kid} of ${holder(of, occasion)} signs acts from ${from}${until === null ? '' : ` until ${until}`}.${signer(occasion, of)}`,
    follows: ['If that key is not known to its holder, tell the keeper of the record at once, in another way than this.'],
  }),
  KeyRevoked: ({ kid, of, from }, occasion) => ({
    headline: `A key of ${briefly(of, occasion)} was revoked`,
    happened: `The key ${kid} of ${holder(of, occasion)} signs nothing from ${from} on.${signer(occasion, of)}`,
    follows: ['What it signed before then stands.'],
  }),
};
