// `npm ci` runs this: `npx mou` then finds the command of this checkout at once. Where the compiler is installed too, it is built.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../node_modules/.bin/', import.meta.url);
const link = fileURLToPath(new URL('mou', folder));

// Windows has no such links without privileges; there npx finds it its own way.
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../bin/mou.js', link);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const hasCompiler =
  existsSync(new URL('../node_modules/typescript', import.meta.url)) && existsSync(new URL('../tsconfig.build.json', import.meta.url));
if (hasCompiler && !existsSync(new URL('../dist/cli/main.js', import.meta.url))) {
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
}
