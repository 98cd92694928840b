/**
 * The one writer of a SQLite file, in a thread of its own: an fsync here blocks no request.
 *
 * Group commit: everything that waits in the port when a transaction begins is applied in that one transaction,
 * each request in a savepoint of its own, and answered after its COMMIT. So under load one fsync serves many
 * requests, and none is answered before what it wrote is on disk.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock/clock.ts';
import { releaseStartMemory } from '../memory/release-start-memory.ts';
import type { WriteHandler, WriterData, WriterReply, WriterRequest } from './write-handler.ts';

const MAX_REQUESTS_PER_COMMIT = 1024;

const port = parentPort;
if (port === null) throw new Error('writer-thread runs only as a worker');
const data = workerData as WriterData;
const db = new DatabaseSync(data.file, { timeout: 5_000 });
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${data.synchronous}; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 2000`);
if (data.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${data.maxPages}`);
const { createWriteHandler } = (await import(data.handler)) as { createWriteHandler: (db: DatabaseSync, options: unknown) => WriteHandler<unknown, unknown> };
const handler = createWriteHandler(db, data.options);

function applyAll(requests: readonly WriterRequest[]): WriterReply[] {
  const replies: WriterReply[] = [];
  db.exec('BEGIN IMMEDIATE');
  for (const request of requests) {
    db.exec('SAVEPOINT request');
    try {
      replies.push({ id: request.id, ok: true, value: handler.apply(request.body) });
    } catch (error) {
      // A full disk and its like make SQLite undo the whole transaction, savepoints included: then nothing of the group is kept.
      if (!db.isTransaction) throw error;
      db.exec('ROLLBACK TO request');
      replies.push(toRefusal(request, error));
    }
    db.exec('RELEASE request');
  }
  db.exec('COMMIT');
  return replies;
}

/** Undefined when the disk refused the group: nothing of it is kept, though a part of it may find room. */
function applyWhole(requests: readonly WriterRequest[]): WriterReply[] | undefined {
  try {
    return applyAll(requests);
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    return requests.length > 1 ? undefined : requests.map((request) => toRefusal(request, error));
  }
}

function applyAlone(request: WriterRequest): WriterReply {
  return applyWhole([request])?.[0] ?? toRefusal(request, new Error('the writer gave no answer'));
}

function toRefusal({ id }: WriterRequest, error: unknown): WriterReply {
  return { id, ok: false, error: toPlainError(error) };
}

function toPlainError(error: unknown): { name: string; message: string; code?: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code = (error as { errcode?: number; code?: string }).errcode ?? (error as { code?: string }).code;
  return { name: error.name, message: error.message, ...(code === undefined ? {} : { code: String(code) }) };
}

function takeWaiting(first: WriterRequest): WriterRequest[] {
  const requests = [first];
  while (requests.length < MAX_REQUESTS_PER_COMMIT) {
    const next = receiveMessageOnPort(port!) as { message: WriterRequest | 'close' } | undefined;
    if (next === undefined) break;
    if (next.message === 'close') {
      closing = true;
      break;
    }
    requests.push(next.message);
  }
  return requests;
}

let closing = false;

port.on('message', (message: WriterRequest | 'close') => {
  if (message === 'close') closing = true;
  else {
    const requests = takeWaiting(message);
    port.postMessage(applyWhole(requests) ?? requests.map((request) => applyAlone(request)));
  }
  if (closing) {
    db.close();
    port.close();
  }
});
port.postMessage('ready');
releaseStartMemory(systemClock);
