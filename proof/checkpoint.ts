/**
 * A signed checkpoint of all heads: who holds it can tell later, from exported files alone, whether a memorandum's
 * record is the one that was there then. The signature is Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of the
 * checkpoint without its `signature`.
 */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import { z } from 'zod';
import { genesis, link } from '../domain/chain.ts';
import type { Event } from '../domain/events.ts';
import { check, describeIssues, excerpt, valueInWords } from '../domain/issues.ts';
import { firstUnproven } from '../domain/proofs.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import { Slug } from '../domain/values.ts';
import { inclusionProof, inOrder, merkleRoot, type Proof, rootBy } from './merkle.ts';
import type { HeadOf } from '../register/port.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
const Head = z.strictObject({ mou: Slug, seq: z.int().min(1), head: Hash });

const KIND = 'mou-register-checkpoint/1' as const;

export const Checkpoint = z.strictObject({
  kind: z.literal(KIND),
  /** The instant of signing, ISO 8601 in UTC, by the signer's clock. */
  at: z.iso.datetime(),
  /** How many memoranda there are. */
  count: z.int().min(0),
  /** Over all heads: see `merkle.ts`. */
  root: Hash,
  /** SubjectPublicKeyInfo (RFC 8410) in base64. */
  publicKey: z.base64(),
  /** 64 bytes in base64. */
  signature: z.base64(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** What an outsider is given of one memorandum: its record, and that it is among what the checkpoint signs. */
export const Extract = z.strictObject({
  ...Head.shape,
  proof: z.strictObject({ index: z.int().min(0), count: z.int().min(1), path: z.array(Hash).max(64) }),
  /** From the first on, at least up to `seq`. */
  events: z.array(z.unknown()).optional(),
});
export type Extract = HeadOf & { proof: Proof; events?: readonly unknown[] };

/** Why a document is no checkpoint, so that there is nothing to verify; undefined where it says that it is one. */
export const notACheckpoint = (document: unknown): string | undefined => {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return `holds ${valueInWords(document)}, not a checkpoint`;
  const { kind } = document as Record<string, unknown>;
  return kind === KIND ? undefined : `is not a checkpoint: its kind is ${kind === undefined ? 'missing' : excerpt(kind)}, not ${KIND}`;
};

const signedPart = ({ signature: _, ...rest }: Checkpoint): Buffer => Buffer.from(canonicalJson(rest));
const spki = (key: KeyObject): string => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');

/** @param privateKey Ed25519; see `signing-key.ts` @param at ISO 8601 in UTC */
export const signCheckpoint = (heads: readonly HeadOf[], { at, privateKey }: { at: string; privateKey: KeyObject }): Checkpoint => {
  const count = heads.length;
  const unsigned = {
    kind: KIND,
    at,
    count,
    root: merkleRoot(heads),
    publicKey: spki(privateKey),
    signature: '',
  };
  return { ...unsigned, signature: sign(null, signedPart(unsigned), privateKey).toString('base64') };
};

/** For an outsider who is interested in one memorandum only. Undefined where it is not among the heads. */
export const extractOf = (heads: readonly HeadOf[], mou: string, events?: readonly Event[]): Extract | undefined => {
  const proof = inclusionProof(heads, mou);
  const head = heads.find((one) => one.mou === mou);
  return proof && head && { ...head, proof, ...(events && { events }) };
};

/** The exported files as they were read: each is checked here, and trusted in nothing. */
export type Exported = {
  checkpoint: unknown;
  /** All heads that it signs. */
  heads?: unknown;
  extracts?: readonly unknown[];
  /** Whole records, as an export has them: each must be of a memorandum among the heads or the extracts. */
  records?: readonly Recorded[];
  /**
   * The signer's key as it became known in some other way, in base64. Without it the signature tells only that somebody who
   * holds the key in the checkpoint signed it, and not who that is.
   */
  publicKey?: string;
};

type Recorded = { mou: string; events: readonly unknown[] };

/** `problems` in one sentence each, none where all is well: then `covered` are the records given, as far as they are signed. */
export type Verified = { ok: boolean; problems: string[]; publicKey: string | undefined; covered: HeadOf[] };

/** Verifies exported files by themselves: it asks no register, no server and no clock. Throws nothing. */
export const verifyCheckpoint = ({ checkpoint: input, heads, extracts = [], records = [], publicKey }: Exported): Verified => {
  const parsed = check(Checkpoint, input);
  if (!parsed.success) return failed([`This is not a checkpoint: ${firstFaults(parsed.error, input)}`], undefined);
  const checkpoint = parsed.data;
  const problems = [
    ...signatureProblems(checkpoint, publicKey),
    ...(heads === undefined ? [] : headProblems(checkpoint, heads)),
    ...extracts.flatMap((extract) => extractProblems(checkpoint, extract)),
  ];
  if (problems.length > 0) return failed(problems, checkpoint.publicKey);
  // They are heads by now, or there would be problems.
  const signed = new Map([...((heads ?? []) as HeadOf[]), ...(extracts as Extract[])].map((one) => [one.mou, one]));
  const unlike = records.flatMap(({ mou, events }) => recordProblems(mou, signed.get(mou), events));
  if (unlike.length > 0) return failed(unlike, checkpoint.publicKey);
  const withEvents = [...records, ...(extracts as Extract[]).filter(({ events }) => events)].map(({ mou }) => signed.get(mou) as HeadOf);
  const covered = [...new Set(withEvents)].map(({ mou, seq, head }) => ({ mou, seq, head }));
  return { ok: true, problems: [], publicKey: checkpoint.publicKey, covered };
};

const failed = (problems: string[], publicKey: string | undefined): Verified => ({ ok: false, problems, publicKey, covered: [] });

/** A file of another kind may have a hundred thousand faults. */
const firstFaults = (error: z.ZodError, input: unknown): string => describeIssues(error, input, 3);

const signatureProblems = (checkpoint: Checkpoint, expected: string | undefined): string[] => {
  if (expected !== undefined && expected !== checkpoint.publicKey) return ['The checkpoint is signed by another key than the one expected'];
  return isSigned(checkpoint) ? [] : ['The signature is not that of its key over this checkpoint'];
};

const isSigned = (checkpoint: Checkpoint): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.from(checkpoint.publicKey, 'base64'), type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedPart(checkpoint), key, Buffer.from(checkpoint.signature, 'base64'));
  } catch {
    return false;
  }
};

const headProblems = (checkpoint: Checkpoint, input: unknown): string[] => {
  const parsed = check(z.array(Head), input);
  if (!parsed.success) return [`These are not heads: ${firstFaults(parsed.error, input)}`];
  const heads = inOrder(parsed.data);
  const twice = heads.find(({ mou }, at) => mou === heads[at + 1]?.mou);
  if (twice) return [`${twice.mou} is twice among the heads`];
  if (heads.length !== checkpoint.count) return [`There are ${heads.length} heads, and the checkpoint signs ${checkpoint.count}`];
  return merkleRoot(heads) === checkpoint.root ? [] : ['The heads are not those that the checkpoint signs'];
};

const extractProblems = (checkpoint: Checkpoint, input: unknown): string[] => {
  const parsed = check(Extract, input);
  if (!parsed.success) return [`This is not an extract: ${firstFaults(parsed.error, input)}`];
  const { proof, events, ...head } = parsed.data;
  const isIncluded = proof.count === checkpoint.count && rootBy(head, proof) === checkpoint.root;
  return [
    ...(isIncluded ? [] : [`${head.mou}: its head is not among those that the checkpoint signs`]),
    ...(events ? recordProblems(head.mou, head, events) : []),
  ];
};

const recordProblems = (mou: string, signed: HeadOf | undefined, events: readonly unknown[]): string[] => {
  if (!signed) return [`${mou}: it is not among the heads and extracts given`];
  const { seq, head } = signed;
  if (events.length < seq) return [`${mou}: the checkpoint signs ${seq} events, and there are ${events.length}`];
  if (headAfter(mou, events.slice(0, seq)) !== head) return [`${mou}: its events are not those that the checkpoint signs`];
  return proofProblems(mou, events.slice(0, seq) as Event[]);
};

const proofProblems = (mou: string, events: readonly Event[]): string[] => {
  const [first] = events;
  if (first?.type !== 'MemorandumOpened' || first.data?.keys === undefined) return [];
  try {
    const wrong = firstUnproven(mou, events, verifyEd25519);
    return wrong ? [`${mou}: event ${wrong.seq} was not signed by who could do it: ${wrong.why}`] : [];
  } catch (error) {
    return [`${mou}: who signed its acts cannot be read: ${(error as Error).message}`];
  }
};

/** Of events as they are in the file, and not as this version of the engine understands them: it may be older than they are. */
const headAfter = (mou: string, events: readonly unknown[]): string | undefined => {
  try {
    return events.reduce<string>((previous, event) => link(previous, event as Event), genesis(mou));
  } catch {
    // JSON can say a number so large that it has no canonical form.
    return undefined;
  }
};
