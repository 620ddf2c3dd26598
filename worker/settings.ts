/** The worker's settings from the environment, checked before anything starts. Temporal's own come from `@temporalio/envconfig`. */
import { z } from 'zod';
import { parseRanges } from '../activities/notify/guard.ts';
import { DeskUrl } from '../desk/settings.ts';
import { check } from '../domain/issues.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';

/** A host, in brackets where it is an IPv6 address, and a port; the port alone is one of this machine. */
const watchPlace = (text: string, context: z.RefinementCtx<string>) => {
  const [, hostname, bare, port] = /^(?:(?:\[([\da-fA-F:.]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  if (port !== undefined && Number(port) <= 65_535) return { hostname: hostname ?? bare ?? '127.0.0.1', port: Number(port) };
  context.addIssue({ code: 'custom', message: 'must be a port, or host:port (as 127.0.0.1:9464)' });
  return z.NEVER;
};

const Environment = z.object({
  /** Where notifications are handed over: smtp:// with STARTTLS where offered, smtps:// for TLS. None: no mail is sent. */
  MOU_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  MOU_MAIL_FROM: z.email('must be an e-mail address').default('mou@localhost.localdomain'),
  /** Where people find the desk: mails link to the memorandum's page there. None: they name the command. */
  MOU_DESK_URL: DeskUrl.optional(),
  /** The file with each Participant's contacts. */
  MOU_CONTACTS: z.string().min(1).optional(),
  /** Milliseconds that one mail may take, from connecting to its acceptance. */
  MOU_SMTP_TIMEOUT: z.coerce.number().int().min(1).max(15_000).default(15_000),
  /** YAML: by name, one or two live secrets that webhooks are signed with. None: no webhook is sent. */
  MOU_WEBHOOK_SECRETS: z.string().min(1).optional(),
  /** Addresses and subnets, by commas, that are not public and to which webhooks may go nonetheless, unencrypted too. */
  MOU_WEBHOOK_ALLOW: z
    .string()
    .superRefine((text, context) => {
      try {
        parseRanges(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
      }
    })
    .optional(),
  /** Milliseconds that one webhook may take, from resolving the name to the status. */
  MOU_WEBHOOK_TIMEOUT: z.coerce.number().int().min(1).max(10_000).default(10_000),
  /** The folder below which contacts of the channel `file` have theirs. None: nothing is written. */
  MOU_DROP_FOLDER: z.string().min(1).optional(),
  /** The register's PostgreSQL. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  /** `none`: nothing is kept beyond what Temporal remembers, and that is meant. */
  MOU_REGISTER: z.literal('none', 'must be none, or not be set').optional(),
  /** `signed`: memoranda are opened with keys, and their acts are signed. Default: `signed` in production (NODE_ENV), otherwise `open`. */
  MOU_ACTS: z.enum(['open', 'signed']).optional(),
  /** The file with the public keys (JWK set) with one of which a memorandum is opened here. None: each opening names its own. */
  MOU_KEEPER_KEYS: z.string().min(1).optional(),
  NODE_ENV: z.string().optional(),
  /** The task queue that this worker serves; the client starts memoranda on the one it is told by the same variable. */
  MOU_TASK_QUEUE: z.string().min(1).max(200).default(TASK_QUEUE),
  /** Files with the keys that payloads are encrypted with, by commas; the first encrypts. None: payloads are plain. */
  MOU_CODEC_KEYS: z.string().min(1).optional(),
  /** A file with the token for the Temporal server, in the place of TEMPORAL_API_KEY: read again when it changes. */
  MOU_TOKEN_FILE: z.string().min(1).optional(),
  /** Where /metrics, /healthz and /readyz are answered: a port of this machine, or host:port. None: nowhere. */
  MOU_WATCH_ADDRESS: z.string().transform(watchPlace).optional(),
  MOU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** An isolate out of memory kills the worker: unless it is set, the SDK allows 600 for each GB of heap beyond the first 200 MB. */
  MOU_MAX_CACHED_WORKFLOWS: z.coerce.number().int().min(1).max(5_000).optional(),
});

const Consistent = Environment.superRefine(({ DATABASE_URL, MOU_REGISTER }, context) => {
  const problem = (message: string) => context.addIssue({ code: 'custom', path: ['DATABASE_URL'], message });
  if (DATABASE_URL === undefined && MOU_REGISTER === undefined) {
    problem('is not set, and without a register nothing is kept; MOU_REGISTER=none says that this is meant');
  }
  if (DATABASE_URL !== undefined && MOU_REGISTER === 'none') problem('is set, and MOU_REGISTER=none says that there is no register');
});

export type Settings = z.output<typeof Environment>;

export type Problem = { variable: string; message: string };

const checkedSettings = (environment: NodeJS.ProcessEnv) =>
  // A variable set to nothing is one that is not set.
  check(Consistent, Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));

type Checked = ReturnType<typeof checkedSettings>;
const problemsOf = ({ error }: Checked): Problem[] =>
  (error?.issues ?? []).map(({ path, message }) => ({ variable: path.join('.'), message }));

/** The problems of an environment; what is wrong of several variables together once each of them is right. */
export const settingProblems = (environment: NodeJS.ProcessEnv): Problem[] => problemsOf(checkedSettings(environment));

/** Throws an Error that names each variable that is not valid. */
export const readSettings = (environment: NodeJS.ProcessEnv = process.env): Settings => {
  const checked = checkedSettings(environment);
  if (checked.success) return checked.data;
  throw new Error(
    problemsOf(checked)
      .map(({ variable, message }) => `${variable}: ${message}`)
      .join('; '),
  );
};
