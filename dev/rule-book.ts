/** `npm run docs`: writes docs/rule-book.md for the seed memorandum. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readInstrument } from '../instruments/index.ts';
import { print } from '../cli/output.ts';
import { ROOT } from './paths.ts';
import { ruleBook } from './rule-book/book.ts';

const path = join('docs', 'rule-book.md');
await writeFile(join(ROOT, path), ruleBook(await readInstrument('us-rok-tpd')));
print(`Written: ${path}`);
