/** The questions of `mou instrument new` on a terminal: an empty answer takes what stands in brackets. */
import { createInterface, type Interface } from 'node:readline/promises';
import { isCivilDate, isPeriod, isZone } from '../../../domain/calendar.ts';
import { Slug } from '../../../domain/values.ts';
import { idOfTitle, zoneOfCity } from '../../../instruments/new/choices.ts';

type Raw = Record<string, unknown>;
type Wanted = { usual?: string; right?: (answer: string) => boolean; hint?: string };

/** Asks until the answer is right. */
const ask = async (terminal: Interface, question: string, { usual = '', right = () => true, hint = '' }: Wanted = {}): Promise<string> => {
  for (;;) {
    const answer = (await terminal.question(`${question}${usual ? ` [${usual}]` : ''}: `)).trim() || usual;
    if (right(answer)) return answer;
    process.stdout.write(`  ${hint}\n`);
  }
};

const isId = (answer: string): boolean => Slug.safeParse(answer).success;
const isSlugged = { right: isId, hint: 'letters, digits, dots, hyphens or underscores' };
const PERIOD = { right: (answer: string) => answer === '' || isPeriod(answer), hint: 'a period such as P3Y (three years), P6M or P90D' };

const askParticipant = async (terminal: Interface, at: number): Promise<Raw | undefined> => {
  const optional = at > 2;
  const name = await ask(terminal, `Participant ${at}, full name${optional ? ' (empty: no more)' : ''}`, {
    right: (answer) => optional || answer !== '',
    hint: 'a memorandum has two Participants at least',
  });
  if (name === '') return undefined;
  const shortName = await ask(terminal, '  short name, as in messages', { usual: name });
  const id = await ask(terminal, '  id, as in commands', { usual: idOfTitle(shortName), ...isSlugged });
  const city = await ask(terminal, '  city of its seat', { right: (answer) => answer !== '', hint: 'such as Seoul' });
  const timeZone = await ask(terminal, '  time zone of the city', {
    usual: zoneOfCity(city) ?? '',
    right: isZone,
    hint: 'an IANA time zone such as Asia/Seoul or America/New_York',
  });
  return { id, name, shortName, city, timeZone };
};

const askParticipants = async (terminal: Interface): Promise<Raw[]> => {
  const participants: Raw[] = [];
  for (;;) {
    const participant = await askParticipant(terminal, participants.length + 1);
    if (!participant) return participants;
    participants.push(participant);
  }
};

const OPERATIVE = ['last-signature', 'mutual-confirmation', 'notes-only', 'number-of-signatures'];

const oneOf = (usual: string, names: readonly string[]): Wanted => ({
  usual,
  right: (answer) => names.includes(answer),
  hint: `one of ${names.join(', ')}`,
});

const askBeginning = async (terminal: Interface): Promise<Raw> => {
  const operative = await ask(terminal, `It becomes operative by (${OPERATIVE.join(', ')})`, oneOf('last-signature', OPERATIVE));
  if (operative !== 'number-of-signatures') return { operative };
  return {
    operative,
    count: Number(await ask(terminal, '  how many signatures', { right: (answer) => /^[1-9]\d?$/.test(answer), hint: 'a number' })),
  };
};

const askTerm = async (terminal: Interface): Promise<Raw> => {
  const term = await ask(
    terminal,
    'It runs for (a period such as P3Y, a last day such as 2030-12-31, or empty: until it is discontinued)',
    {
      right: (answer) => answer === '' || isPeriod(answer) || isCivilDate(answer),
      hint: PERIOD.hint,
    },
  );
  if (term === '') return {};
  const runs = isCivilDate(term) ? { until: term } : { period: term };
  const renewal = await ask(terminal, 'Renewed (automatic, by-decision, none)', oneOf('none', ['automatic', 'by-decision', 'none']));
  if (renewal !== 'automatic') return { ...runs, renewal };
  const renewalPeriod = await ask(terminal, '  for how long each time', { ...PERIOD, usual: isCivilDate(term) ? 'P1Y' : term });
  const unless = await ask(terminal, '  unless a notice is delivered so long before the end', { ...PERIOD, usual: 'P3M' });
  return { ...runs, renewal, renewalPeriod, unless };
};

const askEnding = async (terminal: Interface, among: number): Promise<Raw> => {
  const noticePeriod = await ask(terminal, 'A notice ends it so long after its delivery (empty: nobody can end it alone)', {
    ...PERIOD,
    usual: 'P6M',
  });
  if (!noticePeriod || among < 3) return { noticePeriod };
  const remaining = await ask(terminal, '  who gives notice leaves alone while so many remain (empty: it ends for all)', {
    right: (answer) => answer === '' || /^[1-9]\d?$/.test(answer),
    hint: 'a number, or nothing',
  });
  return { noticePeriod, ...(remaining && { remaining: Number(remaining) }) };
};

export const askChoices = async (): Promise<Raw> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const title = await ask(terminal, 'Title', {
      right: (answer) => answer !== '',
      hint: 'such as Memorandum of Understanding on Ozone Data',
    });
    const id = await ask(terminal, 'Id', { usual: idOfTitle(title), ...isSlugged });
    const participants = await askParticipants(terminal);
    const beginning = await askBeginning(terminal);
    const term = await askTerm(terminal);
    const ending = await askEnding(terminal, participants.length);
    const committee = await ask(terminal, 'A committee that meets once a year, its name (empty: none)');
    return { title, id, participants, ...beginning, ...term, ...ending, ...(committee && { committee }) };
  } finally {
    terminal.close();
  }
};
