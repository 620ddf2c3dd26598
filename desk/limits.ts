/** Who asks too often waits: by token, and by address where no token is good. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DeskError } from './errors.ts';

/** Seconds over which requests are counted, so that a page with many parts is no burst. */
const WINDOW = 10;
/** Attempts with tokens that are not good, of one address in a minute. */
const FAILURES = 120;

export type Limits = {
  /** Throws `DeskError` TOO_MANY_REQUESTS. */
  asked: (token: string) => Promise<void>;
  failed: (address: string) => Promise<void>;
};

const consumed = async (limiter: RateLimiterMemory, key: string): Promise<void> => {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new DeskError('TOO_MANY_REQUESTS', `Too many requests: try again in ${seconds} s`, { 'Retry-After': String(seconds) });
  }
};

/** @param rate requests a second and token; 0: no limit */
export const limitsOf = (rate: number): Limits => {
  const requests = rate === 0 ? undefined : new RateLimiterMemory({ points: rate * WINDOW, duration: WINDOW });
  const failures = new RateLimiterMemory({ points: FAILURES, duration: 60 });
  return {
    asked: async (token) => {
      if (requests) await consumed(requests, token);
    },
    failed: (address) => consumed(failures, address),
  };
};
