/** A progress bar on standard error, where that is a terminal. */
import { clearLine, cursorTo } from 'node:readline';
import { MultiBar } from 'cli-progress';
import type { Report } from './report.ts';

export type Bar = {
  /** Moves it on. @param bytes of the input that are dealt with */
  update(bytes: number): void;
  /** Makes room for a line on standard output, where both are the same terminal. */
  yieldLine(): void;
  stop(): void;
};

const NONE: Bar = { update: () => {}, yieldLine: () => {}, stop: () => {} };

/** @param total bytes, where the input is a file; undefined for a pipe, of which nobody knows how much is to come */
export const startBar = (total: number | undefined, { counts }: Report): Bar => {
  const { stderr, stdout } = process;
  if (!stderr.isTTY) return NONE;
  const share = total === undefined ? '' : '{bar} {percentage} % · {eta_formatted} to go · ';
  // Not the library's single bar: that one restores the cursor to where it was before the lines that have scrolled by.
  const bars = new MultiBar({
    stream: stderr,
    format: `${share}{applied} applied · {repeated} as before · {refused} refused · {invalid} not valid · {failed} failed`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    linewrap: true,
    forceRedraw: true,
    clearOnComplete: true,
    etaBuffer: 200,
  });
  const bar = bars.create(total ?? 0, 0, { ...counts });
  return {
    update: (bytes) => bar.update(bytes, { ...counts }),
    yieldLine: () => {
      if (!stdout.isTTY) return;
      cursorTo(stderr, 0);
      clearLine(stderr, 0);
    },
    stop: () => bars.stop(),
  };
};
