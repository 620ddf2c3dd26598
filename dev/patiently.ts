/** Says what is waited for, where it takes longer than somebody who looks on expects. */

/** In milliseconds. */
const SLOW = 3_000;

/** @param what is to start: "the Temporal server" */
export const patiently = async <Part>(tell: (line: string) => void, what: string, starting: Promise<Part>, slow = SLOW): Promise<Part> => {
  const wondering = setTimeout(() => tell(`Waiting for ${what} to start …`), slow);
  return await starting.finally(() => clearTimeout(wondering));
};
