import { asked } from '../../asking.ts';
import { answer, progress } from '../../output.ts';
import { readable } from '../../readable.ts';
import type { Verb } from '../../verb.ts';
import { counted } from '../../../projections/words.ts';

/** Reading the same mailbox again changes nothing. */
export const verb: Verb = {
  usage: 'bounces <mailbox>',
  summary: 'Reads what mail servers reported (RFC 3464) from an mbox file, a Maildir or a folder of .eml files, and records it.',
  examples: ['bounces /var/mail/register'],
  run: async (options, mailbox) => {
    const { reportsIn } = await import('../../../client/bounces.ts');
    const reports = await readable(mailbox, () => reportsIn(mailbox));
    const recorded: string[] = [];
    await asked(async (client) => {
      for (const { mou, ...bounce } of reports) {
        try {
          await client.recordBounce(mou, bounce);
          recorded.push(bounce.key);
        } catch (error) {
          // Of a message that no memorandum here knows of: the mailbox may serve another register too.
          if ((error as Error).name !== 'Refusal') throw error;
          progress(`${bounce.key}: ${(error as Error).message}`);
        }
      }
    });
    const keys = [...new Set(recorded)];
    answer(options, { reports: reports.length, recorded: keys }, () => [
      `${counted(reports.length, 'report')}, of ${counted(keys.length, 'message')} that were sent from here.`,
      ...keys,
    ]);
  },
};
