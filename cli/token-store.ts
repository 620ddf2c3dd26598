/** Where the desk's tokens are: in the register or, where there is none, in a file. */
import { join } from 'node:path';
import type { Archive } from '../client/archive.ts';
import type { TokenStore } from '../desk/tokens.ts';
import { databaseUrl, dataFolder } from './connect.ts';
import { registerPlace } from './with-register.ts';

export const tokenStore = async (archive: Archive | undefined): Promise<TokenStore> => {
  const { tokensInFile, tokensInRegister } = await import('../desk/tokens.ts');
  return archive ? tokensInRegister(archive) : tokensInFile(process.env.MOU_DESK_TOKENS || join(dataFolder(), 'tokens.json'));
};

/** Works with the tokens, and closes what was opened for them. */
export const withTokens = async <Result>(work: (store: TokenStore) => Promise<Result>): Promise<Result> => {
  if ((await databaseUrl()) === undefined) return await work(await tokenStore(undefined));
  const { Archive } = await import('../client/archive.ts');
  const archive = new Archive(await registerPlace());
  try {
    return await work(await tokenStore(archive));
  } finally {
    await archive.close();
  }
};
