import { Worker } from 'node:worker_threads';
import { siblingModule } from './sibling-module.ts';

/** What a store teaches its read thread. The module at the handler's URL exports `createReadHandler(reader): ReadHandler`. */
export interface ReadHandler<Request, Reply> {
  /** Synchronous; request and reply are structured-cloneable. A throw rejects the caller's promise with its message. */
  answer(request: Request): Reply;
}

/** What a read thread is started with; `handler` is a URL. */
export interface ReadThreadData {
  readonly file: string;
  readonly handler: string;
  readonly extensions: readonly string[];
}

/** One question; its answer carries the same `id`. */
export interface ReadRequest {
  readonly id: number;
  readonly body: unknown;
}

/** The answer, or the message of what was thrown. */
export type ReadReply =
  { readonly id: number; readonly ok: true; readonly value: unknown } | { readonly id: number; readonly ok: false; readonly message: string };

/** Long reads of a file that its writer has created, off the thread that serves requests. */
export interface SqliteReadThread<Request, Reply> {
  /** Answered in the order of the calls. The thread starts with the first one, and anew should it have died. */
  ask(request: Request): Promise<Reply>;
  /** Ends the thread; what is not answered yet rejects. */
  close(): Promise<void>;
}

/** Nothing is opened before the first `ask`. `handler` is the URL of a module as ReadHandler describes. */
export function createSqliteReadThread<Request, Reply>(setup: {
  file: string;
  handler: URL;
  extensions?: readonly string[];
}): SqliteReadThread<Request, Reply> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let worker: Worker | undefined;
  let isClosed = false;
  let nextId = 0;

  function start(): Worker {
    const data: ReadThreadData = { file: setup.file, handler: setup.handler.href, extensions: setup.extensions ?? [] };
    const started = new Worker(siblingModule(import.meta.url, 'read-thread'), { workerData: data });
    let failure = new Error(`the read thread of ${setup.file} has ended`);
    started.on('message', (reply: ReadReply) => {
      const waiter = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) waiter?.resolve(reply.value);
      else waiter?.reject(new Error(reply.message));
      // An idle thread must not keep the process alive; a busy one must.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error: Error) => (failure = error));
    started.on('exit', () => {
      worker = undefined;
      for (const waiter of waiting.values()) waiter.reject(failure);
      waiting.clear();
    });
    return started;
  }

  return {
    ask(body) {
      if (isClosed) return Promise.reject(new Error(`the read thread of ${setup.file} is closed`));
      worker ??= start();
      worker.ref();
      const waiter = Promise.withResolvers<unknown>();
      const request: ReadRequest = { id: nextId++, body };
      waiting.set(request.id, waiter);
      worker.postMessage(request);
      return waiter.promise as Promise<Reply>;
    },
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}
