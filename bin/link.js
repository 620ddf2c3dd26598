// `npm ci` runs this: `npx mou` then finds the command of this checkout at once. Nothing is built, so that it needs no compiler.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../node_modules/.bin/', import.meta.url);
const link = fileURLToPath(new URL('mou', folder));

// Windows has no such links without privileges; there npx finds it its own way.
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../bin/mou.js', link);
}
