/** `mou instrument`: writing a memorandum of one's own, and checking it. No server is asked. */
import type { Command } from 'commander';
import { guarded, list, toFile, verb } from '../command-line.ts';
import { examples } from '../help.ts';
import type { Options } from '../output.ts';

const defineNew = (instrument: Command): void => {
  toFile(verb(instrument, 'new', 'Writes a new instrument file with comments, valid as it stands: asks, or takes flags.'))
    .option('--title <text>', 'the title')
    .option('--id <id>', 'the id (default: made of the title)')
    .option(
      '--participant <text>',
      'ID; NAME; CITY, and where the city has no time zone of its name: ID; NAME; CITY; ZONE; given once for each Participant',
      list,
    )
    .option('--operative <rule>', 'last-signature, mutual-confirmation, notes-only or number-of-signatures (default: last-signature)')
    .option('--count <number>', 'with number-of-signatures: how many')
    .option('--term <period>', 'how long it runs, such as P3Y (default: until it is discontinued)')
    .option('--until <date>', 'instead of --term: the last operative day')
    .option('--renewal <rule>', 'automatic, by-decision or none (default: none)')
    .option('--renewal-period <period>', 'with automatic: for how long each time (default: as long as the term)')
    .option('--unless <period>', 'with automatic: unless a notice is delivered so long before the end, such as P3M')
    .option('--times <number>', 'with automatic: so often at most')
    .option('--notice <period>', 'a notice takes effect so long after its delivery, such as P6M (default: nobody can end it alone)')
    .option('--remaining <number>', 'a notice takes out its giver alone, while so many remain')
    .option('--committee <name>', 'a committee that meets once a year')
    .option('--out <file>', 'into this file, or - for standard output (default: ID.yaml)')
    .addHelpText(
      'after',
      examples(
        'npx mou instrument new',
        `npx mou instrument new --title "Memorandum on Ozone Data" --participant "kma; Korea Meteorological Administration; Seoul" --participant "noaa; National Oceanic and Atmospheric Administration; Washington; America/New_York" --term P3Y --renewal automatic --renewal-period P1Y --unless P3M --notice P6M`,
      ),
    )
    .action(
      guarded(async (options: Options) => {
        const { newInstrument } = await import('./new.ts');
        await newInstrument(options);
      }),
    );
};

const defineCheck = (instrument: Command): void => {
  verb(
    instrument,
    'check <file>',
    'Names every problem of an instrument file at once, or says in words what the engine understands, with dates worked out.',
  )
    .addHelpText(
      'after',
      `\nExit codes: 0 valid, with warnings or without; 2 not valid.\n${examples('npx mou instrument check my-memorandum.yaml', 'npx mou instrument check us-rok-tpd')}`,
    )
    .action(
      guarded(async (file: string, options: Options) => {
        const { check } = await import('./check.ts');
        await check(file, options);
      }),
    );
};

const defineSchema = (instrument: Command): void => {
  verb(instrument, 'schema', 'Prints the JSON Schema of an instrument file, by which editors complete and check it.')
    .addHelpText('after', examples('npx mou instrument schema > instrument.schema.json'))
    .action(
      guarded(async () => {
        const { schema } = await import('./schema.ts');
        schema();
      }),
    );
};

export const defineInstrument = (program: Command): void => {
  const instrument = program.command('instrument').description("Writing a memorandum of one's own: new, check, schema.");
  for (const define of [defineNew, defineCheck, defineSchema]) define(instrument);
};
