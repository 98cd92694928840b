import { GraphQLError } from 'graphql';
import { CodedError } from '../platform/errors/coded-error.ts';
import type { SubgraphError } from '../platform/subgraph/endpoint.ts';
import type { OperationResult } from './operation.ts';

/** Codes that only the front door answers with, beside those of `platform/errors`; the GraphQL ones are as in Apollo Server. */
export const GATEWAY_ERROR_CODES = {
  BAD_REQUEST: 'The request is not a GraphQL request as GraphQL over HTTP or graphql-transport-ws define it.',
  NOT_ACCEPTABLE: 'The answer would not be of a media type that the request accepts.',
  METHOD_NOT_ALLOWED: 'The path does not answer this HTTP method.',
  UNSUPPORTED_MEDIA_TYPE: 'The body is not of a media type that the path takes.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of this name, or several and no name was given.',
  DRAINING: 'This process is stopping and ends what streams; other copies, or its successor, go on.',
  CONNECTION_EXPIRED: 'The connection has lasted as long as one may; what streamed on it goes on over another.',
  ENDED_BY_OPERATOR: 'Somebody who looks after this gateway ended the subscription.',
  SCHEMA_CHANGED: 'The schema changed under a running subscription, which no longer fits it.',
  PERSISTED_QUERY_NOT_FOUND: 'No document is known by this hash; send it in full once.',
  DOCUMENT_NOT_TRUSTED: 'Only documents of the safelist are run, and this is none of them.',
  INTROSPECTION_DISABLED: 'Introspection is switched off here.',
  LIMIT_EXCEEDED: 'The request or its answer goes beyond a limit.',
  RATE_LIMITED: 'The caller has asked for more than its share of this time.',
  OVERLOADED: 'The gateway has more to do than it can; nothing was executed.',
} as const;

/** One of the codes of this catalogue. */
export type GatewayErrorCode = keyof typeof GATEWAY_ERROR_CODES;

/** An operation that admission refused, with every reason. Not a defect: nothing was executed. */
export class RefusedOperation extends Error {
  readonly errors: readonly SubgraphError[];

  constructor(errors: readonly SubgraphError[]) {
    super(errors.map((error) => error.message).join('; '));
    this.name = 'RefusedOperation';
    this.errors = errors;
  }
}

/** Refuses an operation for one reason; `details` is for programs. */
export function refused(code: GatewayErrorCode, message: string, details?: Readonly<Record<string, unknown>>): RefusedOperation {
  return new RefusedOperation([{ message, extensions: { code, ...(details === undefined ? {} : { details }) } }]);
}

/** What was sent may stand in a message as it is, and in each of many: no more of it is sent back than tells which it was. */
const MAX_MESSAGE_LENGTH = 1_000;

/** Refuses an operation for what graphql-js found, under one code. */
export function refusedFor(code: string, errors: readonly GraphQLError[]): RefusedOperation {
  return new RefusedOperation(
    errors.map((error) => {
      const { message, ...told } = error.toJSON();
      const shown = message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed()}…` : message;
      return { ...told, message: shown, extensions: { ...error.extensions, code } };
    }),
  );
}

/**
 * What a caller is told of something thrown. CodedErrors and refusals are told as they are;
 * anything else is masked: `isFault` is true, and the caller of this function logs it.
 */
export function toAnsweredErrors(thrown: unknown): { readonly errors: readonly SubgraphError[]; readonly isFault: boolean } {
  if (thrown instanceof RefusedOperation) return { errors: thrown.errors, isFault: false };
  if (thrown instanceof CodedError) return { errors: [{ message: thrown.message, extensions: thrown.toExtensions() }], isFault: false };
  if (thrown instanceof GraphQLError && thrown.originalError instanceof CodedError) return toAnsweredErrors(thrown.originalError);
  if (thrown instanceof GraphQLError && typeof thrown.extensions['code'] === 'string') return { errors: [thrown.toJSON()], isFault: false };
  return {
    errors: [{ message: 'Something broke inside; the correlation id of this answer finds it in the logs.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    isFault: true,
  };
}

/** A result whose every error has a code, as every wire answers it. */
export function withCodes<Result extends Pick<OperationResult, 'errors'>>(result: Result): Result {
  if (result.errors === undefined || result.errors.every((error) => typeof error.extensions?.['code'] === 'string')) return result;
  return {
    ...result,
    errors: result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, code: error.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR' } })),
  };
}

/** The code that an answer's outcome is counted under: `OK`, or that of its first error. */
export function toOutcomeCode(errors: readonly SubgraphError[] | undefined): string {
  const first = errors?.[0];
  if (first === undefined) return 'OK';
  const code = first.extensions?.['code'];
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : 'INTERNAL_SERVER_ERROR';
}

/** Codes of requests that were well-formed but not admitted: 400 in `application/graphql-response+json`, 200 in `application/json`. */
const REQUEST_ERRORS: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'BAD_USER_INPUT',
  'UNSUPPORTED',
  'DOCUMENT_NOT_TRUSTED',
  'INTROSPECTION_DISABLED',
  'LIMIT_EXCEEDED',
]);

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  STALE: 409,
  DRAINING: 503,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  LOG_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  SUBGRAPH_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** True for a code that says that a well-formed request was not admitted. */
export function isRequestError(code: string): boolean {
  return REQUEST_ERRORS.has(code);
}

/** The HTTP status of an answer that has errors and no `data` at all. */
export function toHttpStatus(code: string): number {
  return isRequestError(code) ? 400 : (STATUS_BY_CODE[code] ?? 500);
}
