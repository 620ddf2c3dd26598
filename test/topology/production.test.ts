/** docs/production.md, command for command, on a PostgreSQL of Debian's with its tools: from nothing to new keys. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { unable } from './go.ts';
import { logOf, openOffice, type Office, postgresTools } from './office.ts';

const WITHIN_MS = 600_000;

/** Each block of the page's commands, after a line that says where it stands. */
const scriptOf = (page: string): string => {
  const parts = page.split(/^## (.*)$/m);
  const blocks = parts.flatMap((text, at) =>
    at % 2 === 1 ? [`echo "== $SECONDS s: ${text}"`] : [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block),
  );
  return ['set -euo pipefail', ...blocks, 'echo "== $SECONDS s: done"'].join('\n');
};

describe.skipIf(unable ?? !postgresTools)('the page on production', () => {
  let folder: string;
  let office: Office;
  let mail: MailCapture;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-office-'));
    mail = await MailCapture.start();
    office = await openOffice(folder, postgresTools as string, new URL(mail.url).port);
  });
  afterAll(async () => {
    await office?.stop();
    await mail?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'leads from nothing to an installation that is secured, backed up, restored, upgraded and has new keys',
    async () => {
      const script = scriptOf(office.here(await readFile(join(ROOT, 'docs', 'production.md'), 'utf8')));
      const options = {
        cwd: folder,
        env: office.environment,
        extendEnv: false,
        all: true,
        reject: false,
        stdin: 'ignore',
        timeout: WITHIN_MS,
      } as const;
      const { all, exitCode } = await execa('bash', ['-c', script], options);
      const logs = await Promise.all(['temporal', 'mou-worker', 'mou-desk'].map((unit) => logOf(office.environment.UNITS as string, unit)));
      process.stdout.write(`${all.match(/^== .*$/gm)?.join('\n')}\n`);
      expect(exitCode, `${all.slice(-3_000)}\n${logs.join('\n----\n')}`).toBe(0);
      expect(all).toContain('== ');
      expect(mail.mails.length).toBeGreaterThan(0);
    },
    WITHIN_MS + 30_000,
  );
});
