/** Verbs of files and of the register. */
import type { Command } from 'commander';
import { dated, guarded, list, toFile, verb } from '../command-line.ts';
import { SUMMARIES } from '../help.ts';
import type { Options } from '../output.ts';

const exporting = (program: Command): void => {
  toFile(dated(verb(program, 'export <id>', SUMMARIES.export)))
    .option('--format <format>', 'json, cloudevents, ics, akn (Akoma Ntoso) or markdown (default with --json: json)')
    .option('--ics', 'the same as --format ics: a calendar feed of the whole')
    .option('--out <file>', 'into this file (default: standard output)')
    .action(
      guarded(async (mou: string, options: Options) => {
        const { exportFile } = await import('../verbs/export.ts');
        await exportFile(mou, options);
      }),
    );
};

const report = (program: Command): void => {
  toFile(dated(verb(program, 'report <id>', SUMMARIES.report)))
    .option('--out <file>', 'into this file, or - for standard output (default: ID-report.html)')
    .action(
      guarded(async (mou: string, options: Options) => {
        const { report } = await import('../verbs/export.ts');
        await report(mou, options);
      }),
    );
};

const verify = (program: Command): void => {
  verb(program, 'verify [id]', SUMMARIES.verify)
    .option('--since <checkpoint>', 'the register, held against this earlier checkpoint too')
    .option('--checkpoint <file>', 'this checkpoint instead of the register')
    .option('--heads <file>', 'the heads that the checkpoint signs (with --since by default: beside it)')
    .option('--extract <file>', 'with --checkpoint: an extract that it signs; may be given again', list)
    .option('--export <file>', 'this export instead of the register; with --checkpoint: that it is signed; may be given again', list)
    .option('--public-key <key>', 'the key of who should have signed the checkpoint, in base64')
    .action(
      guarded(async (mou: string | undefined, options: Options) => {
        const { verify } = await import('../verbs/verify.ts');
        await verify(mou, options);
      }),
    );
};

const checkpoint = (program: Command): void => {
  toFile(verb(program, 'checkpoint', SUMMARIES.checkpoint))
    .option('--key <file>', 'Ed25519 private key, PEM (default: mou-signing-key.pem, made where it is not there)')
    .option('--out <file>', 'the checkpoint (default: checkpoint.json); the heads and extracts go beside it')
    .option('--extract <id>', 'an extract of this memorandum, for whom nothing else concerns; may be given again', list)
    .action(
      guarded(async (options: Options) => {
        const { checkpoint } = await import('../verbs/register.ts');
        await checkpoint(options);
      }),
    );
};

const importing = (program: Command): void => {
  verb(program, 'import <file>', SUMMARIES.import).action(
    guarded(async (file: string, options: Options) => {
      const { importFile } = await import('../verbs/register.ts');
      await importFile(file, options);
    }),
  );
};

const migrating = (program: Command): void => {
  verb(program, 'migrate', SUMMARIES.migrate).action(
    guarded(async (options: Options) => {
      const { migrate } = await import('../verbs/migrate.ts');
      await migrate(options);
    }),
  );
};

export const keeping = [exporting, report, verify, checkpoint, importing, migrating];
