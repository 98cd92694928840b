import { createHash } from 'node:crypto';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import { readAtMost } from '../../../platform/http/read-at-most.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { valueAt } from '../domain/field-path.ts';
import type { HttpSource } from '../domain/pipeline.ts';
import type { SourceCursor } from '../domain/source-cursor.ts';
import { openItemCursor, type RawItem } from './item-cursor.ts';
import { checkRecord, readNdjson } from './read-ndjson.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_BODY_BYTES = 64 * 1_024 * 1_024;

/**
 * Gets the whole answer once, so that a run sees one state of the source. Taken up again, the answer must be the same.
 * UPSTREAM_REJECTED when it cannot be had, redirects or is not in the format, DEADLINE_EXCEEDED after the source's timeout.
 */
export async function openHttpSource(source: HttpSource, options: { checkpoint: JsonValue; keyPrefix: string; signal: AbortSignal }): Promise<SourceCursor> {
  const body = await fetchBody(source, options.signal);
  const items = source.format === 'JSON' ? readItems(source, body) : readNdjson(toAsync([body]));
  return openItemCursor(items, {
    checkpoint: options.checkpoint,
    fingerprint: createHash('sha256').update(body).digest('base64url'),
    keyPrefix: options.keyPrefix,
    what: `the answer of ${source.url}`,
  });
}

async function fetchBody(source: HttpSource, signal: AbortSignal): Promise<Buffer> {
  const deadline = AbortSignal.timeout(source.timeoutMs);
  try {
    const accept = source.format === 'JSON' ? 'application/json' : 'application/x-ndjson, application/json;q=0.5';
    // Followed, a redirect would let that server choose which address this process asks: one of its own network, say.
    const response = await fetch(source.url, { signal: AbortSignal.any([signal, deadline]), headers: { accept }, redirect: 'manual' });
    if (!response.ok) {
      await response.body?.cancel();
      if (REDIRECTS.has(response.status)) throw rejected(source, `answered ${response.status}, a redirect, which is not followed`);
      throw rejected(source, `answered ${response.status}`);
    }
    const body = await readAtMost(response.body ?? [], MAX_BODY_BYTES);
    if (body === undefined) throw rejected(source, `answered more than ${MAX_BODY_BYTES} bytes`);
    return body;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    signal.throwIfAborted();
    if (deadline.aborted) throw new CodedError('DEADLINE_EXCEEDED', `${source.url} did not answer whole within ${source.timeoutMs} ms`, { cause: error });
    throw rejected(source, `cannot be reached (${reasonOf(error)})`, error);
  }
}

function readItems(source: HttpSource, body: Buffer): AsyncGenerator<RawItem> {
  let answer: JsonValue | undefined;
  try {
    answer = JSON.parse(body.toString('utf8')) as JsonValue;
  } catch (error) {
    throw rejected(source, 'answered what is not JSON', error);
  }
  const items = source.itemsPath === undefined ? answer : valueAt(answer, source.itemsPath);
  if (!Array.isArray(items)) throw rejected(source, `has no list ${source.itemsPath === undefined ? 'as its answer' : `at ${source.itemsPath}`}`);
  return toAsync(items.map((item: JsonValue) => checkRecord(item)));
}

async function* toAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

function rejected(source: HttpSource, what: string, cause?: unknown): CodedError {
  return new CodedError('UPSTREAM_REJECTED', `${source.url} ${what}`, { field: 'source.http.url', cause });
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return code ?? message;
}
