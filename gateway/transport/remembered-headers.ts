import type { IncomingMessage } from 'node:http';
import { toHeaderLookup } from './header-lookup.ts';

/**
 * The headers of a request as long as its connection is open, which may be days: once `settle` is called it keeps those that
 * were asked for until then, and lets the request go.
 */
export class RememberedHeaders {
  #request: IncomingMessage | undefined;
  /** Name, value, name, value … of those that were there. */
  #asked: readonly string[] | undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  /** Looks a header up by its lower-case name. */
  get(name: string): string | undefined {
    const at = this.#asked?.indexOf(name) ?? -1;
    if (at !== -1 && at % 2 === 0) return this.#asked?.[at + 1];
    const value = this.#request === undefined ? undefined : toHeaderLookup(this.#request)(name);
    // A copy of its own size: one that is pushed to keeps room for more.
    if (value !== undefined) this.#asked = [...(this.#asked ?? []), name, value];
    return value;
  }

  settle(): void {
    this.#request = undefined;
  }
}
