/** Keys are an administrative matter: they change nothing under the memorandum, and go on after its end. */
import { PublicKey } from '../keys.ts';
import { registerKey as register } from '../rules/keys.ts';
import { Instant, ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';

/** From when it holds, or no longer holds. */
export const from = (meaning: string) => Instant.optional().meta({ flag: 'valid-from', description: meaning });

export const registerKey = defineAct({
  name: 'register-key',
  command: 'keys register',
  summary: 'Registers a further key of a Participant or, without `by`, of the keeper of the record.',
  who: 'Each holder for itself, by an act signed with an older key. The keeper for a Participant that has no key that holds.',
  term: 'operative',
  examples: ['keys register MOU --by us --jwk @new-key.json'],
  fields: {
    by: ParticipantId.optional().describe('the Participant whose key it is; absent: the keeper of the record'),
    jwk: PublicKey.describe('the public key, as a JSON Web Key'),
    from: from('the instant from which it holds (default: the recording)'),
    until: Instant.optional().meta({
      flag: 'valid-until',
      description: 'the instant from which it no longer holds (default: until it is revoked)',
    }),
  },
  events: ['KeyRegistered'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', 'NOT_FORESEEN', 'RETROACTIVE', 'TOO_EARLY'],
  afterTheEnd: () => true,
  rule: (recording, { do: _, by, ...key }) => register(recording, { by, of: by ?? null, ...key }, recording.clause('operative')),
});
