/** `mou migrate`: brings the register's schema up to this version. */
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';
import { registerPlace } from '../../with-register.ts';

export const verb: Verb = {
  usage: 'migrate',
  summary: "Brings the register's schema up to this version, as the owner of its database. A worker does it too where it may.",
  examples: ['migrate'],
  run: async (options) => {
    const { migrate } = await import('../../../client/archive.ts');
    const applied = await migrate(await registerPlace());
    answer(options, { applied }, () => [
      applied.length === 0 ? "The register's tables are those of this version." : `Applied: ${applied.join(', ')}`,
    ]);
  },
};
