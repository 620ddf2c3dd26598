/** Verbs that run something: a scenario, or all that the engine needs. */
import type { Command } from 'commander';
import { guarded, verb } from '../command-line.ts';
import { EXAMPLES, SUMMARIES } from '../help.ts';
import type { Options } from '../output.ts';

const scenarios = (program: Command): void => {
  for (const name of ['simulate', 'rehearse'] as const) {
    verb(program, `${name} <file>`, SUMMARIES[name]).action(
      guarded(async (file: string, options: Options) => {
        const { runScenario } = await import('../verbs/scenario.ts');
        await runScenario(name, file, options);
      }),
    );
  }
};

const dev = (program: Command): void => {
  program
    .command('dev')
    .description(SUMMARIES.dev)
    .option('--port <number>', 'port of the Temporal server (default: 7233, or a free one)')
    .option('--ui-port <number>', 'port of the Web UI (default: 8233, or a free one)')
    .option('--data <folder>', 'where the state is kept (default: MOU_DATA, or .mou)')
    .option('--rehearse [instant]', 'a rehearsal: its clock begins at this instant or now, and `mou clock` moves it; nothing is kept')
    .addHelpText('after', EXAMPLES.dev ?? '')
    .action(
      guarded(async (options: Options) => {
        const { dev } = await import('../verbs/dev.ts');
        await dev(options);
      }),
    );
};

const clock = (program: Command): void => {
  verb(program, 'clock [instant]', SUMMARIES.clock).action(
    guarded(async (instant: string | undefined, options: Options) => {
      const { clock } = await import('../verbs/clock.ts');
      await clock(instant, options);
    }),
  );
};

export const running = [scenarios, dev, clock];
