/** Prometheus' own tool for rules, where it is on this machine: `PROMTOOL_PATH`, or on the PATH. */
import { execa } from 'execa';

const path = process.env.PROMTOOL_PATH || 'promtool';

const isThere = await execa(path, ['--version'], { reject: false }).then(({ failed }) => !failed);

/** What it is called with, and what it says; undefined where it is not here. */
export const promtool = isThere
  ? async (args: readonly string[], cwd: string): Promise<string> => {
      const { all, exitCode } = await execa(path, args, { cwd, all: true, reject: false });
      return exitCode === 0 ? 'SUCCESS' : all;
    }
  : undefined;
