/**
 * The Merkle tree over the heads of all memoranda, as RFC 6962 (2.1) makes it: leaves and nodes are hashed apart, so that
 * none can be passed off as the other. Leaves are in the order of the memoranda's ids, byte by byte.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import type { HeadOf } from '../register/port.ts';

/** The way from a leaf to the root: the hashes of what lies beside it, from below, in lower-case hexadecimal. */
export type Proof = { index: number; count: number; path: string[] };

const sha256 = (prefix: number[], ...parts: Buffer[]): Buffer => {
  const hash = createHash('sha256').update(Buffer.from(prefix));
  for (const part of parts) hash.update(part);
  return hash.digest();
};
/** Of 0x00 and the canonical JSON (RFC 8785) of `{head, mou, seq}`. */
const leafOf = ({ mou, seq, head }: HeadOf): Buffer => sha256([0], Buffer.from(canonicalJson({ head, mou, seq })));
const nodeOf = (left: Buffer, right: Buffer): Buffer => sha256([1], left, right);

export const inOrder = (heads: readonly HeadOf[]): HeadOf[] => heads.toSorted((a, b) => (a.mou < b.mou ? -1 : a.mou > b.mou ? 1 : 0));

/** The largest power of two that is smaller: where a tree of so many leaves parts. */
const part = (count: number): number => {
  let size = 1;
  while (size * 2 < count) size *= 2;
  return size;
};

const treeOf = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length <= 1) return leaves[0] ?? sha256([]);
  const at = part(leaves.length);
  return nodeOf(treeOf(leaves.slice(0, at)), treeOf(leaves.slice(at)));
};

/** In lower-case hexadecimal. Of no heads at all: the hash of nothing. */
export const merkleRoot = (heads: readonly HeadOf[]): string => treeOf(inOrder(heads).map(leafOf)).toString('hex');

const pathTo = (index: number, leaves: readonly Buffer[]): Buffer[] => {
  if (leaves.length <= 1) return [];
  const at = part(leaves.length);
  const [left, right] = [leaves.slice(0, at), leaves.slice(at)];
  return index < at ? [...pathTo(index, left), treeOf(right)] : [...pathTo(index - at, right), treeOf(left)];
};

/** Shows that a memorandum's head is among those that the root stands for. Undefined where it is not. */
export const inclusionProof = (heads: readonly HeadOf[], mou: string): Proof | undefined => {
  const sorted = inOrder(heads);
  const index = sorted.findIndex((head) => head.mou === mou);
  if (index < 0) return undefined;
  const path = pathTo(index, sorted.map(leafOf)).map((hash) => hash.toString('hex'));
  return { index, count: sorted.length, path };
};

/** The root that a head leads to by its proof; undefined where the proof has not the length that its place asks for. */
export const rootBy = (head: HeadOf, { index, count, path }: Proof): string | undefined => {
  if (index >= count) return undefined;
  const climb = (at: number, size: number, rest: readonly string[]): Buffer | undefined => {
    if (size === 1) return rest.length === 0 ? leafOf(head) : undefined;
    const beside = rest.at(-1);
    if (beside === undefined) return undefined;
    const middle = part(size);
    const below = at < middle ? climb(at, middle, rest.slice(0, -1)) : climb(at - middle, size - middle, rest.slice(0, -1));
    if (!below) return undefined;
    return at < middle ? nodeOf(below, Buffer.from(beside, 'hex')) : nodeOf(Buffer.from(beside, 'hex'), below);
  };
  return climb(index, count, path)?.toString('hex');
};
