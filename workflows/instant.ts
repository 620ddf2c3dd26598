/** An instant in ISO 8601, UTC, as the domain writes it, without the domain's calendar, which the clerk does without. */
export const formatInstant = (ms: number): string => new Date(ms).toISOString().replace(/(?:\.000|(\.\d*[1-9])0+)Z$/, '$1Z');
