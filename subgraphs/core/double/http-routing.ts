import type { IncomingMessage, ServerResponse } from 'node:http';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import { readBody } from '../../../platform/http/read-body.ts';

/** A request as the double's routes see it. `body` is the parsed JSON, an empty object when there was none. */
export interface DoubleRequest {
  readonly method: string;
  /** As asked for, without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

/** What a route answers: JSON, or a page of HTML, or an event stream's raw text. */
export interface DoubleReply {
  readonly status: number;
  readonly body: unknown;
  readonly contentType?: string;
}

/** `pattern` has segments that are literal or `:name`; the first route that fits answers. */
export interface DoubleRoute {
  readonly method: string;
  readonly pattern: string;
  readonly handle: (request: DoubleRequest) => DoubleReply | Promise<DoubleReply>;
}

/** What one of the double's servers answers. */
export interface DoubleServerSetup {
  readonly routes: readonly DoubleRoute[];
  /** Maps the path that was asked for to the one that is looked up. */
  readonly toLookup?: (path: string) => string;
  readonly notFound: (request: DoubleRequest) => DoubleReply;
  readonly malformedJson: (request: DoubleRequest, message: string) => DoubleReply;
  readonly headers?: (request: DoubleRequest) => Readonly<Record<string, string>>;
}

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** A reply in JSON. */
export function answer(status: number, body: unknown): DoubleReply {
  return { status, body };
}

/** A handler for node:http over a table of routes. */
export function createDoubleHandler(setup: DoubleServerSetup): (request: IncomingMessage, response: ServerResponse) => void {
  async function reply(incoming: IncomingMessage): Promise<{ request: DoubleRequest; reply: DoubleReply }> {
    const url = new URL(incoming.url ?? '/', 'http://double');
    const bare: DoubleRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      params: {},
      query: url.searchParams,
      body: {},
      headers: incoming.headers,
    };
    const body = await readJsonBody(incoming);
    if (typeof body === 'string') return { request: bare, reply: setup.malformedJson(bare, body) };
    const lookup = setup.toLookup?.(url.pathname) ?? url.pathname;
    for (const route of setup.routes) {
      const params = route.method === bare.method ? matchPath(route.pattern, lookup) : undefined;
      if (params === undefined) continue;
      const request = { ...bare, params, body };
      return { request, reply: await route.handle(request) };
    }
    return { request: { ...bare, body }, reply: setup.notFound({ ...bare, body }) };
  }

  return (incoming, response) => {
    reply(incoming).then(
      ({ request, reply: { status, body, contentType } }) => {
        const text = contentType === undefined ? JSON.stringify(body) : String(body);
        response.writeHead(status, { 'content-type': contentType ?? 'application/json; charset=utf-8', ...setup.headers?.(request) }).end(text);
      },
      () => response.destroy(),
    );
  };
}

/** The body's object; a message when it isn't one. */
async function readJsonBody(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>> | string> {
  const isJson = (incoming.headers['content-type'] ?? '').includes('json');
  try {
    const text = await readBody(incoming, BODY_LIMIT_BYTES);
    if (!isJson || text === '') return {};
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : 'Unexpected token in JSON';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof CodedError) return error.message;
    throw error;
  }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = (path.length > 1 ? path.replace(/\/$/, '') : path).split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':') && value !== '') params[segment.slice(1)] = safeDecode(value);
    else if (segment !== value) return undefined;
  }
  return params;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
