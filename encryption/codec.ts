/**
 * Payloads as the server keeps them: AES-256-GCM, with the name of the key beside it, in the form of Temporal's own samples.
 * What was written before there were keys stays readable.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { BadCodecKeys, type Key, type KeyRing } from './keys.ts';

const { Payload: Message } = proto.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';
const CIPHER = 'AES-256-GCM';
/** In bytes. The nonce is drawn at random: one key is good for 2^32 payloads. */
const NONCE = 12;
const TAG = 16;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | null | undefined): string => new TextDecoder().decode(data ?? new Uint8Array());

/** Who exchanges the name of the key or of the cipher gets nothing decrypted. */
const boundTo = (id: string): Buffer => Buffer.from(`${ENCODING};${CIPHER};${id}`);

const encrypt = ({ id, secret }: Key, payload: Payload): Payload => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(boundTo(id));
  const hidden = [cipher.update(Message.encode(payload).finish()), cipher.final()];
  return {
    metadata: { encoding: bytes(ENCODING), 'encryption-cipher': bytes(CIPHER), 'encryption-key-id': bytes(id) },
    data: new Uint8Array(Buffer.concat([nonce, ...hidden, cipher.getAuthTag()])),
  };
};

const open = ({ id, secret }: Key, data: Uint8Array): Uint8Array => {
  const decipher = createDecipheriv('aes-256-gcm', secret, data.subarray(0, NONCE)).setAAD(boundTo(id));
  decipher.setAuthTag(data.subarray(data.length - TAG));
  return Buffer.concat([decipher.update(data.subarray(NONCE, data.length - TAG)), decipher.final()]);
};

const decrypt = (ring: KeyRing | undefined, payload: Payload): Payload => {
  if (text(payload.metadata?.encoding) !== ENCODING) return payload;
  const id = text(payload.metadata?.['encryption-key-id']);
  const key = ring?.byId.get(id);
  if (!key)
    throw new BadCodecKeys(`MOU_CODEC_KEYS: a payload is encrypted with the key ${JSON.stringify(id)}, which is not among the keys`);
  const data = payload.data ?? new Uint8Array();
  try {
    if (data.length < NONCE + TAG) throw new RangeError('too short');
    return Message.decode(open(key, data));
  } catch {
    throw new BadCodecKeys(`MOU_CODEC_KEYS: a payload cannot be decrypted with the key ${id}: it was changed, or another key has its name`);
  }
};

/** Without keys it encrypts nothing, and says which key is missing where something is encrypted. */
export const codecWith = (ring: KeyRing | undefined): PayloadCodec => ({
  encode: async (payloads) => (ring ? payloads.map((payload) => encrypt(ring.current, payload)) : payloads),
  decode: async (payloads) => payloads.map((payload) => decrypt(ring, payload)),
});
