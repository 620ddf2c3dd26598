#!/usr/bin/env node
// The `mou` command. The package holds what was built; a checkout that was not built yet is built first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = new URL('../dist/cli/main.js', import.meta.url);

if (!existsSync(main)) {
  process.stderr.write('Building once, some seconds …\n');
  // Standard output belongs to the command's own answer.
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) {
    process.stderr.write(`The command is not built, and could not be built. Run in ${root}: npm ci && npm run build\n`);
    process.exit(1);
  }
}
await import(main.href);
