/** Thrown when a body is larger than its reader takes, or there is no room for it beside the others; the message says what was too much. */
export class OversizeError extends Error {}

/** Room for the bodies that are being read from one server. One body has a bound of its own; a crowd of them has this. */
export interface BodyRoom {
  /** Takes so many bytes of it. Throws an OversizeError, and takes none, when so many are not left. */
  take(bytes: number): void;
  /** Gives back what was taken. */
  give(bytes: number): void;
}

export function createBodyRoom(maxBytes: number): BodyRoom {
  let left = maxBytes;
  return {
    take(bytes) {
      if (bytes > left) throw new OversizeError(`more than ${maxBytes} bytes at a time`);
      left -= bytes;
    },
    give(bytes) {
      left += bytes;
    },
  };
}
