/** Who asks, by the token in the header or the cookie; and what that one may do. */
import { LRUCache } from 'lru-cache';
import { NoService } from '../client/errors.ts';
import { isAtLeast, type Role, type Token } from '../domain/tokens.ts';
import { batched } from './batched.ts';
import { DeskError } from './errors.ts';
import { hashOf, isValid, type TokenStore } from './tokens.ts';

/** While what keeps the tokens is down, one that was good so lately is taken as good. */
const REMEMBERED_MS = 10 * 60_000;

/** For questions a token is looked up once in so long: one that is revoked reads nothing after that, and never acts again. */
const FRESH_MS = 1_000;

/** What an act says of who does it: nothing else of it is looked at before it is checked. */
type Doer = { by?: unknown };

export class Callers {
  readonly #ask: (hash: string) => Promise<Token | undefined>;
  readonly #lately = new LRUCache<string, Token>({ max: 10_000, ttl: REMEMBERED_MS });
  /** By the secrets themselves: for no longer than that second. */
  readonly #fresh = new LRUCache<string, Token>({ max: 10_000, ttl: FRESH_MS, ttlAutopurge: true });

  constructor(store: TokenStore) {
    this.#ask = batched((hashes) => store.by(hashes));
  }

  /**
   * The token that a secret stands for; undefined where it stands for none, or for none any more. Throws `NoService`.
   * @param onlyAsks one that was good within the last second is good: enough for who changes nothing
   */
  async of(secret: string, onlyAsks = false): Promise<Token | undefined> {
    const token = (onlyAsks && this.#fresh.get(secret)) || (await this.#known(secret));
    return token && isValid(token, Date.now()) ? token : undefined;
  }

  async #known(secret: string): Promise<Token | undefined> {
    const hash = hashOf(secret);
    try {
      const token = await this.#ask(hash);
      if (token) {
        this.#lately.set(hash, token);
        this.#fresh.set(secret, token);
      } else {
        this.#lately.delete(hash);
        this.#fresh.delete(secret);
      }
      return token;
    } catch (error) {
      const token = error instanceof NoService ? this.#lately.get(hash) : undefined;
      if (!token) throw error;
      return token;
    }
  }
}

export const mustHaveRole = (token: Token, needed: Role): void => {
  if (token.feed !== null) throw new DeskError('NOT_AUTHORISED', 'This token is the address of a feed, and reads nothing else');
  if (!isAtLeast(token.role, needed))
    throw new DeskError('NOT_AUTHORISED', `The role ${needed} is needed, and this token has the role ${token.role}`);
};

/** Whether the token's holder may send this act: the keeper every act; another one those of its Participants. */
export const mustActFor = ({ actsFor }: Token, { by }: Doer): void => {
  if (actsFor === 'keeper') return;
  if (by === undefined) {
    throw new DeskError(
      'NOT_AUTHORISED',
      'by: an act that names no Participant is recorded by the keeper alone, and this token is not the keeper’s',
    );
  }
  if (typeof by === 'string' && actsFor.includes(by)) return;
  const whom = actsFor.length > 0 ? `acts for ${actsFor.join(', ')}` : 'acts for nobody';
  throw new DeskError('NOT_AUTHORISED', `by: this token ${whom}`);
};
