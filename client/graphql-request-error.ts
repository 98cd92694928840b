/** One error of a GraphQL response. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The backend answered with errors. `codes` are their stable codes, in order; `data` is what was answered beside them. */
export class GraphQLRequestError extends Error {
  readonly errors: readonly ResponseError[];
  readonly codes: readonly string[];
  readonly data: unknown;

  constructor(errors: readonly ResponseError[], data?: unknown) {
    super(errors.map((error) => error.message).join('; ') || 'the request failed');
    this.name = 'GraphQLRequestError';
    this.errors = errors;
    this.codes = errors.map((error) => String(error.extensions?.['code'] ?? 'UNKNOWN'));
    this.data = data;
  }
}
