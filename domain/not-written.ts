/** Why a file was not written, in one sentence that names it: the system's own error of a full disk names no file. */
import { EngineError, EXIT } from './engine-error.ts';

type SystemError = { code: string; message: string };

/** What is wrong with the place that was named: another place would do. All else, as a full disk, is nobody's input. */
const PLACE = ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENAMETOOLONG', 'ELOOP'];

export class NotWritten extends EngineError {
  override readonly name = 'NotWritten';
  readonly code: 'INVALID' | 'NOT_WRITTEN';
  readonly exitCode: number;

  /** @param file its path, and before it the flag or the setting that named it */
  constructor(file: string, { code, message }: SystemError) {
    const isPlace = PLACE.includes(code);
    // Of a file where its folder would be, making that folder says that it exists; a full disk: `ENOSPC: no space left on device, write`.
    const reason = code === 'EEXIST' ? 'not a directory' : message.replace(/^[A-Z0-9]+: ([^,]*).*$/s, '$1');
    super(`${file} cannot be written: ${reason}`);
    this.code = isPlace ? 'INVALID' : 'NOT_WRITTEN';
    this.exitCode = isPlace ? EXIT.invalid : EXIT.unexpected;
  }
}

const isOfSystem = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && /^E[A-Z0-9]+$/.test(String(error.code));

/** What is thrown where a file could not be written; an error that is not the system's stays as it is. */
export const notWritten = (file: string, error: unknown): unknown => (isOfSystem(error) ? new NotWritten(file, error) : error);
