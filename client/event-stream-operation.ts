import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';
import { readEventStream } from './read-event-stream.ts';
import type { OperationPayload, StreamedResult } from './stream-attempt.ts';

export interface EventStreamSetup {
  readonly url: string;
  /** Asked for every request. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly fetch: typeof fetch;
}

/**
 * Runs one operation over Server-Sent Events (distinct connections). `onOpen` is called when the server has
 * answered with a stream. Throws GraphQLRequestError for an operation that is refused or ends for a reason, another error when the
 * connection is lost.
 */
export async function* runOverEventStream(
  { url, headers, fetch }: EventStreamSetup,
  payload: OperationPayload,
  { signal, onOpen }: { signal: AbortSignal; onOpen: () => void },
): AsyncGenerator<StreamedResult> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(await headers()), 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(payload),
    signal,
  });
  if (response.body === null || response.headers.get('content-type')?.startsWith('text/event-stream') !== true) throw await toRefusal(response);
  onOpen();
  for await (const { type, data } of readEventStream(response.body)) {
    if (type === 'complete') return;
    if (type !== 'next') continue;
    const result = JSON.parse(data) as StreamedResult;
    if (result.errors !== undefined && result.data === undefined) throw new GraphQLRequestError(result.errors);
    yield result;
  }
  throw new Error('the event stream ended before its operation');
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
