/** A signed checkpoint, and what an outsider finds who has nothing but the exported files. */
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractOf, signCheckpoint, verifyCheckpoint } from '../../proof/checkpoint.ts';
import { inclusionProof, merkleRoot, rootBy } from '../../proof/merkle.ts';
import type { HeadOf } from '../../register/port.ts';
import { signingKey } from '../../register/signing-key.ts';
import { type Ground, logOf, startGround } from './support.ts';

const AT = '2027-06-01T00:00:00Z';
const sha256 = (...parts: (string | Buffer)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const headsOf = (count: number): HeadOf[] =>
  Array.from({ length: count }, (_, n) => ({ mou: `m${n}`, seq: n + 1, head: sha256(String(n)).toString('hex') }));

describe('the Merkle tree', () => {
  it('is that of RFC 6962', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const [a, b, c] = headsOf(3).map((head) => sha256('\0', canonicalize(head)));
    const node = (left: Buffer, right: Buffer) => sha256('\x01', left, right);
    expect(merkleRoot(headsOf(1))).toBe(a?.toString('hex'));
    expect(merkleRoot(headsOf(3).reverse())).toBe(node(node(a as Buffer, b as Buffer), c as Buffer).toString('hex'));
  });

  it('proves each head that it is over, at its own place and no other', () => {
    const trees = fc.integer({ min: 1, max: 70 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1)));
    fc.assert(
      fc.property(trees, ([count, at]) => {
        const heads = headsOf(count);
        const head = heads[at] as HeadOf;
        const root = merkleRoot(heads);
        const proof = inclusionProof(heads, head.mou);
        if (!proof) throw new Error('no proof');
        expect(rootBy(head, proof)).toBe(root);
        expect(rootBy({ ...head, seq: head.seq + 1 }, proof)).not.toBe(root);
        if (count > 1) expect(rootBy(head, { ...proof, index: (proof.index + 1) % count })).not.toBe(root);
        if (count > 1) expect(rootBy(head, { ...proof, path: proof.path.slice(1) })).not.toBe(root);
        expect(rootBy(head, { ...proof, path: [...proof.path, proof.path[0] ?? '00'] })).not.toBe(root);
      }),
    );
    expect(inclusionProof(headsOf(3), 'm9')).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  let ground: Ground;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-checkpoint-'));
    ground = await startGround();
    const register = await ground.register();
    const ids = ['m1', 'm2', 'm3', 'm4', 'm5'];
    for (const mou of ids) await register.append(mou, logOf(mou).slice(0, 5));
    const heads = await register.heads();
    const privateKey = await signingKey(join(folder, 'key.pem'));
    await save('checkpoint.json', signCheckpoint(heads, { at: AT, privateKey }));
    await save('heads.json', heads);
    // The record goes on after it, and the export has what came after.
    await register.append('m3', logOf('m3'));
    await save('m3.json', extractOf(heads, 'm3', await register.events('m3')));
    await save('later.json', signCheckpoint(await register.heads(), { at: AT, privateKey }));
  });
  afterAll(async () => {
    await ground.end();
    await rm(folder, { recursive: true });
  });

  const save = async (name: string, value: unknown) => await writeFile(join(folder, name), JSON.stringify(value));
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));

  it('is verified with the exported files alone', async () => {
    const [checkpoint, heads, extract] = [await read('checkpoint.json'), await read('heads.json'), await read('m3.json')];
    const { publicKey } = checkpoint;
    expect(verifyCheckpoint({ checkpoint, heads, extracts: [extract], publicKey })).toEqual({
      ok: true,
      problems: [],
      publicKey,
      covered: [{ mou: 'm3', seq: 5, head: extract.head }],
    });
    expect(verifyCheckpoint({ checkpoint, extracts: [extract] })).toMatchObject({ ok: true });
  });

  it("is verified, too, by who has read only its description: Ed25519 over canonical JSON, with another's code", async () => {
    const { signature, ...rest } = await read('checkpoint.json');
    const key = createPublicKey({ key: Buffer.from(rest.publicKey, 'base64'), type: 'spki', format: 'der' });
    expect(verify(null, Buffer.from(canonicalize(rest)), key, Buffer.from(signature, 'base64'))).toBe(true);
    const { events, head, seq } = await read('m3.json');
    const chained = events
      .slice(0, seq)
      .reduce(
        (previous: string, event: object) => sha256(canonicalize({ previous, event })).toString('hex'),
        sha256('{"mou":"m3"}').toString('hex'),
      );
    expect(chained).toBe(head);
  });

  it.each<[string, (files: Awaited<ReturnType<typeof everything>>) => void, RegExp]>([
    ['an event was changed', (files) => (files.extract.events[1].by = 'us'), /m3: its events are not those/],
    ['an event is missing', (files) => files.extract.events.splice(2, 1), /m3: its events are not those/],
    ['the end of the record is missing', (files) => files.extract.events.splice(4), /signs 5 events, and there are 4/],
    ['the head was changed', (files) => (files.extract.head = 'a'.repeat(64)), /m3: its head is not among those/],
    ['it is called another memorandum', (files) => (files.extract.mou = 'm9'), /m9: its head is not among those/],
    ['the proof was changed', (files) => (files.extract.proof.path[0] = 'a'.repeat(64)), /m3: its head is not among those/],
    ['a head was changed', (files) => (files.heads[0].seq = 9), /heads are not those/],
    ['a head was left out', (files) => files.heads.pop(), /There are 4 heads, and the checkpoint signs 5/],
    ['a head is there twice', (files) => (files.heads[1] = files.heads[0]), /m1 is twice/],
    ['its instant was changed', (files) => (files.checkpoint.at = '2027-05-01T00:00:00Z'), /signature/],
    ['its root was changed', (files) => (files.checkpoint.root = 'a'.repeat(64)), /signature/],
    ['it is no checkpoint', (files) => (files.checkpoint.kind = 'another'), /not a checkpoint/],
    ['the heads are no heads', (files) => (files.heads[0] = 'm1'), /not heads/],
    ['the extract has no proof', (files) => (files.extract.proof = null), /not an extract/],
  ])('tells when %s', async (_, change, problem) => {
    const files = await everything();
    change(files);
    const { ok, problems } = verifyCheckpoint({ checkpoint: files.checkpoint, heads: files.heads, extracts: [files.extract] });
    expect(ok).toBe(false);
    expect(problems.join('\n')).toMatch(problem);
  });
  const everything = async () => ({
    checkpoint: await read('checkpoint.json'),
    heads: await read('heads.json'),
    extract: await read('m3.json'),
  });

  it('covers a whole record by the heads or by an extract, as far as it was there, and no other', async () => {
    const { checkpoint, heads, extract } = await everything();
    const { events, ...proof } = extract;
    const signed = { mou: 'm3', seq: 5, head: extract.head };
    const records = [{ mou: 'm3', events }];
    expect(events.length).toBeGreaterThan(5);
    expect(verifyCheckpoint({ checkpoint, heads, records })).toMatchObject({ ok: true, covered: [signed] });
    expect(verifyCheckpoint({ checkpoint, extracts: [proof], records })).toMatchObject({ ok: true, covered: [signed] });
    const problems = (record: { mou: string; events: unknown[] }) => verifyCheckpoint({ checkpoint, heads, records: [record] }).problems;
    expect(problems({ mou: 'm3', events: events.slice(0, 4) })).toEqual(['m3: the checkpoint signs 5 events, and there are 4']);
    expect(problems({ mou: 'm1', events })).toEqual(['m1: its events are not those that the checkpoint signs']);
    expect(problems({ mou: 'm9', events })).toEqual(['m9: it is not among the heads and extracts given']);
    expect(problems({ mou: 'm3', events: [...events.slice(0, 4), JSON.parse('{"n":1e999}')] })).toEqual([
      'm3: its events are not those that the checkpoint signs',
    ]);
  });

  it('tells few of very many faults', async () => {
    const { checkpoint } = await everything();
    const { problems } = verifyCheckpoint({ checkpoint, heads: Array.from({ length: 10_000 }, () => 'none') });
    expect(problems.join('').length).toBeLessThan(1_000);
  });

  it('tells a later checkpoint, and one that another signed over the same heads', async () => {
    const { heads, extract } = await everything();
    const later = verifyCheckpoint({ checkpoint: await read('later.json'), heads, extracts: [extract] });
    expect(later.problems).toHaveLength(2);
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = signCheckpoint(heads, { at: AT, privateKey });
    expect(verifyCheckpoint({ checkpoint: forged, heads })).toMatchObject({ ok: true });
    const { publicKey } = await read('checkpoint.json');
    expect(verifyCheckpoint({ checkpoint: forged, heads, publicKey }).problems).toEqual([
      'The checkpoint is signed by another key than the one expected',
    ]);
  });

  it('is signed by a key that is made once and that only its owner can read', async () => {
    const path = join(folder, 'other.pem');
    const [one, other] = await Promise.all([signingKey(path), signingKey(path)]);
    expect(one.equals(other)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(folder, 'rsa.pem'), rsa);
    await expect(signingKey(join(folder, 'rsa.pem'))).rejects.toThrow('must be an Ed25519 key');
  });
});
