/**
 * `npm run bench`: the decider and a scenario; `npm run bench -- register`; `-- deadlines`; `-- temporal`;
 * `npm run bench -- desk`, or a part of it: `-- desk pages`. Prints a table, and
 * ends with 1 where a target is missed.
 */
import { cpus, loadavg } from 'node:os';
import { isMet, type Row, tableOf } from './row.ts';

const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

const measured = async ([what, ...args]: string[]): Promise<Row[]> => {
  switch (what) {
    case undefined: {
      const [{ measureDecider }, { measureSimulate }] = [await import('./decide.ts'), await import('./simulate.ts')];
      const { measureShelf } = await import('./shelf.ts');
      return [...(await measureDecider()), ...(await measureShelf()), ...measureSimulate()];
    }
    case 'register':
      return await (await import('./register.ts')).measureRegister();
    case 'deadlines':
      return await (await import('./register.ts')).measureDeadlines();
    case 'temporal':
      return await (await import('./temporal/main.ts')).measureTemporal(args);
    case 'desk':
      return await (await import('./desk.ts')).measureDesk(args);
    default:
      throw new Error(`${what}: what can be measured is nothing (the decider), register, deadlines, temporal or desk`);
  }
};

const before = load();
const rows = await measured(process.argv.slice(2));
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${before} before and ${load()} after\n`);
console.log(tableOf(rows));
if (!rows.every(isMet)) process.exitCode = 1;
