/** Attempts at the desk: who comes, with what, and what they get. Each is refused, and nothing changes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';
import { deliver, giveNotice, open, sign } from '../domain/acts.ts';
import { type DeskStage, startDeskStage } from '../support/desk.ts';
import { newMou } from '../support/engine.ts';
import { KEYS, signedWith, type TestKey } from '../support/keys.ts';

const { keeper, us, rok, other } = KEYS;
const notice = giveNotice('rok', 'eve', '2026-01-05');
const [MALFORMED, NOBODY, FORBIDDEN] = [400, 401, 403];

type Sent = { path?: string; method?: string; token?: string | null; body?: unknown; headers?: Record<string, string> };

describe('attempts at the desk', () => {
  let stage: DeskStage;
  /** One whose acts are open, and one whose acts are signed. */
  let mou: string;
  let signedMou: string;
  const secrets: Record<'operator' | 'reader' | 'rok' | 'keeper' | 'feed' | 'expired' | 'revoked', string> = {
    operator: '',
    reader: '',
    rok: '',
    keeper: '',
    feed: '',
    expired: '',
    revoked: '',
  };
  let cookie = '';

  const signedAs = (key: TestKey, act: ActInput, of = signedMou): object =>
    signedWith(parseAct({ id: randomUUID(), ...act }), { key, mou: of, at: new Date().toISOString() });

  const resending = (key?: TestKey): Sent => {
    const request = { do: 'resend', id: randomUUID(), keys: null };
    const { do: _, ...body } = key ? signedWith(request, { key, mou: signedMou, at: new Date().toISOString() }) : request;
    return { path: `/v1/memoranda/${signedMou}/resend`, method: 'POST', token: secrets.operator, body };
  };

  const makeTokens = async (): Promise<void> => {
    const make = async (given: Parameters<DeskStage['token']>[0]) => (await stage.token(given)).secret;
    secrets.operator = await make({ role: 'operator', actsFor: 'keeper' });
    secrets.reader = await make({ role: 'reader' });
    secrets.rok = await make({ role: 'desk', actsFor: ['rok'] });
    secrets.keeper = await make({ role: 'desk', actsFor: 'keeper' });
    secrets.feed = await make({ feed: {} });
    secrets.expired = await make({ role: 'operator', actsFor: 'keeper', expiresAt: '2020-01-01T00:00:00Z' });
    const revoked = await stage.token({ role: 'operator', actsFor: 'keeper' });
    await stage.tokens.revoke(revoked.id);
    secrets.revoked = revoked.secret;
    const form = new URLSearchParams({ token: secrets.keeper });
    const session = await fetch(`${stage.desk.url}/session`, {
      method: 'POST',
      body: form,
      headers: { Origin: stage.desk.url },
      redirect: 'manual',
    });
    cookie = session.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  };

  beforeAll(async () => {
    stage = await startDeskStage();
    [mou, signedMou] = [newMou('attempts'), newMou('attempts-signed')];
    const { mou: _, ...opening } = open();
    for (const act of [opening, sign('us', '2025-10-29'), sign('rok', '2025-10-29')]) await stage.act(mou, act);
    const keys = { us: [us.jwk], rok: [rok.jwk] };
    await stage.act(signedMou, signedAs(keeper, { ...open(), mou: signedMou, keys, keeperKeys: [keeper.jwk] }));
    for (const [by, key] of Object.entries({ us, rok })) await stage.act(signedMou, signedAs(key, sign(by, '2025-10-29')));
    await makeTokens();
  });
  afterAll(() => stage.end());

  const acting = (token: string | null, body: object, id = mou, more: Sent = {}): Sent => ({
    path: `/v1/memoranda/${id}/acts`,
    method: 'POST',
    token,
    body,
    ...more,
  });
  const withCookie = (headers: Record<string, string>): Sent => acting(null, notice, mou, { headers: { Cookie: cookie, ...headers } });

  it.each<[who: string, what: string, status: number, sent: () => Sent]>([
    ['nobody', 'asks for the list', NOBODY, () => ({ path: '/v1/memoranda', token: null })],
    ['nobody', 'asks for a page', NOBODY, () => ({ path: `/memoranda/${mou}`, token: null })],
    ['nobody', 'asks for the events of all', NOBODY, () => ({ path: '/v1/events', token: null })],
    ['nobody', 'acts', NOBODY, () => acting(null, notice)],
    ['somebody', 'guesses a token', NOBODY, () => acting('mou_guessed', notice)],
    [
      'somebody',
      'sends a token of another kind',
      NOBODY,
      () => acting(null, notice, mou, { headers: { Authorization: 'Basic bW91Om1vdQ==' } }),
    ],
    ['somebody', 'sends the token in the address', NOBODY, () => ({ path: `/v1/memoranda?token=${secrets.keeper}`, token: null })],
    ['somebody', 'sends the token in the body', NOBODY, () => acting(null, { ...notice, token: secrets.keeper })],
    ['the holder of an expired token', 'asks', NOBODY, () => ({ path: '/v1/memoranda', token: secrets.expired })],
    ['the holder of an expired token', 'acts', NOBODY, () => acting(secrets.expired, notice)],
    ['the holder of a revoked token', 'asks', NOBODY, () => ({ path: '/v1/memoranda', token: secrets.revoked })],
    ['the holder of a revoked token', 'acts', NOBODY, () => acting(secrets.revoked, notice)],
    ['a reader', 'acts', FORBIDDEN, () => acting(secrets.reader, notice)],
    [
      'a reader',
      'asks for a preview',
      FORBIDDEN,
      () => acting(secrets.reader, notice, mou, { path: `/v1/memoranda/${mou}/acts?preview=true` }),
    ],
    ['a reader', 'opens a memorandum', FORBIDDEN, () => acting(secrets.reader, { do: 'open', instrument: 'us-rok-tpd' }, newMou('eve'))],
    [
      'a reader',
      'has messages sent again',
      FORBIDDEN,
      () => ({ ...acting(secrets.reader, { keys: null }), path: `/v1/memoranda/${mou}/resend` }),
    ],
    ['a reader', 'takes its token for that of a feed', FORBIDDEN, () => ({ path: `/feeds/${secrets.reader}/calendar.ics`, token: null })],
    ['a feed', 'asks for the list', FORBIDDEN, () => ({ path: '/v1/memoranda', token: secrets.feed })],
    ['a feed', 'acts', FORBIDDEN, () => acting(secrets.feed, notice)],
    ['the desk of rok', 'acts for us', FORBIDDEN, () => acting(secrets.rok, giveNotice('us', 'eve', '2026-01-05'))],
    ['the desk of rok', 'acts for both', FORBIDDEN, () => acting(secrets.rok, { ...notice, by: ['rok', 'us'] })],
    ['the desk of rok', 'acts for nobody', FORBIDDEN, () => acting(secrets.rok, deliver('eve', 'us', '2026-01-05'))],
    [
      'the desk of rok',
      'opens a memorandum',
      FORBIDDEN,
      () => acting(secrets.rok, { do: 'open', instrument: 'us-rok-tpd' }, newMou('eve')),
    ],
    [
      'the desk of rok',
      'has messages sent again',
      FORBIDDEN,
      () => ({ ...acting(secrets.rok, { keys: null }), path: `/v1/memoranda/${mou}/resend` }),
    ],
    [
      'the desk of rok',
      'signs, with a key that nobody knows, an act of us',
      FORBIDDEN,
      () => acting(secrets.rok, signedAs(other, giveNotice('us', 'eve', '2026-01-05'), mou)),
    ],
    ['another site', 'acts with the cookie of a browser', NOBODY, () => withCookie({ Origin: 'https://elsewhere.example' })],
    ['another site', 'acts with the cookie, as the browser says', NOBODY, () => withCookie({ 'Sec-Fetch-Site': 'cross-site' })],
    ['another site', 'acts with the cookie, without an origin', NOBODY, () => withCookie({ Origin: 'null' })],
    ['the keeper', 'acts with no signature where acts are signed', FORBIDDEN, () => acting(secrets.keeper, notice, signedMou)],
    ['the keeper', 'signs the act of rok', FORBIDDEN, () => acting(secrets.keeper, signedAs(keeper, notice), signedMou)],
    ['the keeper', 'signs with a key that nobody registered', FORBIDDEN, () => acting(secrets.keeper, signedAs(other, notice), signedMou)],
    ['the desk of rok', 'sends what us signed as rok', FORBIDDEN, () => acting(secrets.rok, signedAs(us, notice), signedMou)],
    [
      'the desk of rok',
      'changes a date of what it signed',
      FORBIDDEN,
      () => acting(secrets.rok, { ...signedAs(rok, notice), noticeOn: '2026-01-06' }, signedMou),
    ],
    [
      'the desk of rok',
      'changes the id of what it signed',
      FORBIDDEN,
      () => acting(secrets.rok, { ...signedAs(rok, notice), id: 'eve' }, signedMou),
    ],
    [
      'the desk of rok',
      'sends what it signed for another memorandum',
      FORBIDDEN,
      () => acting(secrets.rok, signedAs(rok, notice, mou), signedMou),
    ],
    [
      'the desk of rok',
      'sends a word as its signature',
      MALFORMED,
      () => acting(secrets.rok, { ...notice, id: 'eve', jws: 'letmein' }, signedMou),
    ],
    ['an operator', 'has messages sent again with no signature where acts are signed', FORBIDDEN, () => resending()],
    ['an operator', 'has messages sent again, signed with a key that nobody registered', FORBIDDEN, () => resending(other)],
    ['the keeper', 'sends what is no act', MALFORMED, () => acting(secrets.keeper, { do: 'seize', by: 'rok' })],
    [
      'the keeper',
      'has the address of another memorandum in the act',
      MALFORMED,
      () => acting(secrets.keeper, { ...open(), mou: 'other' }, newMou('eve')),
    ],
  ])('%s %s: %i', async (_, __, status, sent) => {
    const before = await Promise.all([mou, signedMou].map((id) => stage.client.events(id)));
    const { path = '/', ...options } = sent();
    const answer = await stage.ask(path, options);
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
    expect(answer.text).not.toContain(mou);
    expect(await Promise.all([mou, signedMou].map((id) => stage.client.events(id)))).toEqual(before);
  });

  it('lets in those who may', async () => {
    expect((await stage.ask('/v1/memoranda', { token: secrets.reader })).status).toBe(200);
    expect((await stage.ask(`/feeds/${secrets.feed}/calendar.ics`, { token: null })).status).toBe(200);
    const { path = '/', ...options } = acting(secrets.rok, notice);
    expect((await stage.ask(path, options)).status).toBe(201);
    const { path: other = '/', ...signed } = acting(secrets.rok, signedAs(rok, notice), signedMou);
    expect((await stage.ask(other, signed)).status).toBe(201);
    const { path: again = '/', ...request } = resending(rok);
    expect(await stage.ask(again, request)).toMatchObject({ status: 202, json: { resending: [] } });
  });
});
