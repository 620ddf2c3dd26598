/** `npm run bench`: measures, prints a table, and ends with 1 where a target is missed. */
import { cpus, loadavg } from 'node:os';
import { measureDecider } from './decide.ts';
import { isMet, type Measured } from './measure.ts';
import { measureSimulate } from './simulate.ts';

const figure = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });

const targetOf = ({ target }: Measured): string => {
  if (!target) return '';
  return 'atLeast' in target ? `≥ ${figure(target.atLeast)}` : `< ${figure(target.below)}`;
};

const row = (one: Measured): string => {
  const verdict = one.target ? (isMet(one) ? 'met' : 'MISSED') : '';
  return `| ${one.what.padEnd(80)} | ${`${figure(one.value)} ${one.unit}`.padStart(16)} | ${targetOf(one).padStart(9)} | ${verdict.padEnd(6)} |`;
};

const [processor] = cpus();
console.log(`Node ${process.version}, ${cpus().length} × ${processor?.model}, load ${loadavg()[0]?.toFixed(1)}\n`);
console.log(`| ${'what'.padEnd(80)} | ${'measured'.padStart(16)} | ${'target'.padStart(9)} | ${''.padEnd(6)} |`);
console.log(`| ${'-'.repeat(80)} | ${'-'.repeat(14)}: | ${'-'.repeat(8)}: | ${'-'.repeat(6)} |`);
const measured = [...(await measureDecider()), ...measureSimulate()];
for (const one of measured) console.log(row(one));
if (!measured.every(isMet)) process.exitCode = 1;
