import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';

/** A response of the backend, as GraphQL over HTTP defines it. */
export interface OperationResponse {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: { readonly stream?: { readonly position?: string | null } };
}

/**
 * Sends one query or mutation by POST. Rejects with GraphQLRequestError for an answer that is no GraphQL response, with the signal's
 * reason when that aborts, and with an Error that names the address when nothing answers there.
 */
export async function sendOperation(
  url: string,
  body: { query: string; variables?: unknown; extensions?: unknown },
  options: { headers: Readonly<Record<string, string>>; signal?: AbortSignal; fetch: typeof fetch },
): Promise<OperationResponse> {
  const response = await post(url, JSON.stringify(body), options);
  const answer = await response.json().catch(() => undefined as unknown);
  options.signal?.throwIfAborted();
  if (isOperationResponse(answer)) return answer;
  throw new GraphQLRequestError([
    { message: `HTTP ${response.status} of ${url} is no answer to a GraphQL request`, extensions: { code: 'BAD_RESPONSE', status: response.status } },
  ]);
}

async function post(url: string, body: string, { headers, signal, fetch }: Parameters<typeof sendOperation>[2]): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9', ...headers },
      body,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { message, cause } = error as Error;
    throw new Error(`${url} cannot be reached: ${cause instanceof Error ? cause.message : message}`, { cause: error });
  }
}

// What stands between may answer with JSON of its own.
function isOperationResponse(answer: unknown): answer is OperationResponse {
  if (typeof answer !== 'object' || answer === null) return false;
  const { data, errors } = answer as Readonly<Record<string, unknown>>;
  return data !== undefined || (Array.isArray(errors) && errors.length > 0);
}
