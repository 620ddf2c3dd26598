/** The questions of `mou instrument new` on a terminal: an empty answer takes what stands in brackets. */
import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { check } from '../../../domain/issues.ts';
import { CalendarPeriod, Day, Line, NoticePeriod, Slug, TimeZone } from '../../../domain/values.ts';
import { idOfName, idOfTitle, zoneOfCity } from '../../../instruments/new/choices.ts';

type Raw = Record<string, unknown>;
/** `usual` stands in brackets. An answer must be `of` that kind, of which `hint` is an example, or `instead`. */
type Wanted = { usual?: string; of?: z.ZodType; hint?: string; instead?: string };

type Streams = { input: Readable; output: Writable };
type Asking = { terminal: Interface; output: Writable };

/** Asks until the answer is right, so that none is refused after all the others were given. */
const ask = async (asking: Asking, question: string, { usual = '', of = Line, hint, instead }: Wanted = {}): Promise<string> => {
  for (;;) {
    const answer = (await asking.terminal.question(`${question}${usual ? ` [${usual}]` : ''}: `)).trim() || usual;
    if (answer === instead) return answer;
    const checked = check(of, answer);
    if (checked.success) return answer;
    const [{ message } = { message: '' }] = checked.error.issues;
    // Some say themselves what would be right.
    asking.output.write(`  ${message}${hint && !message.includes('such as') ? `, such as ${hint}` : ''}\n`);
  }
};

const NONE = 'none';
const asPeriod = { of: CalendarPeriod, hint: 'P3Y (three years) or P6M (six months)' };

/** Letters that no id can hold leave nothing of a name: then the Participant has a number. */
const idFor = (shortName: string, taken: readonly string[]): string => {
  const numbered = `participant-${taken.length + 1}`;
  const id = idOfName(shortName, numbered);
  return taken.includes(id) ? numbered : id;
};

const askParticipant = async (asking: Asking, taken: readonly string[]): Promise<Raw | undefined> => {
  const at = taken.length + 1;
  const enough = at > 2;
  const name = await ask(asking, `Participant ${at}, full name${enough ? ' (empty: no more)' : ''}`, enough ? { instead: '' } : {});
  if (name === '') return undefined;
  const shortName = await ask(asking, '  short name, as in messages', { usual: name });
  const id = await ask(asking, '  id, as in commands', {
    usual: idFor(shortName, taken),
    of: Slug.refine((answer) => !taken.includes(answer), 'is the id of another Participant'),
  });
  const city = await ask(asking, '  city of its seat', { hint: 'Seoul' });
  const timeZone = await ask(asking, '  time zone of the city', {
    usual: zoneOfCity(city) ?? '',
    of: TimeZone,
    hint: 'America/New_York',
  });
  return { id, name, shortName, city, timeZone };
};

const MOST_PARTICIPANTS = 50;

const askParticipants = async (asking: Asking): Promise<Raw[]> => {
  const participants: Raw[] = [];
  while (participants.length < MOST_PARTICIPANTS) {
    const taken = participants.map(({ id }) => String(id));
    const participant = await askParticipant(asking, taken);
    if (!participant) break;
    participants.push(participant);
  }
  return participants;
};

const oneOf = (usual: string, ...names: string[]): Wanted => ({
  usual,
  of: z.string().refine((answer) => names.includes(answer), `must be one of ${names.join(', ')}`),
});

const upTo = (most: number): z.ZodType =>
  z.string().refine((answer) => /^[1-9]\d*$/.test(answer) && Number(answer) <= most, `must be a number from 1 to ${most}`);

const askBeginning = async (asking: Asking, among: number): Promise<Raw> => {
  const rules = ['last-signature', 'mutual-confirmation', 'notes-only', 'number-of-signatures'];
  const operative = await ask(asking, `It becomes operative by (${rules.join(', ')})`, oneOf('last-signature', ...rules));
  if (operative !== 'number-of-signatures') return { operative };
  return { operative, count: Number(await ask(asking, '  how many signatures', { usual: String(among), of: upTo(among) })) };
};

const isDay = (answer: string): boolean => Day.safeParse(answer).success;
const TERM = z
  .string()
  .refine(
    (answer) => CalendarPeriod.safeParse(answer).success || isDay(answer),
    'must be a period such as P3Y, or a date such as 2030-12-31',
  );

const askTerm = async (asking: Asking): Promise<Raw> => {
  const term = await ask(asking, 'It runs for a period (P3Y), or until a last day (2030-12-31); none: until it is discontinued', {
    usual: NONE,
    of: TERM,
    instead: NONE,
  });
  if (term === NONE) return {};
  const runs = isDay(term) ? { until: term } : { period: term };
  const renewal = await ask(asking, 'Renewed (automatic, by-decision, none)', oneOf(NONE, 'automatic', 'by-decision', NONE));
  if (renewal !== 'automatic') return { ...runs, renewal };
  const renewalPeriod = await ask(asking, '  for how long each time', { ...asPeriod, usual: isDay(term) ? 'P1Y' : term });
  const question = '  unless a notice is delivered so long before the end; none: no such notice is foreseen';
  const unless = await ask(asking, question, { ...asPeriod, usual: 'P3M', instead: NONE });
  return { ...runs, renewal, renewalPeriod, ...(unless !== NONE && { unless }) };
};

const askEnding = async (asking: Asking, among: number): Promise<Raw> => {
  const question = 'A notice ends it so long after its delivery; none: nobody can end it alone';
  const noticePeriod = await ask(asking, question, { ...asPeriod, of: NoticePeriod, usual: 'P6M', instead: NONE });
  if (noticePeriod === NONE) return {};
  if (among < 3) return { noticePeriod };
  const leaves = '  who gives notice leaves alone while so many remain; none: the notice ends it for all';
  const remaining = await ask(asking, leaves, { usual: NONE, of: upTo(among - 1), instead: NONE });
  return { noticePeriod, ...(remaining !== NONE && { remaining: Number(remaining) }) };
};

const askAll = async (asking: Asking, isFree: (id: string) => boolean): Promise<Raw> => {
  const title = await ask(asking, 'Title', { hint: 'Memorandum of Understanding on Ozone Data' });
  const id = await ask(asking, 'Id', {
    usual: idOfTitle(title, 'memorandum'),
    of: Slug.refine(isFree, 'is the name of a file that is there already'),
  });
  const participants = await askParticipants(asking);
  const beginning = await askBeginning(asking, participants.length);
  const term = await askTerm(asking);
  const ending = await askEnding(asking, participants.length);
  const committee = await ask(asking, 'The name of a committee that meets once a year; none: there is none', { usual: NONE });
  return { title, id, participants, ...beginning, ...term, ...ending, ...(committee !== NONE && { committee }) };
};

/** Standard output may be the file itself. */
const TERMINAL: Streams = { input: process.stdin, output: process.stderr };

/**
 * @param isFree whether a new file can have that id
 * @returns nothing where the questions were broken off: Ctrl+C, or the end of the input
 */
export const askChoices = async (isFree: (id: string) => boolean, { input, output } = TERMINAL): Promise<Raw | undefined> => {
  const terminal = createInterface({ input, output, terminal: true });
  try {
    return await askAll({ terminal, output }, isFree);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ABORT_ERR') throw error;
    output.write('\nNothing was written.\n');
    return undefined;
  } finally {
    terminal.close();
  }
};
