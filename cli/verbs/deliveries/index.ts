import type { Delivery } from '../../../client/index.ts';
import { asked } from '../../asking.ts';
import { answer } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';

const NOTE = 'Accepted says that the other side took the message. It is never delivery of a notice.';

const row = ({ key, channel, status, at, detail }: Delivery): string[] => [key, channel, status, at, detail];

export const verb: Verb = {
  usage: 'deliveries <id>',
  summary: 'Shows where each message stands: accepted by the other side, waiting, not accepted, or bounced.',
  examples: ['deliveries MOU', `deliveries MOU --json | jq '.deliveries[] | select(.status=="dead")'`],
  run: async (options, mou) => {
    const [all, { waiting, dead }] = await asked((client) => Promise.all([client.deliveries(mou), client.outbox(mou)]));
    answer(options, { mou, waiting, dead, deliveries: all }, () => [
      ...(all.length === 0 ? ['No message was sent yet.'] : table(['key', 'channel', 'status', 'at', ''], all.map(row))),
      '',
      `${waiting} still to be sent, ${dead} did not arrive. ${NOTE}`,
    ]);
  },
};
