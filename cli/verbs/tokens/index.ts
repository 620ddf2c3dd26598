/** `mou tokens`: who may use the desk. A token is shown once, and kept as its hash. */
import { formatInstant } from '../../../domain/calendar.ts';
import { isAtLeast, type Role, ROLES, type Token } from '../../../domain/tokens.ts';
import { Line, Slug } from '../../../domain/values.ts';
import type { NewToken } from '../../../desk/tokens.ts';
import { NotFound } from '../../../instruments/not-found.ts';
import { localServer } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { instantFrom } from '../../instants.ts';
import { answer, type Options } from '../../output.ts';
import { table } from '../../table.ts';
import { withTokens } from '../../token-store.ts';
import type { Verb } from '../../verb.ts';

const idFrom = (flag: string, value: unknown): string => {
  if (Slug.safeParse(value).success) return value as string;
  throw new UsageError(`${flag}: ${JSON.stringify(value)} is not an id`);
};

const roleFrom = (value: unknown): Role => {
  const role = ROLES.find((one) => one === value);
  if (role) return role;
  throw new UsageError(`--role: ${String(value)} is not one of ${ROLES.join(', ')}`);
};

const nameFrom = (value: unknown): string => {
  if (Line.safeParse(value).success) return value as string;
  throw new UsageError('--name: of whom or what the token is, in one line');
};

const actsForFrom = (role: Role, { keeper, actsFor }: Options): Token['actsFor'] => {
  const participants = ((actsFor as string[] | undefined) ?? []).map((id) => idFrom('--acts-for', id));
  if (keeper === true && participants.length > 0) throw new UsageError('--keeper and --acts-for: the keeper acts for all');
  const acts = keeper === true || participants.length > 0;
  if (acts && !isAtLeast(role, 'desk'))
    throw new UsageError(`--role: a ${role} does not act; with --keeper or --acts-for it is desk or operator`);
  return keeper === true ? 'keeper' : participants;
};

/** The address of a calendar and of a feed of events, which reads nothing else. */
const feedFrom = ({ feed, mou, participant, role, keeper, actsFor }: Options): Token['feed'] => {
  const scope = {
    ...(mou !== undefined && { mou: idFrom('--mou', mou) }),
    ...(participant !== undefined && { participant: idFrom('--participant', participant) }),
  };
  if (feed !== true && Object.keys(scope).length > 0) throw new UsageError('--mou, --participant: go with --feed');
  if (feed === true && (role !== undefined || keeper !== undefined || actsFor !== undefined))
    throw new UsageError('--feed: has no role and does not act');
  return feed === true ? scope : null;
};

const expiresFrom = ({ expires }: Options): string | null =>
  typeof expires === 'string' ? formatInstant(instantFrom('--expires', expires)) : null;

const givenFrom = (options: Options): NewToken => {
  const role = roleFrom(options.role ?? 'reader');
  return {
    ...{ name: nameFrom(options.name), role, feed: feedFrom(options) },
    ...{ actsFor: actsForFrom(role, options), expiresAt: expiresFrom(options) },
  };
};

const mayDo = ({ role, actsFor, feed }: Token): string => {
  if (feed) return `feed of ${[feed.mou ?? 'all', feed.participant].filter(Boolean).join(', for ')}`;
  if (actsFor === 'keeper') return `${role}, keeper`;
  return actsFor.length > 0 ? `${role}, for ${actsFor.join(', ')}` : role;
};

/** What a feed's address begins with, where that is known here. */
const deskUrl = async (): Promise<string> => {
  const { MOU_DESK_URL: named, DATABASE_URL: elsewhere } = process.env;
  const url = named || (elsewhere ? undefined : (await localServer())?.telling.MOU_DESK_URL);
  return (url ?? '').replace(/\/$/, '');
};

const madeLines = (secret: string, token: Token, desk: string): string[] => [
  `Token ${token.id} (${token.name}): ${mayDo(token)}. It is shown this once:`,
  '',
  ...(token.feed ? ['calendar.ics', 'events.atom'].map((file) => `${desk}/feeds/${secret}/${file}`) : [secret]),
];

const made: Verb = {
  usage: 'tokens new',
  summary: 'Makes a token for the desk, or the address of a feed, and shows it once.',
  examples: [
    'tokens new --name "Treaty desk" --role desk --keeper',
    'tokens new --name "Embassy in Seoul" --role desk --acts-for us --expires 2030-01-01',
    'tokens new --name "Calendar of the desk" --feed --participant rok',
  ],
  options: [
    { flag: '--name <text>', help: 'of whom or what it is (needed)' },
    { flag: '--role <role>', help: 'reader (asks), desk (acts) or operator (sends messages again, too); default: reader' },
    { flag: '--keeper', help: 'it records the acts of all, as the keeper of the record' },
    { flag: '--acts-for <participant>', help: 'it records the acts of this Participant; may be given again', list: true },
    { flag: '--feed', help: 'the address of a calendar and a feed of events, which shows nothing else' },
    { flag: '--mou <id>', help: 'the feed: of this memorandum (default: of all)' },
    { flag: '--participant <id>', help: 'the feed: what concerns this Participant' },
    { flag: '--expires <instant>', help: 'until then (default: until it is revoked)' },
  ],
  run: async (options) => {
    const given = givenFrom(options);
    const { makeToken } = await import('../../../desk/tokens.ts');
    const { secret, token } = await withTokens((store) => makeToken(store, given, Date.now()));
    const desk = await deskUrl();
    answer(options, { token: secret, ...token }, () => madeLines(secret, token, desk));
  },
};

const stands = ({ revokedAt, expiresAt }: Token): string => {
  if (revokedAt) return `revoked ${revokedAt}`;
  return expiresAt ? `until ${expiresAt}` : 'valid';
};

const listed: Verb = {
  usage: 'tokens list',
  summary: 'Lists the tokens of the desk, without the tokens themselves.',
  examples: ['tokens list'],
  run: async (options) => {
    const all = await withTokens((store) => store.all());
    const rows = all.map((token) => [token.id, token.name, mayDo(token), stands(token), token.createdAt]);
    answer(options, all, () => (all.length === 0 ? ['There is no token yet.'] : table(['id', 'name', 'may', 'stands', 'made'], rows)));
  },
};

const revoked: Verb = {
  usage: 'tokens revoke <token>',
  summary: 'Revokes a token of the desk: it is refused from then on.',
  examples: ['tokens revoke 3f9a0c1b2d'],
  run: async (options, id) => {
    const token = await withTokens((store) => store.revoke(id));
    if (!token) throw new NotFound(`There is no token ${id}: npx mou tokens list`);
    answer(options, token, () => [`Token ${token.id} (${token.name}) is revoked.`]);
  },
};

export const verbs: readonly Verb[] = [made, listed, revoked];
