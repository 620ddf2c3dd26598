/** The last step of the build: `npx mou` finds the command in node_modules/.bin at once, instead of installing the checkout into its cache. */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.ts';

const command = join(ROOT, 'dist', 'cli', 'main.js');
const folder = join(ROOT, 'node_modules', '.bin');
const link = join(folder, 'mou');

chmodSync(command, 0o755);
// Windows has no such links without privileges; there npx does it its own way.
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(relative(folder, command), link);
}
