/** No such file, or no instrument of that id: the caller looked in the wrong place, and nothing was refused. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code = 'NOT_FOUND';

  toJSON(): { code: 'NOT_FOUND'; message: string } {
    return { code: this.code, message: this.message };
  }
}
