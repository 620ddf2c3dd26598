/** One line of JSON an entry, on standard error: standard output is nobody's log. */
import { type DestinationStream, type Logger, pino } from 'pino';

/** The SDK logs what failed as `error`; without that it would be printed as `{}`. */
const serializers = { err: pino.stdSerializers.err, error: pino.stdSerializers.err };

export const createLogger = (
  { MOU_LOG_LEVEL: level }: { MOU_LOG_LEVEL: string },
  destination: DestinationStream = pino.destination(2),
): Logger => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers }, destination);
