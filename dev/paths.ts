/** Where the checkout is, from the sources and from dist/ alike: the nearest folder above with a package.json. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootAbove = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder)));

export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** The built worker: it runs in a process of its own, as in production. */
export const WORKER = join(ROOT, 'dist', 'worker', 'main.js');
