import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import { readAtMost } from '../../../platform/http/read-at-most.ts';
import { asRecord } from './read-json.ts';

/** An answer as it came; `body` is undefined when it was not JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls one server's JSON routes. */
export interface JsonClient {
  /** Resolves with any status; rejects with UPSTREAM_UNAVAILABLE when there is no whole answer in time, UPSTREAM_REJECTED for one beyond all measure. */
  call(method: string, path: string, options?: { body?: unknown; signal?: AbortSignal }): Promise<JsonAnswer>;
}

const MAX_ID = 256;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** `name` is what the messages call the server. */
export function createJsonClient(setup: { name: string; url: string; timeoutMs: number }): JsonClient {
  const { name, url, timeoutMs } = setup;
  return {
    async call(method, path, { body, signal } = {}) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
          redirect: 'error',
        });
        const bytes = await readAtMost(response.body ?? [], MAX_ANSWER_BYTES);
        if (bytes === undefined)
          throw new CodedError('UPSTREAM_REJECTED', `${name} answered more than ${MAX_ANSWER_BYTES} bytes`, { details: { upstream: name } });
        return { status: response.status, body: parseJson(bytes.toString('utf8')) };
      } catch (error) {
        if (error instanceof CodedError) throw error;
        const reason = timeout.aborted ? `no answer within ${timeoutMs} ms` : toReason(error);
        throw new CodedError('UPSTREAM_UNAVAILABLE', `${name} cannot be reached at ${url}: ${reason}`, { cause: error, details: { upstream: name } });
      }
    },
  };
}

/** An id as one segment of a path. Throws BAD_USER_INPUT for what a URL would take for another path. */
export function toSegment(id: string): string {
  if (id === '' || id === '.' || id === '..' || id.length > MAX_ID) throw badInput('id', `1 to ${MAX_ID} characters other than . and ..`, id);
  return encodeURIComponent(id);
}

/** The JSON object of a 2xx; throws UPSTREAM_REJECTED, in the words of `name`, for anything else. */
export function readBodyOf(name: string, answer: JsonAnswer): Readonly<Record<string, unknown>> {
  if (answer.status < 200 || answer.status > 299) throw toRejection(name, answer);
  if (answer.body === undefined) {
    throw new CodedError('UPSTREAM_REJECTED', `${name} answered something else than JSON`, { details: { upstream: name, status: answer.status } });
  }
  return asRecord(answer.body);
}

function toRejection(name: string, { status, body }: JsonAnswer): CodedError {
  const { error, message, field } = asRecord(body);
  const words = [error, message].filter((part): part is string => typeof part === 'string' && part !== '');
  const text = words.length === 0 ? `status ${status}` : words.join(': ').slice(0, 500);
  return new CodedError('UPSTREAM_REJECTED', `${name} refused: ${text}`, {
    ...(typeof field === 'string' ? { field } : {}),
    details: { upstream: name, status },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// fetch hides the cause: "fetch failed".
function toReason(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return typeof cause?.message === 'string' && cause.message !== '' ? cause.message : (error as Error).message;
}
