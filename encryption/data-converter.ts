/** What a client and a worker convert payloads with. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { codecWith } from './codec.ts';
import { readKeys } from './keys.ts';

/** The SDK loads it by its path, in the worker and in the workflows' sandbox. From the sources it is TypeScript, from dist/ JavaScript. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
export const FAILURE_CONVERTER = fileURLToPath(new URL(`./failure-converter.${extension}`, import.meta.url));

/** @param keyFiles without one nothing is encrypted. Throws `BadCodecKeys`. */
export const clientConverter = (keyFiles: readonly string[]): DataConverter => ({ payloadCodecs: [codecWith(readKeys(keyFiles))] });

/** A worker tells of failures, too: their messages are encrypted where anything is. */
export const workerConverter = (keyFiles: readonly string[]): DataConverter => ({
  ...clientConverter(keyFiles),
  ...(keyFiles.length > 0 && { failureConverterPath: FAILURE_CONVERTER }),
});
