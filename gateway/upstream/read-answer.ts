import { CodedError } from '../../platform/errors/coded-error.ts';
import { isDeeperThan } from '../../platform/json/json-depth.ts';
import type { JsonObject } from '../../platform/json/json-value.ts';
import type { AnswerStream, SubgraphAnswer, SubgraphError } from '../../platform/subgraph/endpoint.ts';

/**
 * Reads what a subgraph sent as GraphQL's response. Throws SUBGRAPH_UNAVAILABLE when it is none: no object, neither
 * `data` nor `errors`, or one of them of another shape. What stands in `data` is checked later, against the schema.
 */
export function readAnswer(body: unknown, name: string): SubgraphAnswer {
  if (!isObject(body)) throw notGraphql(name, 'no JSON object');
  const { data, errors, extensions } = body;
  if (data !== undefined && data !== null && !isObject(data)) throw notGraphql(name, 'data that is no object');
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) throw notGraphql(name, 'errors that are no list');
  const read = Array.isArray(errors) && errors.length > 0 ? readErrors(errors) : undefined;
  if (data === undefined && read === undefined) throw notGraphql(name, 'neither data nor errors');
  const stream = isObject(extensions) ? readAnswerStream(extensions['stream']) : undefined;
  return {
    ...(data === undefined ? {} : { data }),
    ...(read === undefined ? {} : { errors: read }),
    ...(stream === undefined ? {} : { extensions: { stream } }),
  };
}

/**
 * Values that an answer or a message may have (`hasMoreValuesThan`). Without a bound 64 MiB of empty objects would keep this process from everything
 * else for a minute, in gigabytes of memory.
 */
export const MAX_VALUES = 2_000_000;
/** Errors that are read of one answer. More than anybody reads, and few enough to be told at every place that each concerns. */
const MAX_ERRORS = 10_000;
/** Of an error's extensions; writing JSON takes a stack that reading it did not. */
const MAX_LEVELS = 100;

/** The errors of an answer, of more than 10,000 the first. */
export function readErrors(errors: readonly unknown[]): SubgraphError[] {
  return errors.slice(0, MAX_ERRORS).map(readError);
}

/** An error in GraphQL's format; what is malformed about it is left out. */
function readError(error: unknown): SubgraphError {
  if (!isObject(error)) return { message: '' };
  const { message, path, extensions } = error;
  return {
    message: typeof message === 'string' ? message : '',
    ...(isPath(path) ? { path } : {}),
    ...(isObject(extensions) && !isDeeperThan(MAX_LEVELS, extensions) ? { extensions } : {}),
  };
}

/** True for a JSON object. */
export function isObject(value: unknown): value is JsonObject & Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}

function readAnswerStream(value: unknown): AnswerStream | undefined {
  if (!isObject(value)) return undefined;
  const { position, commandId } = value;
  if (typeof position !== 'string' && position !== null) return undefined;
  return { position, ...(typeof commandId === 'string' ? { commandId } : {}) };
}

function notGraphql(name: string, what: string): CodedError {
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with ${what}`);
}
