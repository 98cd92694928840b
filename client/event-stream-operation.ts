import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';
import { readEventStream } from './read-event-stream.ts';
import type { OperationPayload, StreamedResult } from './stream-attempt.ts';

/** How operations are run over Server-Sent Events. */
export interface EventStreamSetup {
  readonly url: string;
  /** Asked for every request. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly fetch: typeof fetch;
  /** How long nothing at all may come before the connection counts as lost. */
  readonly maxSilenceMs: number;
}

/**
 * Runs one operation over Server-Sent Events (distinct connections). `onOpen` is called when the server has
 * answered with a stream. Throws GraphQLRequestError for an operation that is refused or ends for a reason, another error when the
 * connection is lost.
 */
export async function* runOverEventStream(
  { url, headers, fetch, maxSilenceMs }: EventStreamSetup,
  payload: OperationPayload,
  { signal, onOpen }: { signal: AbortSignal; onOpen: () => void },
): AsyncGenerator<StreamedResult> {
  const asked = { ...(await headers()), 'content-type': 'application/json', accept: 'text/event-stream' };
  const silence = watchSilence(maxSilenceMs);
  try {
    const response = await fetch(url, { method: 'POST', headers: asked, body: JSON.stringify(payload), signal: AbortSignal.any([signal, silence.signal]) });
    if (response.body === null || response.headers.get('content-type')?.startsWith('text/event-stream') !== true) throw await toRefusal(response);
    onOpen();
    for await (const { type, data } of readEventStream(response.body, silence.end)) {
      if (type === 'complete') return;
      if (type !== 'next') continue;
      const result = JSON.parse(data) as StreamedResult;
      if (result.errors !== undefined && result.data === undefined) throw new GraphQLRequestError(result.errors);
      yield result;
      // However long the result was with its reader.
      silence.end();
    }
    throw new Error('the event stream ended before its operation');
  } finally {
    silence.stop();
  }
}

/** `signal` aborts when `end` has not been called for so long. */
function watchSilence(maxSilenceMs: number): { readonly signal: AbortSignal; end(): void; stop(): void } {
  const lost = new AbortController();
  const begin = (): ReturnType<typeof setTimeout> => setTimeout(() => lost.abort(new Error(`nothing came for ${maxSilenceMs} ms`)), maxSilenceMs);
  let timer = begin();
  return {
    signal: lost.signal,
    end() {
      clearTimeout(timer);
      timer = begin();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Statuses of answers that pass by themselves, whoever gave them. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/** What an answer says that is no stream. */
async function toRefusal(response: Response): Promise<Error> {
  try {
    const { errors } = (await response.json()) as { errors?: readonly ResponseError[] };
    if (Array.isArray(errors) && errors.length > 0) return new GraphQLRequestError(errors as readonly ResponseError[]);
  } catch {
    // Something between here and the backend has answered.
  }
  const message = `the backend answered HTTP ${response.status} instead of an event stream`;
  if (response.status >= 500 || PASSING_STATUSES.has(response.status)) return new Error(message);
  return new GraphQLRequestError([{ message, extensions: { code: 'BAD_RESPONSE' } }]);
}
