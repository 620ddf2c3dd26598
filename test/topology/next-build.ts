/** A later version of the engine, as far as an upgrade is concerned: other rules, other numbers in the workflow, other tables. */
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../dev/paths.ts';

const changed = async (path: string, change: (text: string) => string): Promise<void> => {
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} is not as it was: nothing in it was changed`);
  await writeFile(path, after);
};

const TABLE = `{ up: async (db) => { await sql.raw('CREATE TABLE mou.remarks (mou text PRIMARY KEY, remark text); ALTER TABLE mou.memoranda ADD COLUMN remark text').execute(db); } }`;

/** By which every period is a day longer, what is listed is made otherwise, and a table and a column are added. Gives the worker's script. */
export const makeNextBuild = async (folder: string): Promise<string> => {
  await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  await cp(join(ROOT, 'instruments'), join(folder, 'instruments'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const inDist = (path: string): string => join(folder, 'dist', path);
  await changed(inDist('domain/calendar.js'), (code) => code.replace('.add(Temporal.Duration.from(period))', '$&.add({ days: 1 })'));
  await changed(inDist('register/projection.js'), (code) =>
    code.replace(/PROJECTION = (\d+)/, (_, version: string) => `PROJECTION = ${Number(version) + 1}`),
  );
  await changed(inDist('register/migrations/index.js'), (code) =>
    code.replace(/const MIGRATIONS = \{/, `$& '0900-remarks-additive': ${TABLE},`),
  );
  await changed(inDist('workflow-bundle.js'), (code) =>
    code.replaceAll(
      /^const ([A-Z_]{4,}) = ([\d_ *]+);/gm,
      (_, name: string, value: string) => `const ${name} = Math.ceil((${value}) / 2);`,
    ),
  );
  return inDist('worker/main.js');
};
