/** The worker's settings from the environment, checked before anything starts. Temporal's own come from `@temporalio/envconfig`. */
import { z } from 'zod';

const Environment = z.object({
  /** Where notifications are handed over: smtp:// with STARTTLS where offered, smtps:// for TLS. None: no mail is sent. */
  MOU_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  MOU_MAIL_FROM: z.email('must be an e-mail address').default('mou@localhost.localdomain'),
  /** The file with each Participant's contacts. */
  MOU_CONTACTS: z.string().min(1).optional(),
  /** Milliseconds that one mail may take, from connecting to its acceptance. */
  MOU_SMTP_TIMEOUT: z.coerce.number().int().min(1).max(15_000).default(15_000),
  MOU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Each cached memorandum costs about 1.6 MB; an isolate out of memory kills the worker. */
  MOU_MAX_CACHED_WORKFLOWS: z.coerce.number().int().min(1).max(5_000).default(300),
});

export type Settings = z.output<typeof Environment>;

/** Throws an Error that names each variable that is not valid. */
export const readSettings = (environment: NodeJS.ProcessEnv = process.env): Settings => {
  // A variable set to nothing is one that is not set.
  const checked = Environment.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (checked.success) return checked.data;
  throw new Error(checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
};
