/** `mou verify`, `checkpoint` and `import` as a script runs them: with a register alone, and an outsider with files alone. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOf } from '../../cli/verbs/list/index.ts';
import { verb as verify } from '../../cli/verbs/verify/index.ts';
import { type Dossier, dossierOf } from '../../export/dossier.ts';
import { exportDocument } from '../../export/json.ts';
import type { Event } from '../../domain/events.ts';
import type { ListAsked, Register } from '../../register/port.ts';
import { type Ground, logOf, startGround } from '../register/support.ts';
import { mou, mouJson } from '../support/service.ts';

describe('the register, by command', () => {
  let ground: Ground;
  let register: Register;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const withRegister = () => ({ env: { DATABASE_URL: ground.url } });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-register-cli-'));
    ground = await startGround();
    register = await ground.register();
    for (const id of ['m1', 'm2', 'm3']) await register.append(id, logOf(id).slice(0, 5));
  });
  afterAll(async () => {
    await ground.end();
    await rm(folder, { recursive: true });
  });

  describe('mou checkpoint', () => {
    it('makes a key once, says so, and signs with it from then on', async () => {
      const sign = async (out: string) =>
        await mou(['checkpoint', '--signing-key', file('key.pem'), '--out', file(out), '--json'], withRegister());
      const [first, second] = [await sign('first.json'), await sign('second.json')];
      expect(first.stderr).toContain(`A signing key was made: ${file('key.pem')}`);
      expect(second.stderr).toBe('');
      expect(JSON.parse(first.stdout).publicKey).toBe(JSON.parse(second.stdout).publicKey);
      expect((await stat(file('key.pem'))).mode & 0o777).toBe(0o600);
    });

    it.each([
      ['no key', 'no key at all', /--signing-key: .*bad\.pem holds no key/],
      [
        'a key of another kind',
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
        /must be an Ed25519 key, and is ec/,
      ],
    ])('does not sign with a file that holds %s', async (_, content, message) => {
      await writeFile(file('bad.pem'), content);
      const { exitCode, json } = await mouJson(
        ['checkpoint', '--signing-key', file('bad.pem'), '--out', file('none.json')],
        withRegister(),
      );
      expect(exitCode).toBe(2);
      expect(json.error).toMatchObject({ code: 'INVALID', message: expect.stringMatching(message) });
      await expect(readFile(file('none.json'))).rejects.toThrow('ENOENT');
      expect(await readFile(file('bad.pem'), 'utf8')).toBe(content);
    });

    it('makes no key where no register answers', async () => {
      const args = ['checkpoint', '--signing-key', file('never.pem'), '--out', file('none.json')];
      const without = await mouJson(args, { env: { DATABASE_URL: '', MOU_DATA: folder } });
      expect(without).toMatchObject({ exitCode: 5, json: { error: { message: expect.stringContaining('No register is known') } } });
      await expect(readFile(file('never.pem'))).rejects.toThrow('ENOENT');
    });

    it('makes no key in a folder that is not there', async () => {
      const { exitCode } = await mouJson(
        ['checkpoint', '--signing-key', file('nowhere/key.pem'), '--out', file('none.json')],
        withRegister(),
      );
      expect(exitCode).toBe(2);
    });
  });

  describe('mou verify', () => {
    /** As an export is made, at an earlier moment or now. */
    const exported = async (id: string, knownUntil?: number): Promise<string> => {
      const log = (await register.events(id)).slice(0, knownUntil);
      await writeFile(file(`${id}.json`), JSON.stringify(exportDocument(dossierOf(log, {}, Date.now()) as Dossier)));
      return file(`${id}.json`);
    };
    const verified = async (...args: string[]) => await mouJson(['verify', ...args]);
    let publicKey: string;
    const signed = () => ['--checkpoint', file('signed.json'), '--public-key', publicKey];

    it('is given a checkpoint, its heads and extracts, and takes none for another', async () => {
      const args = ['checkpoint', '--signing-key', file('key.pem'), '--out', file('signed.json'), '--extract-of', 'm2'];
      ({ publicKey } = (await mouJson(args, withRegister())).json);
      expect(await mouJson(args, withRegister())).toMatchObject({
        exitCode: 2,
        json: { error: { message: expect.stringContaining('signed.json is there already') } },
      });
      expect(await mouJson([...args, '--force', '--extract-of', 'm9'], withRegister())).toMatchObject({
        exitCode: 4,
        json: { error: { code: 'UNKNOWN_MOU', message: '--extract-of: the register holds no memorandum m9' } },
      });
      await register.append('m2', logOf('m2'));
      await register.append('m4', logOf('m4'));
    });

    it('tells an outsider that an extract, and an export with the heads or the extract, are what was signed', async () => {
      const extract = file('signed.extract.m2.json');
      const covered = [{ mou: 'm2', seq: 5 }];
      expect(await verified(...signed(), '--extract', extract)).toMatchObject({ exitCode: 0, json: { ok: true, covered } });
      const m2 = await exported('m2');
      expect(await verified(...signed(), '--extract', extract, '--export', m2)).toMatchObject({ exitCode: 0, json: { covered } });
      const heads = ['--heads', file('signed.heads.json')];
      expect(await verified(...signed(), ...heads, '--export', m2, '--export', await exported('m1'))).toMatchObject({
        json: { ok: true, covered: [...covered, { mou: 'm1', seq: 5 }] },
      });
      const { stdout } = await mou(['verify', ...signed().slice(0, 2), ...heads, '--export', m2]);
      expect(stdout).toContain('as it says itself: --public-key makes sure whose that is');
      expect(stdout).toContain('m2: events 1 to 5 are what was signed; head');
    });

    it('tells an outsider what was not signed', async () => {
      const heads = ['--heads', file('signed.heads.json')];
      const problems = async (path: string) => await verified(...signed(), ...heads, '--export', path);
      expect(await problems(await exported('m4'))).toMatchObject({
        exitCode: 3,
        json: { ok: false, problems: ['m4: it is not among the heads and extracts given'], covered: [] },
      });
      expect((await problems(await exported('m1', 4))).json.problems).toEqual(['m1: the checkpoint signs 5 events, and there are 4']);
      const changed = JSON.parse(await readFile(await exported('m3'), 'utf8'));
      changed.events[1].by = 'us';
      await writeFile(file('changed.json'), JSON.stringify(changed));
      expect((await problems(file('changed.json'))).json.problems).toEqual([expect.stringContaining('changed.json: event 2')]);
    });

    it('holds the register against an earlier checkpoint, with the heads beside it', async () => {
      const since = ['verify', '--since', file('signed.json'), '--public-key', publicKey];
      expect((await mouJson(since, withRegister())).json).toMatchObject({ ok: true, memoranda: 4 });
      // Rewritten together with its hashes, and removed: by the owner of the tables.
      await ground.sql('alter table mou.events disable trigger user; grant all on mou.events to current_user');
      await ground.sql(`delete from mou.events where mou in ('m1', 'm3')`);
      await ground.sql(`delete from mou.memoranda where mou in ('m1', 'm3')`);
      await ground.sql('alter table mou.events enable always trigger events_are_kept; revoke all on mou.events from current_user');
      await ground.sql(
        'alter table mou.events enable always trigger events_are_chained; grant select, insert on mou.events to current_user',
      );
      await register.reproject('m1');
      await register.append(
        'm1',
        logOf('m1').map((event) => (event.seq === 2 ? { ...event, at: '2027-01-05T06:00:01Z' } : event)),
      );
      expect((await mouJson(['verify'], withRegister())).json).toMatchObject({ ok: true });
      expect(await mouJson(since, withRegister())).toMatchObject({
        exitCode: 3,
        json: {
          findings: [
            { mou: 'm1', seq: 5, wrong: 'hash-differs' },
            { mou: 'm3', seq: 5, wrong: 'row-missing' },
          ],
        },
      });
      expect(await mouJson(['verify', 'm3', ...since.slice(1)], withRegister())).toMatchObject({ exitCode: 3, json: { memoranda: 0 } });
      expect(await mouJson(['verify', 'm9', ...since.slice(1)], withRegister())).toMatchObject({ exitCode: 4 });
    });

    it('holds the register against no list that was not signed', async () => {
      const heads = JSON.parse(await readFile(file('signed.heads.json'), 'utf8'));
      await writeFile(file('other.json'), JSON.stringify([{ ...heads[0], seq: 4 }, ...heads.slice(1)]));
      const { exitCode, json } = await mouJson(['verify', '--since', file('signed.json'), '--heads', file('other.json')], withRegister());
      expect({ exitCode, problems: json.problems }).toEqual({
        exitCode: 3,
        problems: ['The heads are not those that the checkpoint signs'],
      });
    });

    it.each<[string | undefined, Record<string, unknown>, string]>([
      ['m1', { checkpoint: 'c.json' }, 'ID: does not go with --checkpoint'],
      ['m1', { export: ['e.json'] }, 'ID: does not go with --export'],
      [undefined, { extract: ['e.json'] }, '--extract: does not go with the register alone'],
      [undefined, { heads: 'h.json', export: ['e.json'] }, '--heads: does not go with --export'],
      ['m1', { publicKey: 'k' }, '--public-key: does not go with the register alone'],
      [undefined, { since: 'c.json', export: ['e.json'] }, '--export: does not go with --since'],
      [undefined, { since: 'c.json', checkpoint: 'd.json' }, '--checkpoint: does not go with --since'],
      [undefined, { export: ['a.json', 'b.json'] }, '--export: one at a time'],
      [undefined, { checkpoint: 'c.json', export: ['e.json'] }, '--export: with --checkpoint it needs --heads'],
    ])('%j: does not fit together', async (id, options, message) => {
      await expect(verify.run(options, ...(id ? [id] : []))).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringContaining(message),
      });
    });

    it('does not find a file that is not there, nor take another for JSON', async () => {
      expect((await verified('--checkpoint', file('nowhere.json'))).exitCode).toBe(4);
      await writeFile(file('text.json'), 'not JSON');
      expect((await verified('--export', file('text.json'))).exitCode).toBe(2);
    });
  });

  describe('an export that was made up', () => {
    it('is refused where an event does not follow by the rules, though every hash is right', async () => {
      const log = logOf('forged');
      const second = log.filter(({ type }) => type === 'Signed')[1];
      const forged = log.filter((event) => event !== second).map((event, at): Event => ({ ...event, seq: at + 1 }));
      await writeFile(file('forged.json'), JSON.stringify(exportDocument(dossierOf(forged, {}, Date.now()) as Dossier)));
      const reason = expect.stringContaining('event 3 does not follow by the rules: no act records BecameOperative');
      expect(await mouJson(['verify', '--export', file('forged.json')])).toMatchObject({
        exitCode: 3,
        json: { ok: false, seq: 3, reason },
      });
      expect((await mouJson(['verify', '--export', file('forged.json'), '--as-recorded'])).json).toMatchObject({ ok: true });
      expect(await mouJson(['import', file('forged.json')], withRegister())).toMatchObject({
        exitCode: 2,
        json: { error: { code: 'INVALID', message: reason } },
      });
      expect(await register.head('forged')).toBeUndefined();
      expect((await mouJson(['verify', '--rules'], withRegister())).json).toMatchObject({ findings: [] });
      expect((await mou(['verify', '--rules'], withRegister())).stdout).toMatch(
        /as it was recorded, and as the rules of this version would record it\.$/,
      );
    });

    it('is refused where its state does not follow from its events, and taken without it where that is asked for', async () => {
      const document = exportDocument(dossierOf(logOf('painted'), {}, Date.now()) as Dossier);
      const path = file('painted.json');
      await writeFile(path, JSON.stringify({ ...document, state: { ...document.state, status: 'discontinued' } }));
      const reason = expect.stringContaining('the events are whole, but the state does not follow from them');
      expect(await mouJson(['verify', '--export', path])).toMatchObject({ exitCode: 3, json: { ok: false, stateMatches: false, reason } });
      expect(await mouJson(['import', path], withRegister())).toMatchObject({
        exitCode: 2,
        json: { error: { code: 'INVALID', message: reason } },
      });
      expect(await register.head('painted')).toBeUndefined();
      const args = ['--checkpoint', file('signed.json'), '--heads', file('signed.heads.json'), '--export', path];
      expect((await mouJson(['verify', ...args])).json).toMatchObject({ ok: false, problems: expect.arrayContaining([reason]) });
      const taken = await mou(['import', path, '--as-recorded'], withRegister());
      expect(taken.stdout).toContain('The state in the file does not follow from them and was left aside.');
    });
  });

  describe('mou list', () => {
    it('needs no server where a register is known', async () => {
      const { json } = await mouJson(['list', '--participant', 'us'], { env: { ...withRegister().env, TEMPORAL_ADDRESS: '127.0.0.1:1' } });
      expect(json).toContainEqual(expect.objectContaining({ mou: 'm2', deadLetters: 0, discontinuationOn: '2027-07-31' }));
    });

    it('gives as many as are asked for, page by page', async () => {
      const one = (await register.list({ limit: 1 })).memoranda[0];
      if (!one) throw new Error('nothing is listed');
      const asked: ListAsked[] = [];
      const many: Pick<Register, 'list'> = {
        list: async (what = {}) => {
          asked.push(what);
          const from = Number(what.after ?? 0);
          const memoranda = Array.from({ length: what.limit ?? 0 }, (_, n) => ({ ...one, mou: `${from + n + 1}` }));
          return await Promise.resolve({ memoranda, next: `${from + memoranda.length}` });
        },
      };
      expect((await pagesOf(many, { status: 'open', limit: 1_201 })).map(({ mou }) => Number(mou))).toEqual(
        Array.from({ length: 1_201 }, (_, n) => n + 1),
      );
      expect(asked).toEqual([
        { status: 'open', limit: 500 },
        { status: 'open', limit: 500, after: '500' },
        { status: 'open', limit: 201, after: '1000' },
      ]);
    });

    it('says of a search that finds nothing no more than that', async () => {
      const { stdout } = await mou(['list', '--search', 'unheard-of'], withRegister());
      expect(stdout).toBe('No such memorandum.');
    });

    it('names the flag that needs the register, and what is no address without repeating it', async () => {
      const without = await mouJson(['list', '--search', 'unheard-of'], { env: { DATABASE_URL: '', MOU_DATA: folder } });
      expect(without).toMatchObject({
        exitCode: 5,
        json: { error: { message: expect.stringMatching(/^--search: needs the register/) } },
      });
      expect((await mouJson(['list'], { env: { DATABASE_URL: 'register' } })).exitCode).toBe(2);
      const { exitCode, stdout } = await mouJson(['list'], { env: { DATABASE_URL: 'postgres://mou:se/cret@host:5432/mou' } });
      expect(exitCode).toBe(2);
      expect(stdout).toContain('DATABASE_URL: is not a URL');
      expect(stdout).not.toContain('cret');
    });
  });
});
