import { stdSerializers } from 'pino';

/** As deep as errors may stand in each other. */
const MAX_DEPTH = 4;

/**
 * An error as a log line holds it: its type, message, stack and what else it says of itself. What a command of Redis was given is left
 * out, since it may be a password or a caller's data, and so are the constants that every DOMException carries.
 */
export function toLoggedError(error: unknown): unknown {
  return error instanceof Error ? withoutArguments(stdSerializers.err(error), MAX_DEPTH) : error;
}

function withoutArguments(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutArguments(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.endsWith('_ERR'))
      .map(([key, member]) => [key, key === 'command' ? nameOf(member) : withoutArguments(member, depth - 1)]),
  );
}

function nameOf(command: unknown): unknown {
  return typeof command === 'object' && command !== null ? (command as { readonly name?: unknown }).name : command;
}
