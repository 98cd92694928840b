import { badInput } from '../errors/coded-error.ts';
import { CORRELATION_HEADER, PRINCIPAL_HEADER, readIdentity, TRACEPARENT_HEADER, WORKSPACE_HEADER } from '../request/identity-headers.ts';
import type { RequestIdentity, Scope } from '../request/scope.ts';
import type { SubgraphRequest } from './endpoint.ts';

/** Reads the JSON of a request to a subgraph. Throws BAD_USER_INPUT that names the field. */
export function readSubgraphRequest(body: unknown): Pick<SubgraphRequest, 'query' | 'operationName' | 'variables' | 'stream'> {
  const members = readObject(body, 'body');
  const { query, operationName, variables, extensions } = members;
  if (typeof query !== 'string') throw badInput('query', 'GraphQL text');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') throw badInput('operationName', 'text');
  const stream = readStream(extensions);
  return {
    query,
    ...(typeof operationName === 'string' ? { operationName } : {}),
    ...(variables === undefined || variables === null ? {} : { variables: readObject(variables, 'variables') }),
    ...(stream === undefined ? {} : { stream }),
  };
}

/** Reads `extensions.identity` of a subscribe payload: a gateway multiplexes many callers over one socket. */
export function readSocketIdentity(extensions: unknown, defaults: Scope): RequestIdentity {
  const identity = readOptionalObject(readOptionalObject(extensions, 'extensions')?.['identity'], 'extensions.identity') ?? {};
  const byHeader: Record<string, unknown> = {
    [WORKSPACE_HEADER]: identity['workspace'],
    [PRINCIPAL_HEADER]: identity['principal'],
    [CORRELATION_HEADER]: identity['correlationId'],
    [TRACEPARENT_HEADER]: identity['traceparent'],
  };
  return readIdentity((name) => (typeof byHeader[name] === 'string' ? byHeader[name] : undefined), defaults);
}

function readStream(extensions: unknown): SubgraphRequest['stream'] {
  const stream = readOptionalObject(readOptionalObject(extensions, 'extensions')?.['stream'], 'extensions.stream');
  if (stream === undefined) return undefined;
  return { ...readPositionMember(stream, 'resumeFrom'), ...readPositionMember(stream, 'minPosition') };
}

function readPositionMember<K extends 'resumeFrom' | 'minPosition'>(stream: Readonly<Record<string, unknown>>, key: K): { readonly [P in K]?: string } {
  const value = stream[key];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw badInput(`extensions.stream.${key}`, 'a position', value);
  return { [key]: value } as { readonly [P in K]?: string };
}

function readOptionalObject(value: unknown, field: string): Readonly<Record<string, unknown>> | undefined {
  return value === undefined || value === null ? undefined : readObject(value, field);
}

function readObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badInput(field, 'a JSON object');
  return value as Readonly<Record<string, unknown>>;
}
