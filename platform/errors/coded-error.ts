/**
 * The codes that any room may answer with. A code is never reused for another
 * meaning; `docs/errors.md` lists each with its remedy and a test keeps the two equal.
 */
export const ERROR_CODES = {
  BAD_USER_INPUT: 'An argument or field of the input is not what was expected.',
  NOT_FOUND: 'No such record in this workspace.',
  CONFLICT: 'The record exists already, or changed since it was read.',
  UNAUTHENTICATED: 'The request carries no accepted identity.',
  FORBIDDEN: 'The principal may not do this.',
  STALE: 'The position asked for was not applied within the deadline.',
  LOG_FULL: 'The event log has reached its quota, or its spool is full while its broker is away.',
  LOG_UNAVAILABLE: 'The event log cannot be reached, and what was asked cannot wait for it in the spool.',
  QUEUE_FULL: 'The queue holds as many messages as it may.',
  DURABILITY_NOT_REACHED: 'The event is in the log, but not at the level that was demanded in time.',
  STORE_UNAVAILABLE: 'A store that this field needs cannot be reached.',
  SUBGRAPH_UNAVAILABLE: 'The subgraph that owns this field cannot be reached.',
  DEADLINE_EXCEEDED: 'The operation took longer than its deadline.',
  UPSTREAM_UNAVAILABLE: 'A system that this backend calls cannot be reached.',
  UPSTREAM_REJECTED: 'A system that this backend calls refused the request.',
  UNSUPPORTED: 'What was asked for does not exist at the other side.',
  PAYLOAD_TOO_LARGE: 'The request is larger than the limit.',
  INTERNAL_SERVER_ERROR: "Something broke that is not the caller's fault.",
} as const;

/** One of the codes of the catalogue. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error says beside its code and message; all of it may be shown to the caller but `cause`, which is for logs. */
export interface ErrorFacts {
  /** Path of the offending input, e.g. `input.healthCheck.intervalMs`. */
  readonly field?: string;
  /** What would have been accepted, in words. */
  readonly expected?: string;
  /** Anything further a program may act on; must be JSON and free of secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * A failure whose code, message and facts may be shown to the caller as they are.
 * Everything else that is thrown is a defect or a fault and is masked in production.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly expected: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'CodedError';
    this.code = code;
    this.field = facts.field;
    this.expected = facts.expected;
    this.details = facts.details;
  }

  /** The `extensions` of the GraphQL error that tells of this one. */
  toExtensions(): Record<string, unknown> {
    return {
      code: this.code,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.expected === undefined ? {} : { expected: this.expected }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** Refuses an input: names the field and what was expected. */
export function badInput(field: string, expected: string, received?: unknown): CodedError {
  const shown = received === undefined ? '' : `, received ${describeValue(received)}`;
  return new CodedError('BAD_USER_INPUT', `${field}: expected ${expected}${shown}`, { field, expected });
}

/** Says that no record of `kind` has this id in the caller's workspace. */
export function notFound(kind: string, id: string, field = 'id'): CodedError {
  return new CodedError('NOT_FOUND', `no ${kind} has the id ${describeValue(id)}`, { field, details: { kind, id: id.slice(0, 200) } });
}

function describeValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
