/** What was looked at, how it was found, and what to do about it. */
import { inTime } from '../client/in-time.ts';

/** In the order in which they are told. */
export const LOOKED_AT = [
  'settings',
  'server',
  'namespace',
  'search attributes',
  'worker',
  'encryption',
  'keys',
  'register',
  'memoranda',
  'mail',
  'contacts',
  'webhooks',
  'files',
  'clock',
  'time zones',
] as const;

/**
 * `wrong` has to be mended, `warning` be looked at; `off` is not used here, as the settings say; `unknown` could not be
 * looked at because of something else that is wrong.
 */
export type Status = 'ok' | 'wrong' | 'warning' | 'off' | 'unknown';

/** `todo`: what to do, one sentence. */
export type Finding = { what: (typeof LOOKED_AT)[number]; status: Status; message: string; todo?: string };

export type Found = Omit<Finding, 'what'>;

export const ok = (message: string): Found => ({ status: 'ok', message });
export const off = (message: string): Found => ({ status: 'off', message });
export const unknown = (message: string): Found => ({ status: 'unknown', message });
export const wrong = (message: string, todo: string): Found => ({ status: 'wrong', message, todo });
export const warning = (message: string, todo: string): Found => ({ status: 'warning', message, todo });

/** Looks, and takes what is thrown for what is wrong. @param todo where it throws; @param patience milliseconds */
export const looked = async (
  what: Finding['what'],
  todo: string,
  patience: number,
  look: () => Promise<Found | readonly Found[]>,
): Promise<Finding[]> => {
  const found = await inTime(look(), patience).catch((error: Error) => wrong(error.message, todo));
  return [found].flat().map((one) => ({ what, ...one }));
};
