/** The command line was not understood; `message` is one line for the person who typed it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Reads a port of the command line; 0 asks the system for a free one. */
export function readPort(text: string | undefined, option: string): number {
  const port = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`${option}: expected a port from 0 to 65535, received ${text ?? 'nothing'}`);
  return port;
}
