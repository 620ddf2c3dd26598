/** Many questions of one kind become few: those that come while one is under way are asked together after it. */

type Waiting<Value> = { resolve: (value: Value | undefined) => void; reject: (error: unknown) => void };

/** @param askAll answers several keys at once; a key that is not in the answer is undefined. Each answer is younger than its question. */
export const batched = <Value>(askAll: (keys: string[]) => Promise<Map<string, Value>>): ((key: string) => Promise<Value | undefined>) => {
  let waiting = new Map<string, Waiting<Value>[]>();
  let isBusy = false;

  const flush = async (): Promise<void> => {
    while (waiting.size > 0) {
      const asked = waiting;
      waiting = new Map();
      try {
        const answers = await askAll([...asked.keys()]);
        for (const [key, all] of asked) for (const { resolve } of all) resolve(answers.get(key));
      } catch (error) {
        for (const all of asked.values()) for (const { reject } of all) reject(error);
      }
    }
    isBusy = false;
  };

  return (key) =>
    new Promise((resolve, reject) => {
      const before = waiting.get(key);
      if (before) before.push({ resolve, reject });
      else waiting.set(key, [{ resolve, reject }]);
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void flush());
    });
};
