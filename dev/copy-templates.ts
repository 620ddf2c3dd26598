/** A part of the build: what the compiler leaves out, put beside the code that reads it. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

for (const path of ['activities/notify/templates', 'export/report/templates', 'desk/pages/templates', 'dev/no-temporal.toml']) {
  cpSync(join(ROOT, path), join(ROOT, 'dist', path), { recursive: true });
}
