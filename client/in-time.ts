/** Ends within the time, whatever it is that hangs. @param patience milliseconds */
export const inTime = async <Result>(
  work: Promise<Result>,
  patience: number,
  late = (): Error => new Error(`no answer within ${patience / 1_000} s`),
): Promise<Result> =>
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), patience);
    const answered = <Value>(settle: (value: Value) => void) => {
      return (value: Value) => {
        clearTimeout(timer);
        settle(value);
      };
    };
    work.then(answered(resolve), answered(reject));
  });

/** Milliseconds that is waited for what can be done without. */
const SOON_MS = 2_000;

/** Undefined where it cannot be told, or not soon. */
export const soon = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> =>
  await inTime(asked, SOON_MS).catch(() => undefined);
