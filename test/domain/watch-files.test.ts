/** The rules, the dashboard and the page for operators: each number is one that the worker tells, each alert is explained and tested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../dev/paths.ts';
import { createMetrics } from '../../observe/metrics.ts';
import { seriesIn } from '../support/promql.ts';
import { promtool } from '../support/promtool.ts';
import { samplesIn } from '../support/scraped.ts';

const FOLDER = join(ROOT, 'deploy', 'watch');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

type Rule = { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string; runbook: string } };
const { groups } = parse(read('deploy', 'watch', 'alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

type Panel = { type: string; title: string; targets?: { expr: string }[] };
const { panels } = JSON.parse(read('deploy', 'watch', 'dashboard.json')) as { panels: Panel[] };
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** By Prometheus itself; and what the SDK tells, as a worker is seen to tell it in test/e2e/watched.test.ts. */
const OTHERS = ['up', 'temporal_worker_task_slots_available', 'temporal_sticky_cache_size'];

const { registry } = createMetrics('test');
const own = (await registry.getMetricsAsJSON()).map(({ name, type }) => ({ name, type: String(type) }));
const told = new Set([
  ...OTHERS,
  ...own.flatMap(({ name, type }) => (type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name])),
]);

describe('the alert rules and the dashboard', () => {
  it('ask for numbers that the worker tells, in queries that Prometheus understands', () => {
    const asked = [...rules.map(({ expr }) => expr), ...queries].flatMap(seriesIn);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => !told.has(name))).toEqual([]);
  });

  it('show every number of the engine', () => {
    const shown = new Set(
      [...rules.map(({ expr }) => expr), ...queries].flatMap(seriesIn).map((name) => name.replace(/_(bucket|count)$/, '')),
    );
    // Those are for a closer look, or say what the others say in another unit.
    const closer = ['mou_build_info', 'mou_dead_letters', 'mou_judge_seconds'];
    const names = own.map(({ name }) => name).filter((name) => name.startsWith('mou_') && !closer.includes(name));
    expect(names.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('are each explained: what it means, how to look, what to do', () => {
    const sections = read('docs', 'operations.md').split(/^### /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(rules.map(({ alert }) => alert));
    for (const section of sections) for (const part of ['**Means** ', '**Look** ', '**Do** ']) expect(section).toContain(`\n${part}`);
    for (const { alert, annotations, labels } of rules) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(labels.severity).toMatch(/^(critical|warning)$/);
    }
  });

  it('have a test of each alert', () => {
    const { tests } = parse(read('deploy', 'watch', 'alerts.test.yml')) as { tests: { name: string }[] };
    expect(tests.map(({ name }) => name)).toEqual(rules.map(({ alert }) => alert));
  });

  it('name each number in the page for operators', () => {
    const page = read('docs', 'operations.md');
    const names = own.map(({ name }) => name).filter((name) => name.startsWith('mou_'));
    expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });

  it.skipIf(!promtool)("fire in Prometheus' own tool, each for what it is there for and not before", async () => {
    expect(await promtool?.(['check', 'rules', 'alerts.yml'], FOLDER)).toBe('SUCCESS');
    expect(await promtool?.(['check', 'config', '--syntax-only', 'prometheus.yml'], FOLDER)).toBe('SUCCESS');
    expect(await promtool?.(['test', 'rules', 'alerts.test.yml'], FOLDER)).toBe('SUCCESS');
  });
});

it('begins to tell at nought what would otherwise come into being with its first failure', async () => {
  const samples = samplesIn(await registry.metrics());
  const atNought = (name: string) => samples.filter((one) => one.name === name && one.value === 0).length;
  expect([atNought('mou_judge_failures_total'), atNought('mou_appends_total')]).toEqual([2, 3]);
});
