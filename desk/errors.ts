/** What only the desk refuses: who asks is not known, may not, asks too often, or speaks another language than it. */
import { EngineError, EXIT } from '../domain/engine-error.ts';

export const DESK_PROBLEMS = {
  NOT_AUTHENTICATED: { status: 401, title: 'A token is needed.' },
  NOT_AUTHORISED: { status: 403, title: 'The token may not do this.' },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address takes other methods.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body is not of a type that is taken here.' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests in a short time.' },
  TIMED_OUT: { status: 504, title: 'It took too long.' },
} as const;
export type DeskProblem = keyof typeof DESK_PROBLEMS;

export class DeskError extends EngineError {
  override readonly name = 'DeskError';
  readonly code: DeskProblem;
  readonly exitCode = EXIT.refused;
  /** Headers that belong to the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: DeskProblem, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}
