import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { siblingModule } from './sibling-module.ts';
import type { WriterData, WriterReply, WriterRequest } from './write-handler.ts';

/** The caller's end of a writer thread. */
export interface SqliteWriter<Request, Reply> {
  /** False once its thread has ended, however it did: nothing is written any more. */
  readonly isAlive: boolean;
  /**
   * Resolves once the request is committed and on disk (`synchronous=FULL`); requests are applied in the order of the calls.
   * Rejects with a SqliteWriteError when the handler threw or the disk refused; nothing of the request is kept then.
   */
  write(request: Request): Promise<Reply>;
  /** Finishes what was asked, then ends the thread. Idempotent. */
  close(): Promise<void>;
}

/** A write that was refused; `causeName` and `sqliteCode` are the writer thread's own. */
export class SqliteWriteError extends Error {
  readonly causeName: string;
  readonly sqliteCode: string | undefined;
  constructor(error: { name: string; message: string; code?: string }) {
    super(error.message);
    this.name = 'SqliteWriteError';
    this.causeName = error.name;
    this.sqliteCode = error.code;
  }
}

/**
 * Starts the writer thread of `file` and waits until its handler is ready. The caller holds the file's lock.
 * `handler` is the URL of a module as `write-handler.ts` describes; `options` reach its factory by structured clone.
 */
export async function openSqliteWriter<Request, Reply>(setup: {
  file: string;
  handler: URL;
  options?: unknown;
  synchronous?: WriterData['synchronous'];
  maxPages?: WriterData['maxPages'];
}): Promise<SqliteWriter<Request, Reply>> {
  const { file, handler, options, synchronous = 'FULL', maxPages } = setup;
  const data: WriterData = { file, handler: handler.href, options, synchronous, maxPages };
  const worker = new Worker(siblingModule(import.meta.url, 'writer-thread'), { workerData: data });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 0;
  let failure: Error | undefined;
  let closing: Promise<void> | undefined;

  function failAll(error: Error): void {
    failure = error;
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  }

  const ready = Promise.withResolvers<undefined>();
  worker.on('message', (message: 'ready' | readonly WriterReply[]) => {
    if (message === 'ready') {
      ready.resolve(undefined);
      return;
    }
    for (const reply of message) {
      const waiter = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) waiter?.resolve(reply.value);
      else waiter?.reject(new SqliteWriteError(reply.error));
    }
    // An idle writer must not keep the process alive; a busy one must.
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', (error: Error) => {
    ready.reject(error);
    failAll(error);
  });
  worker.on('exit', () => {
    const ended = failure ?? new Error(`the writer of ${setup.file} is closed`);
    ready.reject(ended);
    failAll(ended);
  });
  await ready.promise;
  worker.unref();

  return {
    get isAlive() {
      return failure === undefined;
    },
    write(body) {
      if (failure !== undefined) return Promise.reject(failure);
      if (closing !== undefined) return Promise.reject(new Error(`the writer of ${setup.file} is closing`));
      const waiter = Promise.withResolvers<unknown>();
      const request: WriterRequest = { id: nextId++, body };
      if (waiting.size === 0) worker.ref();
      waiting.set(request.id, waiter);
      worker.postMessage(request);
      return waiter.promise as Promise<Reply>;
    },
    close() {
      closing ??= closeWorker(worker, failure !== undefined);
      return closing;
    },
  };
}

async function closeWorker(worker: Worker, gone: boolean): Promise<void> {
  if (gone) return;
  const exited = once(worker, 'exit');
  worker.ref();
  worker.postMessage('close');
  await exited;
}
