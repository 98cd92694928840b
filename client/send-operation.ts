import { GraphQLRequestError, type ResponseError } from './graphql-request-error.ts';

/** A response of the backend, as GraphQL over HTTP defines it. */
export interface OperationResponse {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: { readonly stream?: { readonly position?: string | null } };
}

/** Sends one query or mutation by POST. Rejects with GraphQLRequestError for an answer that is no GraphQL response. */
export async function sendOperation(
  url: string,
  body: { query: string; variables?: unknown; extensions?: unknown },
  options: { headers: Readonly<Record<string, string>>; signal?: AbortSignal; fetch: typeof fetch },
): Promise<OperationResponse> {
  const response = await options.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9', ...options.headers },
    body: JSON.stringify(body),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  try {
    return (await response.json()) as OperationResponse;
  } catch {
    throw new GraphQLRequestError([{ message: `the backend answered HTTP ${response.status} without JSON`, extensions: { code: 'BAD_RESPONSE' } }]);
  }
}
