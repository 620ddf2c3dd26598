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
