/** What only a developer's machine needs, loaded when it is asked for: a production installation leaves its packages out. */
import { createRequire } from 'node:module';
import { NoService } from '../client/errors.ts';

const packageNamed = ({ message }: Error): string => /Cannot find package '([^']+)'/.exec(message)?.[1] ?? 'a package';

/** @param load imports a module of dev/. Throws `NoService` naming the packages where they are not installed. */
export const devKit = async <Module>(load: () => Promise<Module>): Promise<Module> => {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const { peerDependencies } = createRequire(import.meta.url)('mou-engine/package.json') as { peerDependencies: Record<string, string> };
    const ofTraces = (name: string): boolean => name.startsWith('@opentelemetry/');
    const packages = Object.entries(peerDependencies)
      .filter(([name]) => !ofTraces(name))
      .map(([name, range]) => `"${name}@${range}"`);
    throw new NoService(
      `${packageNamed(error as Error)} is not installed: this installation is for production. For a server of one's own: npm install ${packages.join(' ')}`,
    );
  }
};
