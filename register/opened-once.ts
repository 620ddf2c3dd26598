/** What is opened when it is first needed, and again where that failed: it may be there by then. */
export const openedOnce = <Opened extends { close(): Promise<void> }>(open: () => Promise<Opened>) => {
  let opened: Promise<Opened> | undefined;
  return {
    /** Rejects where it cannot be opened now. */
    get: async (): Promise<Opened> =>
      await (opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      })),
    close: async (): Promise<void> => await (await opened?.catch(() => undefined))?.close(),
  };
};
