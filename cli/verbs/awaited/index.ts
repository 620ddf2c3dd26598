/** `mou awaited`: what is waited for, of one memorandum or of all. */
import type { Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'awaited [id]',
  summary: 'Lists what is waited for, of whom, since when and until when: of one memorandum, or of all that the register keeps.',
  examples: ['awaited', 'awaited MOU', 'awaited --of rok --what consent'],
  options: [
    { flag: '--of <participant>', help: 'what is waited for of this Participant' },
    { flag: '--what <kind>', help: 'signature, confirmation, consent, delivery, approval, action or disposition' },
  ],
  run: async (options, mou) => {
    const { awaited } = await import('./awaited.ts');
    await awaited(mou, options);
  },
};
