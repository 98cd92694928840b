/** Runs a store's long reads in a thread of its own, one after the other, on a read-only connection. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteReader, type SqliteReader } from './sqlite-reader.ts';
import type { ReadHandler, ReadReply, ReadRequest, ReadThreadData } from './sqlite-read-thread.ts';

const port = parentPort;
if (port === null) throw new Error('read-thread runs only as a worker');
const data = workerData as ReadThreadData;
const reader = openSqliteReader(data.file, { extensions: data.extensions });
const { createReadHandler } = (await import(data.handler)) as { createReadHandler: (reader: SqliteReader) => ReadHandler<unknown, unknown> };
const handler = createReadHandler(reader);

port.on('message', ({ id, body }: ReadRequest) => {
  port.postMessage(answer(id, body));
});

function answer(id: number, body: unknown): ReadReply {
  try {
    return { id, ok: true, value: handler.answer(body) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
