import { KeyId } from '../keys.ts';
import { revokeKey as revoke } from '../rules/keys.ts';
import { ParticipantId, Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { from } from './register-key.ts';

export const revokeKey = defineAct({
  name: 'revoke-key',
  command: 'keys revoke',
  summary: 'Revokes a key: it signs nothing more. What it signed before stands.',
  who: 'Each holder for itself, with any of its keys.',
  term: 'operative',
  examples: ['keys revoke MOU --by us --kid kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'],
  fields: {
    by: ParticipantId.optional().describe('the Participant whose key it is; absent: the keeper of the record'),
    kid: KeyId.describe('the id of the key: its thumbprint'),
    from: from('the instant from which it no longer holds (default: the recording)'),
    reason: Prose.optional().describe('why'),
  },
  events: ['KeyRevoked'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'NOT_AUTHORISED', 'NOT_FORESEEN', 'RETROACTIVE'],
  afterTheEnd: () => true,
  rule: (recording, { do: _, by, ...key }) => revoke(recording, { by, of: by ?? null, ...key }, recording.clause('operative')),
});
