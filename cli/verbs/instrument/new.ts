/** `mou instrument new`: from flags, or from answers on a terminal. */
import { shellWord } from '../../../domain/shell-word.ts';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { check } from '../../../domain/issues.ts';
import { INSTRUMENTS } from '../../../instruments/index.ts';
import { Choices, idOfTitle, zoneOfCity } from '../../../instruments/new/choices.ts';
import { writeInstrument } from '../../../instruments/new/write.ts';
import { UsageError } from '../../failure.ts';
import { flagOf } from '../../flag-of.ts';
import { answer, type Options } from '../../output.ts';
import { mustBeFree, writeFileWhole } from '../../write-file.ts';

type Raw = Record<string, unknown>;

/** `ID; NAME; CITY[; ZONE]`: a semicolon, because names hold commas. */
export const participantFrom = (text: string): Raw => {
  const [id, name, city, zone] = text.split(';').map((part) => part.trim());
  if (!id || !name || !city) throw new UsageError(`--participant: ${JSON.stringify(text.slice(0, 80))} is not ID; NAME; CITY`);
  const timeZone = zone ?? zoneOfCity(city);
  if (!timeZone) {
    throw new UsageError(
      `--participant: ${city} has no time zone of its name; say which is its: "${id}; ${name}; ${city}; Region/City" (as in Asia/Seoul)`,
    );
  }
  return { id, name, shortName: name.length > 30 || isAbbreviation(id, name) ? id.toUpperCase() : name, city, timeZone };
};

/** `jma` of the Japan Meteorological Agency. */
const isAbbreviation = (id: string, name: string): boolean =>
  id.length > 1 && id.toUpperCase() === [...name.matchAll(/\b\p{Lu}/gu)].map(([letter]) => letter).join('');

const number = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

const given = (choices: Raw): Raw => Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));

const FLAG_OF: Record<string, string> = { period: '--term', participants: '--participant', renewalPeriod: '--renewal-period' };

export const fromFlags = (options: Options): Raw =>
  given({
    title: options.title,
    id: options.id ?? (typeof options.title === 'string' ? idOfTitle(options.title, 'memorandum') : undefined),
    participants: ((options.participant ?? []) as string[]).map(participantFrom),
    operative: options.operative,
    count: number(options.count),
    period: options.term,
    until: options.until,
    renewal: options.renewal,
    renewalPeriod: options.renewalPeriod,
    unless: options.unless,
    times: number(options.times),
    noticePeriod: options.noticePeriod,
    remaining: number(options.remaining),
    committee: options.committee,
  });

const tooMany = ({ participants, count = 0, remaining = 0 }: Choices): string | undefined => {
  const among = participants.length;
  if (count > among) return `--count: must be at most ${among}, the number of Participants`;
  return remaining >= among ? `--remaining: must be at most ${among - 1}, those who remain when one leaves` : undefined;
};

const misplaced = ({ operative, count, period, until, renewal, unless, times, remaining, noticePeriod }: Choices): string | undefined => {
  if (period && until) return '--term and --until: one of them, not both';
  if (renewal !== 'none' && !period && !until) return '--renewal: there is no term to renew; give --term too';
  if (renewal !== 'automatic' && (unless || times)) return '--unless and --times belong to --renewal automatic';
  if (remaining && !noticePeriod) return '--remaining: give --notice-period too, how long after its delivery a notice takes effect';
  return (operative === 'number-of-signatures') !== (count !== undefined)
    ? '--count belongs to --operative number-of-signatures'
    : undefined;
};

export const choicesFrom = (raw: Raw): Choices => {
  const checked = check(Choices, raw);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = String(issue?.path[0]);
    throw new UsageError(`${FLAG_OF[field] ?? flagOf(field)}: ${raw[field] === undefined ? 'is missing' : issue?.message}`);
  }
  const misfit = tooMany(checked.data) ?? misplaced(checked.data);
  if (misfit) throw new UsageError(misfit);
  return checked.data;
};

/** As seen from the file, so that the line holds wherever the checkout is. */
const schemaFor = (out: string): string => {
  const path = relative(dirname(resolve(out)), join(INSTRUMENTS, 'schema', 'instrument.json')).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
};

/** As a shell tells of an interruption. */
const INTERRUPTED = 130;

/** An answer that names a file is held against what is there before the next question. */
const asked = async (out: string | undefined, force: boolean): Promise<Raw | undefined> => {
  const { askChoices } = await import('./questions.ts');
  return await askChoices((id) => force || out !== undefined || !existsSync(fileOf(id)));
};

const fileOf = (id: string): string => `${id}.yaml`;

export const newInstrument = async (options: Options): Promise<void> => {
  const named = options.out as string | undefined;
  const force = options.force === true;
  if (named && named !== '-') await mustBeFree(named, force);
  const asks = process.stdin.isTTY && !options.json && options.title === undefined;
  const raw = asks ? await asked(named, force) : fromFlags(options);
  if (!raw) {
    process.exitCode = INTERRUPTED;
    return;
  }
  const choices = choicesFrom(raw);
  const out = named ?? fileOf(choices.id);
  if (out === '-') {
    process.stdout.write(writeInstrument(choices, schemaFor('new.yaml')));
    return;
  }
  await writeFileWhole(out, writeInstrument(choices, schemaFor(out)), force);
  answer(options, { file: out, id: choices.id }, () => [
    `Written: ${out}`,
    'Write its clauses over with the words of your paper, and then:',
    `  npx mou instrument check ${shellWord(out)}`,
  ]);
};
