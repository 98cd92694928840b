import { readFile, stat } from 'node:fs/promises';
import { request } from 'undici';
import { readAtMost } from '../../platform/http/read-at-most.ts';
import { SupergraphError } from './supergraph.ts';

/** Where a supergraph's SDL is kept: a path, `file:` URL, or `http(s):` URL. */
export type SupergraphSource = string;

const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 15_000;

/** Reads a supergraph's SDL from a file or a URL. Throws a SupergraphError in one line that names the source. */
export async function loadSupergraph(source: SupergraphSource, options: { timeoutMs?: number; maxBytes?: number } = {}): Promise<string> {
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  if (!isUrl(source)) return assertFilled(source, await readText(source, maxBytes));
  const fetched = await fetchSupergraph(source, { timeoutMs, maxBytes });
  if (fetched === undefined) throw new SupergraphError(`the supergraph ${source} answered with status 304`);
  return fetched.sdl;
}

/** True for a source that is fetched, not read. */
export function isUrl(source: SupergraphSource): boolean {
  return /^https?:\/\//i.test(source);
}

/** Fetches a supergraph's SDL; undefined when it still has the ETag given. Throws a SupergraphError in one line. */
export async function fetchSupergraph(
  url: string,
  options: { etag?: string; timeoutMs?: number; maxBytes?: number } = {},
): Promise<{ readonly sdl: string; readonly etag: string | undefined } | undefined> {
  const { etag, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  const fetched = await fetchText(url, { timeoutMs, maxBytes, etag });
  return fetched === undefined ? undefined : { sdl: assertFilled(url, fetched.text), etag: fetched.etag };
}

function assertFilled(source: string, text: string): string {
  if (text.trim() === '') throw new SupergraphError(`the supergraph ${source} is empty`);
  return text;
}

async function readText(source: string, maxBytes: number): Promise<string> {
  const path = source.startsWith('file:') ? new URL(source) : source;
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new SupergraphError(`the supergraph ${source} is larger than ${maxBytes} bytes`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof SupergraphError) throw error;
    throw new SupergraphError(`the supergraph ${source} cannot be read: ${toReason(error)}`, { cause: error });
  }
}

async function fetchText(
  source: string,
  { timeoutMs, maxBytes, etag }: { timeoutMs: number; maxBytes: number; etag: string | undefined },
): Promise<{ text: string; etag: string | undefined } | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, headers, body } = await request(source, {
      signal,
      headers: { accept: 'application/graphql, text/plain, */*', ...(etag === undefined ? {} : { 'if-none-match': etag }) },
    });
    if (statusCode === 304 && etag !== undefined) {
      await body.dump();
      return undefined;
    }
    if (statusCode !== 200) throw new SupergraphError(`the supergraph ${source} answered with status ${statusCode}`);
    const bytes = await readAtMost(body as AsyncIterable<Buffer>, maxBytes);
    if (bytes === undefined) throw new SupergraphError(`the supergraph ${source} is larger than ${maxBytes} bytes`);
    const [newEtag] = [headers['etag']].flat();
    return { text: bytes.toString('utf8'), etag: newEtag };
  } catch (error) {
    if (error instanceof SupergraphError) throw error;
    const reason = signal.aborted ? `no answer within ${timeoutMs} ms` : toReason(error);
    throw new SupergraphError(`the supergraph ${source} cannot be fetched: ${reason}`, { cause: error });
  }
}

function toReason(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EISDIR: 'it is a folder',
    EACCES: 'not allowed',
    ECONNREFUSED: 'connection refused',
    ENOTFOUND: 'no such host',
  };
  if (typeof code === 'string') return words[code] ?? code;
  return typeof message === 'string' ? message : String(error);
}
