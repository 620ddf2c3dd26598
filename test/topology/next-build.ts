/** A later version of the engine, as far as an upgrade is concerned: other rules, other numbers in the workflow, other tables. */
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../dev/paths.ts';

const changed = async (path: string, change: Change): Promise<void> => {
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} is not as it was: nothing in it was changed`);
  await writeFile(path, after);
};

const TABLE = `{ up: async (db) => { await sql.raw('CREATE TABLE mou.remarks (mou text PRIMARY KEY, remark text); ALTER TABLE mou.memoranda ADD COLUMN remark text').execute(db); } }`;

type Change = (code: string) => string;
/**
 * By which every period is a day longer, what is listed is made otherwise, and a table and a column are added: of each module, in
 * words that its source and what is built of it have alike.
 */
export const CHANGES: Record<string, Change> = {
  'domain/calendar': (code) => code.replace('moved(date, period, 1)', "moved($&, 'P1D', 1)"),
  'register/projection': (code) => code.replace(/PROJECTION = (\d+)/, (_, version: string) => `PROJECTION = ${Number(version) + 1}`),
  'register/migrations/index': (code) => code.replace(/const MIGRATIONS\b.*= \{/, `$& '0900-remarks-additive': ${TABLE},`),
};

/** Gives the worker's script. */
export const makeNextBuild = async (folder: string): Promise<string> => {
  await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  await cp(join(ROOT, 'instruments'), join(folder, 'instruments'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const inDist = (path: string): string => join(folder, 'dist', path);
  for (const [module, change] of Object.entries(CHANGES)) await changed(inDist(`${module}.js`), change);
  await changed(inDist('workflow-bundle.js'), (code) =>
    code.replaceAll(
      /^const ([A-Z_]{4,}) = ([\d_ *]+);/gm,
      (_, name: string, value: string) => `const ${name} = Math.ceil((${value}) / 2);`,
    ),
  );
  return inDist('worker/main.js');
};
