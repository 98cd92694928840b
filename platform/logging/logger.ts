import { pino, type Logger as PinoLogger, type DestinationStream } from 'pino';
import { toLoggedError } from './to-logged-error.ts';

/** Where a room writes its log lines: facts as an object, then a sentence. */
export type Logger = PinoLogger;

/** From the fewest lines to the most, `silent` for none. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** The least severity that is written. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Paths that may carry a secret; their values are never written. */
const REDACTED = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  '*.password',
  '*.secret',
  '*.token',
  '*.authorization',
  '*.cookie',
  'headers.authorization',
  'headers.cookie',
];

/**
 * Structured JSON logs, one object a line, on standard error (standard output belongs to the command line).
 * Times are ISO 8601; `process` names the process in a deployment of several.
 */
export function createLogger(options: { level: LogLevel; process: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: toLoggedError },
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
