/** `npm run docs`: writes docs/rule-book.md for the seed memorandum, docs/instruments.md, the client's docstrings, the desk's OpenAPI document, and the JSON Schemas of instruments, acts and scenarios. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { actSchema, scenarioSchema } from '../domain/json-schema.ts';
import { readInstrument } from '../instruments/index.ts';
import { instrumentSchema } from '../instruments/schema.ts';
import { print } from '../cli/output.ts';
import { ROOT } from './paths.ts';
import { actMethods } from './rule-book/act-methods.ts';
import { ruleBook } from './rule-book/book.ts';
import { deskDocument } from './rule-book/desk-document.ts';
import { instrumentsPage } from './rule-book/instruments-page.ts';
import { shelf } from './rule-book/shelf.ts';

const write = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await writeFile(join(ROOT, path), content);
  print(`Written: ${path}`);
};

await write('docs/rule-book.md', ruleBook(await readInstrument('us-rok-tpd')));
await write('client/act-methods.ts', actMethods());
await write('docs/instruments.md', instrumentsPage(await shelf()));
await write('docs/openapi.json', `${JSON.stringify(deskDocument(), null, 2)}\n`);
for (const [name, schema] of Object.entries({ instrument: instrumentSchema(), act: actSchema(), scenario: scenarioSchema() })) {
  await write(`instruments/schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
