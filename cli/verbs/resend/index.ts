import { asked } from '../../asking.ts';
import { UsageError } from '../../failure.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'resend <id>',
  summary: 'Sends messages again, each under its own key.',
  examples: ['resend MOU --all', 'resend MOU --key MOU/7/rok'],
  options: [
    { flag: '--key <key>', help: 'this message, by its key' },
    { flag: '--all', help: 'every message that did not arrive' },
  ],
  run: async (options, mou) => {
    const key = options.key as string | undefined;
    if ((key === undefined) === (options.all !== true)) throw new UsageError('give either --key KEY, as mou deliveries shows it, or --all');
    const keys = await asked((client) => client.resend(mou, key === undefined ? null : [key]));
    answer(options, { mou, resending: keys }, () =>
      keys.length === 0 ? ['Nothing is to be sent again.'] : ['Being sent again:', ...keys],
    );
  },
};
