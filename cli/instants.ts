import { isCivilDate, isInstant, notAnInstant, parseInstant } from '../domain/calendar.ts';
import { UsageError } from './failure.ts';

/** An instant, or a civil date for its beginning in UTC. @returns epoch milliseconds. Throws `UsageError` naming the flag. */
export const instantFrom = (flag: string, text: string): number => {
  if (isInstant(text)) return parseInstant(text);
  if (isCivilDate(text)) return parseInstant(`${text}T00:00:00Z`);
  throw new UsageError(`${flag}: ${JSON.stringify(text)} ${notAnInstant(text)}`);
};
