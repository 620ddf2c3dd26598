/** `mou list`: from the register where one is known, otherwise what Temporal remembers. */
import { NoService } from '../../../client/errors.ts';
import type { Listed, MouClient } from '../../../client/index.ts';
import { AWAITED } from '../../../domain/awaited.ts';
import { STATUSES, type Status } from '../../../domain/state.ts';
import type { ListAsked, Listed as Recorded, Register } from '../../../register/port.ts';
import { dateFrom } from '../../asking.ts';
import { connect, databaseUrl } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { flagOf } from '../../flag-of.ts';
import { answer, type Options, progress } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';

const DATES = ['expectedBefore', 'expiringBefore', 'noticeByBefore'];
/** What the register alone can tell. */
const FILTERS = ['openDecisions', 'search'];
const PAGE = 500;
/** Shown to people at once, where they name no other number; a script gets all. */
const SHOWN = 50;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isStatus = (value: string): value is Status => STATUSES.some((status) => status === value);
const isKind = (value: string): boolean => AWAITED.some((kind) => kind === value);

const mustBeValid = (options: Options): void => {
  const [status, awaiting, limit] = [text(options.status), text(options.awaiting), text(options.limit)];
  if (status !== undefined && !isStatus(status)) throw new UsageError(`--status: ${status} is not one of ${STATUSES.join(', ')}`);
  for (const name of DATES) if (options[name] !== undefined) dateFrom(flagOf(name), options[name]);
  const what = awaiting?.split(':')[1];
  if (what !== undefined && !isKind(what)) throw new UsageError(`--awaiting: ${what} is not one of ${AWAITED.join(', ')}`);
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError(`--limit: ${limit} is not a number from 1 to 999999`);
};

const askedFrom = (options: Options): ListAsked => {
  mustBeValid(options);
  const limit = text(options.limit);
  const asked = {
    status: text(options.status) as Status | undefined,
    expectedBefore: text(options.expectedBefore),
    expiringBefore: text(options.expiringBefore),
    noticeByBefore: text(options.noticeByBefore),
    awaiting: text(options.awaiting),
    participant: text(options.participant),
    search: text(options.search),
    after: text(options.after),
    openDecisions: options.openDecisions === true ? true : undefined,
    deadLetters: options.deadLetters === true ? true : undefined,
    limit: limit === undefined ? undefined : Number(limit),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
};

/** `stuck` is not the register's to know: null until the server was asked. */
const listedOf = (recorded: Recorded): Listed => {
  const { seq: _, expectedOn, commencesAt: __, commencedOn, expiresOn, expiredOn, changedAt: ___, ...listed } = recorded;
  return { ...listed, discontinuationOn: commencedOn ?? expectedOn, expiresOn: expiredOn ?? expiresOn, stuck: null };
};

const HEADINGS = [
  'mou',
  'status',
  'operative on',
  'discontinuation',
  'end of term',
  'notice by',
  'next date',
  'awaited',
  'Participants',
  'dead letters',
];

const lines = (all: readonly Listed[]): string[] => {
  const rows = all.map(({ mou, status, operativeOn, participants, deadLetters, stuck, ...one }) => [
    ...[mou, stuck === null ? status : `${status}, STUCK`, operativeOn, one.discontinuationOn, one.expiresOn, one.noticeBy, one.nextDate],
    // Of whom and what says more than of whom alone.
    ...[one.awaited.filter((key) => key.includes(':')).join(', '), participants.join(', '), `${deadLetters || ''}`],
  ]);
  const reasons = all.flatMap(({ mou, stuck }) => (stuck === null ? [] : [`${mou} is stuck: ${stuck}`]));
  if (rows.length === 0) return ['No such memorandum.'];
  return [
    ...table(
      HEADINGS,
      rows.map((row) => row.map((value) => value ?? '–')),
    ),
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
  ];
};

/** All pages, up to the limit where one is named. */
export const pagesOf = async (register: Pick<Register, 'list'>, { limit = Number.POSITIVE_INFINITY, ...asked }: ListAsked) => {
  const found: Listed[] = [];
  let { after } = asked;
  while (found.length < limit) {
    const size = Math.min(PAGE, limit - found.length);
    const { memoranda, next } = await register.list({ ...asked, limit: size, ...(after !== undefined && { after }) });
    found.push(...memoranda.map(listedOf));
    if (next === null) break;
    after = next;
  }
  return found;
};

/** Without a register there are no filters, but for what the server's own index tells. */
const fromServer = async (client: MouClient, options: Options, { after = '', limit, ...asked }: ListAsked): Promise<Listed[]> => {
  const filter = FILTERS.find((name) => options[name] !== undefined);
  if (filter) throw new NoService(`${flagOf(filter)}: needs the register: set DATABASE_URL, or run npx mou dev in this folder`);
  return (await client.list(asked)).filter(({ mou }) => mou > after).slice(0, limit);
};

/** The register is asked alone; which memoranda are stuck only the server knows, and where it does not answer, that is said. */
const fromRegister = async (client: MouClient, asked: ListAsked): Promise<Listed[]> => {
  const [found, stuck] = await Promise.all([
    withRegister((register) => pagesOf(register, asked)),
    client.stuck().catch((error: Error) => progress(`Which of them are stuck is not known: ${error.message}`)),
  ]);
  return found.map((listed) => ({ ...listed, stuck: stuck?.get(listed.mou) ?? null }));
};

const listed = async (options: Options, asked: ListAsked): Promise<Listed[]> => {
  const hasRegister = (await databaseUrl()) !== undefined;
  const client = await connect();
  try {
    return hasRegister ? await fromRegister(client, asked) : await fromServer(client, options, asked);
  } finally {
    await client.close();
  }
};

export const verb: Verb = {
  usage: 'list',
  summary: 'Lists the memoranda.',
  examples: [
    'list --status operative --expected-before 2027-01-01',
    'list --expiring-before 2028-01-01',
    'list --awaiting rok:consent',
    'list --search "quantum -ships"',
    'list --dead-letters',
  ],
  options: [
    { flag: '--status <status>', help: `${STATUSES.slice(0, -1).join(', ')} or ${STATUSES.at(-1)}` },
    { flag: '--participant <id>', help: 'of this Participant' },
    { flag: '--expected-before <date>', help: 'discontinuation is expected to commence before this date' },
    { flag: '--expiring-before <date>', help: 'the current term ends before this date, renewed then or not' },
    { flag: '--notice-by-before <date>', help: 'the last day for a notice that stops the renewal falls before this date' },
    { flag: '--awaiting <participant[:what]>', help: 'something is waited for of this Participant, such as us or us:signature' },
    { flag: '--open-decisions', help: 'with decisions that wait for a consent' },
    { flag: '--dead-letters', help: 'with messages that did not arrive' },
    { flag: '--search <words>', help: 'in the title, the clauses and the titles of documents' },
    { flag: '--limit <number>', help: 'at most so many' },
    { flag: '--after <id>', help: 'after this one, for the next page' },
  ],
  run: async (options) => {
    const asked = askedFrom(options);
    const most = asked.limit ?? (options.json ? undefined : SHOWN);
    // One more than is shown tells whether there are more.
    const found = await listed(options, { ...asked, ...(most !== undefined && { limit: most + 1 }) });
    const shown = found.slice(0, most);
    answer(options, shown, () => lines(shown));
    if (found.length > shown.length) progress(`More follow: --after ${shown.at(-1)?.mou}, or --limit with a greater number.`);
  },
};
