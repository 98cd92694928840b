import type { IncomingMessage } from 'node:http';
import type { OperationRequest } from '../admission/stage.ts';
import { refused } from '../errors.ts';
import { readJsonBody, type BodyBounds } from './json-body.ts';

/** Reads a GraphQL request from a POST's JSON body or a GET's address. Throws BAD_REQUEST naming what is wrong with it. */
export async function readGraphqlRequest(request: IncomingMessage, bounds: BodyBounds): Promise<OperationRequest> {
  const fields = request.method === 'POST' ? await readJsonBody(request, bounds) : readAddress(request.url ?? '');
  if (!isRecord(fields)) throw refused('BAD_REQUEST', 'body: expected an object');
  const { query, operationName = null } = fields;
  if (query !== undefined && query !== null && typeof query !== 'string') throw refused('BAD_REQUEST', 'query: expected a string');
  if (operationName !== null && typeof operationName !== 'string') throw refused('BAD_REQUEST', 'operationName: expected a string');
  const extensions = readRecord(fields, 'extensions');
  // A persisted operation comes as its hash alone.
  if (typeof query !== 'string' && (extensions?.['persistedQuery'] ?? null) === null) {
    throw refused('BAD_REQUEST', 'query: expected a document, or extensions.persistedQuery');
  }
  return { query: query ?? '', operationName, variables: readRecord(fields, 'variables'), extensions };
}

const PARAMETERS = ['query', 'operationName', 'variables', 'extensions'];

function readAddress(url: string): Record<string, unknown> {
  const at = url.indexOf('?');
  const search = new URLSearchParams(at === -1 ? '' : url.slice(at));
  for (const name of PARAMETERS) if (search.getAll(name).length > 1) throw refused('BAD_REQUEST', `${name}: expected once`);
  return {
    query: search.get('query'),
    operationName: search.get('operationName'),
    variables: parseParameter(search, 'variables'),
    extensions: parseParameter(search, 'extensions'),
  };
}

function parseParameter(search: URLSearchParams, name: string): unknown {
  const text = search.get(name);
  if (text === null || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw refused('BAD_REQUEST', `${name}: expected JSON`);
  }
}

function readRecord(fields: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> | null {
  const value = fields[name] ?? null;
  if (value !== null && !isRecord(value)) throw refused('BAD_REQUEST', `${name}: expected an object`);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
