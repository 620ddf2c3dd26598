/** The way to other memoranda, for one that replaces another: the client, connected when it is first needed. Where acts are signed there, it signs with the worker's own key. */
import type { OtherMemoranda } from '../activities/notify/memorandum.ts';
import { MouClient } from '../client/index.ts';
import { signerOf } from '../keys/own-keys.ts';
import { openedOnce } from '../register/opened-once.ts';

export const otherMemoranda = (databaseUrl: string | undefined): { memoranda: OtherMemoranda; close: () => Promise<void> } => {
  const { get: client, close } = openedOnce(async () => await MouClient.connect({ databaseUrl, signer: await signerOf() }));
  return {
    memoranda: {
      state: async (mou) => await (await client()).state(mou),
      act: async (mou, act) => await (await client()).act(mou, act),
    },
    close,
  };
};
