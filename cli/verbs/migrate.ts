/** `mou migrate`: brings the register's schema up to this version. */
import { migrate as migrateRegister } from '../../client/archive.ts';
import { answer, type Options } from '../output.ts';
import { registerPlace } from '../with-register.ts';

export const migrate = async (options: Options): Promise<void> => {
  const applied = await migrateRegister(await registerPlace());
  answer(options, { applied }, () => [
    applied.length === 0 ? "The register's tables are those of this version." : `Applied: ${applied.join(', ')}`,
  ]);
};
