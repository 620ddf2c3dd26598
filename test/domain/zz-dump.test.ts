import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { fullLives } from '../support/lives.ts';
test('d', () => {
  writeFileSync('/tmp/dump.txt', fullLives().flatMap((l) => l.notifications().filter((n) => n.recipient === 'rok')).map((n) => `## ${n.seq} ${n.type} ${n.on} by ${n.by} [${n.clause.id}]\n# ${n.headline}\n${n.happened}\n${n.follows.map((f) => ` - ${f}`).join('\n')}\n${n.dates.map((d) => `   * ${d.date} ${d.what} exp=${d.expected}: ${d.sentence} | ${d.rule} | ${d.inputs.map((i) => i.name + '=' + i.value).join('; ')}`).join('\n')}`).join('\n\n'));
});
