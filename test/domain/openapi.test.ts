/** The OpenAPI document: current, without a fault that a linter finds, and a client made of it compiles. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { generateSource } from 'oazapfts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../dev/paths.ts';
import { deskDocument } from '../../dev/rule-book/desk-document.ts';

const USE = `
import { defaults, getMemorandum, recordAct, streamEvents } from './client.ts';

defaults.baseUrl = 'https://desk.example';
defaults.headers = { Authorization: 'Bearer …' };

export const sign = async (mou: string): Promise<number> => {
  const act = {
    do: 'sign', by: 'us', signedOn: '2025-10-29', place: 'Gyeongju',
    signatory: { name: 'A', title: 'B' }, document: { title: 'C', sha256: '0'.repeat(64) },
  } as const;
  const answer = await recordAct(mou, act, { idempotencyKey: 'sign-us' });
  return answer.status === 201 ? answer.data.seq : -1;
};
export const status = async (mou: string): Promise<string> => {
  const answer = await getMemorandum(mou);
  // @ts-expect-error there is no such status
  if (answer.status === 200 && answer.data.status === 'in-force') return '';
  return answer.status === 200 ? answer.data.status : answer.data.code;
};
// @ts-expect-error there is no such act
export const jump = () => recordAct('m1', { do: 'jump' });
export { streamEvents };
`;

describe('the OpenAPI document', () => {
  let folder: string;
  beforeAll(async () => {
    // Within the checkout, where the client's runtime is found.
    folder = await mkdtemp(join(ROOT, 'node_modules', '.mou-openapi-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is the one in docs/', async () => {
    expect(JSON.parse(await readFile(join(ROOT, 'docs', 'openapi.json'), 'utf8'))).toEqual(deskDocument());
  });

  it('has nothing that a linter finds', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: JSON.stringify(deskDocument()), absoluteRef: join(tmpdir(), 'openapi.json'), config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`)).toEqual([]);
  });

  it('makes a client that compiles', { timeout: 60_000 }, async () => {
    const spec = join(folder, 'openapi.json');
    await writeFile(spec, JSON.stringify(deskDocument()));
    await writeFile(join(folder, 'client.ts'), await generateSource(spec, {}));
    await writeFile(join(folder, 'use.ts'), USE);
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      '--allowImportingTsExtensions',
      '--skipLibCheck',
      '--types',
      '',
    ];
    const { stdout } = await promisify(execFile)(tsc, [...options, 'use.ts'], { cwd: folder }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });
});
