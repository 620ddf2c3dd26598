/** The exit codes of the `mou` command. `unread`: nobody reads what is printed; the number by which a shell tells of SIGPIPE. */
export const EXIT = { done: 0, unexpected: 1, invalid: 2, refused: 3, notFound: 4, noService: 5, unread: 141 } as const;

type Told = { code: string; message: string; clause?: string };

/** The base of all errors that the engine tells its users of: by a code for programs, and a sentence for people. */
export abstract class EngineError extends Error {
  abstract readonly code: string;
  /** With which the command ends. */
  abstract readonly exitCode: number;
  /** The clause on which it rests, where there is one. */
  readonly clause: string | undefined;

  /** Messages about a field begin with its path: `signedOn: must be …`. */
  get field(): string | undefined {
    return /^([A-Za-z][\w.-]*): /.exec(this.message)?.[1];
  }

  toJSON(): Told {
    return { code: this.code, message: this.message, ...(this.clause && { clause: this.clause }) };
  }
}
