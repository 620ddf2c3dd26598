/** What was started, to be stopped: the last first, and each of them, whatever the end of another one comes to. */

export type Undo = (() => Promise<unknown>)[];

/** Throws what failed first, once all of them were tried. */
export const undoAll = async (undo: Undo): Promise<void> => {
  const failures: unknown[] = [];
  for (const one of undo.splice(0).reverse()) {
    try {
      await one();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
};

/** Starts all of it, or nothing: what came up before a failure is stopped again. The failure is what is told of. */
export const wholeOrNothing = async <All>(stop: () => Promise<void>, start: () => Promise<All>): Promise<All> => {
  try {
    return await start();
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
};
