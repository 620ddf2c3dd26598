/** Ports for what `mou dev` runs: the one that is asked for, that of the last time, or any that is free. */
import { UsageError } from '../cli/failure.ts';
import { freePort } from './free-port.ts';

const isFree = async (port: number): Promise<boolean> =>
  await freePort(port).then(
    () => true,
    () => false,
  );

/** The first of these ports that is free, otherwise any that is. */
export const firstFree = async (...wanted: (number | undefined)[]): Promise<number> => {
  for (const port of wanted) if (port !== undefined && (await isFree(port))) return port;
  return await freePort();
};

/** A port asked for is taken or refused; otherwise the one of the last start, the customary one, or any. */
export const portFor = async (flag: string, asked: number | undefined, ...wanted: (number | undefined)[]): Promise<number> => {
  if (asked === undefined) return await firstFree(...wanted);
  return await freePort(asked).catch((error: Error) => {
    throw new UsageError(`${flag}: ${error.message}`);
  });
};
