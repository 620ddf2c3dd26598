/** Ends within the time, whatever it is that hangs. @param patience milliseconds */
export const inTime = async <Result>(work: Promise<Result>, patience: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1_000} s`)), patience);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
};
