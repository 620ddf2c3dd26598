/** Acts signed by a key that is somebody's own: the client asks for a signature over bytes, and never sees the key. */
import type { State } from '../domain/state.ts';
import { jwsOf, signingInput } from '../domain/signed-act.ts';

export type SigningKey = {
  /** The key's id: its thumbprint (RFC 7638). */
  kid: string;
  /** The Ed25519 signature, 64 bytes, over these bytes. */
  sign: (content: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

/** What is to be signed, of which memorandum; `state` asks where it stands. */
export type ToSign = { mou: string; act: { do: string; by?: string }; state: () => Promise<State | undefined> };

/** One key for everything, or a function that chooses; undefined: it is sent as it is. */
export type Signer = SigningKey | ((asked: ToSign) => Promise<SigningKey | undefined> | SigningKey | undefined);

/** For how long after it was signed an act may be recorded, in seconds. */
const DAY = 24 * 60 * 60;

export const keyFor = async (signer: Signer, asked: ToSign): Promise<SigningKey | undefined> =>
  typeof signer === 'function' ? await signer(asked) : signer;

/** The detached JWS over an act. @param now milliseconds since 1970 */
export const jwsFor = async ({ kid, sign }: SigningKey, mou: string, act: object, now: number): Promise<string> => {
  const iat = Math.floor(now / 1000);
  const content = signingInput({ alg: 'EdDSA', kid, iat, exp: iat + DAY }, mou, act);
  const signature = Buffer.from(await sign(Buffer.from(content)));
  if (signature.length !== 64) throw new Error(`The key ${kid} gave ${signature.length} bytes, and a signature has 64`);
  return jwsOf(content, signature.toString('base64url'));
};
