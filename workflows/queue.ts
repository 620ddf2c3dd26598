/** One thing after the other, in the order of their coming: an act is judged on what the one before it left. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Resolves or rejects as the job does; the next one begins in either case. */
  async run<Result>(job: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const before = this.#last;
    const done = before.then(job, job);
    this.#last = done.catch(() => {});
    try {
      return await done;
    } finally {
      this.#waiting -= 1;
    }
  }
}
