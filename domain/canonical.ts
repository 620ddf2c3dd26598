/** Canonical JSON (RFC 8785): what is hashed and signed. */
import { configure } from 'safe-stable-stringify';

/** Sorts keys by UTF-16 code units, writes all else as JavaScript does, and throws where JSON cannot say a value. */
const stringify = configure({ strict: true });

/** As with `JSON.stringify`, undefined is no JSON. */
export const canonicalJson = (value: unknown): string => stringify(value) as string;
