/** Whether an alert fires at what was really scraped: before the cause, and after it for as long as the rule wants. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT } from '../../dev/paths.ts';
import { promtool } from './promtool.ts';
import type { Sample } from './scraped.ts';

const nameOf = ({ name, labels }: Sample): string =>
  `${name}{${Object.entries({ job: 'mou-worker', instance: 'w', ...labels })
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** Ten minutes of what was before, and forty of what was after. */
const seriesOf = (before: readonly Sample[], after: readonly Sample[]) => {
  const earlier = new Map(before.map((one) => [nameOf(one), one.value]));
  return after
    .filter(({ value }) => Number.isFinite(value))
    .map((one) => {
      const was = earlier.get(nameOf(one));
      return { series: nameOf(one), values: `${was === undefined ? '_x9' : `${was}+0x9`} ${one.value}+0x40` };
    });
};

/** The alerts that fire 11 minutes after the cause and not before it, of those asked for. All of them where Prometheus' tool is not here. */
export const fired = async (alerts: readonly string[], before: readonly Sample[], after: readonly Sample[]): Promise<string[]> => {
  if (!promtool) return [...alerts];
  const folder = await mkdtemp(join(tmpdir(), 'mou-fires-'));
  const ofEngine = (all: readonly Sample[]) => all.filter(({ name }) => name.startsWith('mou_') && !name.includes('timestamp'));
  const input_series = seriesOf(ofEngine(before), ofEngine(after));
  const test = (alert: string) => {
    const expr = `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`;
    const fires = { expr, eval_time: '21m', exp_samples: [{ labels: '{}', value: 1 }] };
    return { name: alert, interval: '1m', input_series, promql_expr_test: [{ expr, eval_time: '9m', exp_samples: [] }, fires] };
  };
  const firing: string[] = [];
  try {
    for (const alert of alerts) {
      const file = join(folder, `${alert}.yml`);
      const rules = { rule_files: [join(ROOT, 'deploy', 'watch', 'alerts.yml')], evaluation_interval: '1m', tests: [test(alert)] };
      await writeFile(file, stringify(rules));
      const said = await promtool(['test', 'rules', file], folder);
      if (said === 'SUCCESS') firing.push(alert);
      else process.stderr.write(`${said}\n`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return firing;
};
