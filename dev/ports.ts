/** Ports for what `mou dev` runs: the one that is asked for, that of the last time, or any that is free. */
import { rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/failure.ts';
import { isAlive } from '../cli/local.ts';
import { freePort } from './free-port.ts';

const isFree = async (port: number): Promise<boolean> =>
  await freePort(port).then(
    () => true,
    () => false,
  );

export const claimOf = (port: number): string => join(tmpdir(), `mou-port-${port}`);

/** A port is free until its server listens: of two that start at one moment, the other finds it claimed. */
const claimed = async (port: number): Promise<boolean> => {
  const claim = claimOf(port);
  const isOurs = await writeFile(claim, `${process.pid}`, { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (isOurs) {
    process.once('exit', () => rmSync(claim, { force: true }));
    return true;
  }
  const holder = Number(await readFile(claim, 'utf8').catch(() => '0'));
  if (holder === process.pid) return true;
  if (holder > 0 && isAlive(holder)) return false;
  const isGone = await rm(claim, { force: true }).then(
    () => true,
    () => false,
  );
  return isGone && (await claimed(port));
};

/** The first of these ports that is free, otherwise any that is. */
export const firstFree = async (...wanted: (number | undefined)[]): Promise<number> => {
  for (const port of wanted) if (port !== undefined && (await isFree(port)) && (await claimed(port))) return port;
  return await freePort();
};

/** A port asked for is taken or refused; otherwise the one of the last start, the customary one, or any. */
export const portFor = async (flag: string, asked: number | undefined, ...wanted: (number | undefined)[]): Promise<number> => {
  if (asked === undefined) return await firstFree(...wanted);
  return await freePort(asked).catch((error: Error) => {
    throw new UsageError(`${flag}: ${error.message}`);
  });
};
