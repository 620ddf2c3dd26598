/** A state as one short text, for the way from one run of a workflow to the next: a text of many clauses shrinks to a quarter. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import type { State } from './state.ts';

/** The JSON of a state, or of a part of it: gzip, then base64. */
export const packed = (state: Partial<State>): string => btoa(strFromU8(gzipSync(strToU8(JSON.stringify(state)), { mtime: 0 }), true));

/** Throws where the text was not made by `packed`. */
export const unpackState = (packed: string): State => JSON.parse(strFromU8(gunzipSync(strToU8(atob(packed), true)))) as State;
