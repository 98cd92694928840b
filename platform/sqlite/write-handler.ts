/**
 * What a store teaches its writer thread. The module at the handler's URL exports
 * `createWriteHandler(db, options): WriteHandler`; it may create tables there (the thread calls it once, before any request).
 */
export interface WriteHandler<Request, Reply> {
  /**
   * Applies one request inside a savepoint and returns its reply (structured-cloneable). Synchronous.
   * A throw undoes only this request; the caller's promise rejects with the error's name, message and code.
   */
  apply(request: Request): Reply;
}

/** What a writer thread is started with; `handler` is a URL. */
export interface WriterData {
  readonly file: string;
  readonly handler: string;
  readonly options: unknown;
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF';
  /** How many pages the file may have; undefined: as the disk lets it. */
  readonly maxPages: number | undefined;
}

/** One write; its reply carries the same `id`. */
export interface WriterRequest {
  readonly id: number;
  readonly body: unknown;
}

/** What the handler answered, once it is committed, or why nothing of the request is kept. */
export type WriterReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: { name: string; message: string; code?: string } };
