/** The desk's settings from the environment, checked before anything starts. */
import { z } from 'zod';
import { check } from '../domain/issues.ts';

/** The pages stand at the root of their host, and each form is held against it: below a path there is no desk. */
const isOrigin = (text: string): boolean => /^https?:\/\/[^/?#@\s]+\/?$/i.test(text) && URL.canParse(text);

export const DeskUrl = z.string().refine(isOrigin, 'must be an http:// or https:// URL of a host, without a path');

const Environment = z.object({
  /** The address to listen on. Beyond this machine only behind what speaks TLS. */
  MOU_DESK_HOST: z.string().min(1).default('127.0.0.1'),
  /** 0: any that is free. */
  MOU_DESK_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Where people and programs find it: links begin with it. Default: the address it listens on. */
  MOU_DESK_URL: DeskUrl.optional(),
  /** Requests that one token may make in a second, on the average of ten; 0: as many as it likes. */
  MOU_DESK_RATE: z.coerce.number().int().min(0).default(100),
  /** How many streams of events may be open at once. */
  MOU_DESK_STREAMS: z.coerce.number().int().min(0).default(2_000),
  /** Ed25519 private key, PEM: proofs are signed with it. None: they are not signed. */
  MOU_SIGNING_KEY: z.string().min(1).optional(),
  MOU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Settings = z.output<typeof Environment>;

/** Throws an Error that names each variable that is not valid. */
export const readSettings = (environment: NodeJS.ProcessEnv = process.env): Settings => {
  // A variable set to nothing is one that is not set.
  const checked = check(Environment, Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (checked.success) return checked.data;
  throw new Error(checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
};
