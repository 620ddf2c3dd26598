/** The clock of this machine beside that of the register, and the data of the time zones. */
import type { Register } from '../register/port.ts';
import { type Found, ok, unknown, warning, wrong } from './findings.ts';

/** Dates of acts are judged to the day, and keys to the second. */
const MOST_APART_MS = 5_000;
const YEAR_MS = 365 * 86_400_000;
/** New data come several times a year; a Node.js that is kept up has them. */
const OLD_YEARS = 2;

export const ofClock = async (register: Register | undefined, now: () => number): Promise<Found> => {
  if (!register) return unknown('not compared: no register answers');
  const before = now();
  const there = await register.now();
  const after = now();
  // Its answer was given some time between asking and hearing.
  const apart = there < before ? before - there : there > after ? there - after : 0;
  if (apart <= MOST_APART_MS) return ok("within 5 s of the register's");
  const direction = there < before ? 'ahead of' : 'behind';
  return wrong(
    `${Math.round(apart / 1_000)} s ${direction} the register's`,
    'Let both machines keep time by NTP: dates and keys are judged by it.',
  );
};

/** @param version as Node.js has it: `2026a` */
export const ofTimeZones = (version: string | undefined, now: number): Found => {
  const year = Number(/^\d{4}/.exec(version ?? '')?.[0]);
  if (!year) return wrong('this Node.js has no data of time zones', 'Use a Node.js with full ICU, as those from nodejs.org are.');
  const age = (now - Date.UTC(year, 0)) / YEAR_MS;
  if (age < OLD_YEARS + 1) return ok(`data of ${version}`);
  return warning(
    `data of ${version}: a country may have changed its time since`,
    'Use a Node.js of the last two years, for the worker too.',
  );
};
