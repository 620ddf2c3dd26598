/** `mou instrument`: writing a memorandum of one's own, and checking it. No server is asked. */
import { FORCE, type Verb } from '../../verb.ts';

const PARTICIPANTS =
  '--participant "kma; Korea Meteorological Administration; Seoul" --participant "noaa; National Oceanic and Atmospheric Administration; Washington; America/New_York"';

const created: Verb = {
  usage: 'instrument new',
  summary: 'Writes a new instrument file with comments, valid as it stands: asks, or takes flags.',
  examples: [
    'instrument new',
    `instrument new --title "Memorandum on Ozone Data" ${PARTICIPANTS} --term P3Y --renewal automatic --renewal-period P1Y --unless P3M --notice-period P6M`,
  ],
  options: [
    FORCE,
    { flag: '--title <text>', help: 'the title' },
    { flag: '--id <id>', help: 'the id (default: made of the title)' },
    {
      flag: '--participant <text>',
      help: 'ID; NAME; CITY, and where the city has no time zone of its name: ID; NAME; CITY; ZONE; given once for each Participant',
      list: true,
    },
    {
      flag: '--operative <rule>',
      help: 'last-signature, mutual-confirmation, notes-only or number-of-signatures (default: last-signature)',
    },
    { flag: '--count <number>', help: 'with number-of-signatures: how many' },
    { flag: '--term <period>', help: 'how long it runs, such as P3Y (default: until it is discontinued)' },
    { flag: '--until <date>', help: 'instead of --term: the last operative day' },
    { flag: '--renewal <rule>', help: 'automatic, by-decision or none (default: none)' },
    { flag: '--renewal-period <period>', help: 'with automatic: for how long each time (default: as long as the term)' },
    { flag: '--unless <period>', help: 'with automatic: unless a notice is delivered so long before the end, such as P3M' },
    { flag: '--times <number>', help: 'with automatic: so often at most' },
    {
      flag: '--notice-period <period>',
      help: 'a notice takes effect so long after its delivery, such as P6M (default: nobody can end it alone)',
    },
    { flag: '--remaining <number>', help: 'a notice takes out its giver alone, while so many remain' },
    { flag: '--committee <name>', help: 'a committee that meets once a year' },
    { flag: '--out <file>', help: 'into this file, or - for standard output (default: ID.yaml)' },
  ],
  run: async (options) => {
    const { newInstrument } = await import('./new.ts');
    await newInstrument(options);
  },
};

const checked: Verb = {
  usage: 'instrument check <file>',
  summary: 'Names every problem of an instrument file at once, or says in words what the engine understands, with dates worked out.',
  details: 'Exit codes: 0 valid, with warnings or without; 2 not valid.',
  examples: ['instrument check my-memorandum.yaml', 'instrument check MOU'],
  run: async (options, file) => {
    const { check } = await import('./check.ts');
    await check(file, options);
  },
};

const schema: Verb = {
  usage: 'instrument schema',
  summary: 'Prints the JSON Schema of an instrument file, by which editors complete and check it.',
  examples: ['instrument schema > instrument.schema.json'],
  run: async () => {
    const { schema } = await import('./schema.ts');
    schema();
  },
};

export const verbs: readonly Verb[] = [created, checked, schema];
