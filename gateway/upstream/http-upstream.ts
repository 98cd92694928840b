import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { SECRET_HEADER } from '../../platform/http/caller-check.ts';
import { hasMoreValuesThan } from '../../platform/json/json-values.ts';
import { TIMEOUT_HEADER } from '../../platform/subgraph/call-timeout.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { applyHeaderRules, type HeaderRules } from './header-rules.ts';
import { ResponseTimeoutError } from './http1/connection-pool.ts';
import { createHttpClient } from './http1/http-client.ts';
import type { SubgraphWatch } from './policy-watch.ts';
import { MAX_VALUES, readAnswer } from './read-answer.ts';
import { readFreshness } from './read-freshness.ts';
import { refuseSubscription } from './refuse-subscription.ts';
import { toRequestBody, toUpstreamHeaders } from './request-body.ts';
import type { UpstreamTls } from './subgraph-policies.ts';
import type { Upstream } from './upstream.ts';

/** One address of a subgraph. */
export interface HttpUpstreamOptions {
  readonly name: string;
  /** Where it answers POSTs, e.g. `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
  /** True when the subgraph is ours and may learn workspace and principal. */
  readonly forwardIdentity: boolean;
  /** Sent when the subgraph is ours. */
  readonly secret?: string | undefined;
  /** What of the client's headers goes along. */
  readonly headers?: HeaderRules;
  readonly tls?: UpstreamTls;
  /** How long a query or mutation may take, of all its time; as long as it takes when undefined. It is told to the subgraph. */
  readonly timeout?: { readonly timeoutMs: number; readonly clock: Clock; readonly watch?: SubgraphWatch | undefined };
  /** A larger answer is refused. Default 64 MiB. */
  readonly maxResponseBytes?: number;
  /** Where its subscriptions run; without one they are refused as UNSUPPORTED. Owned: closed with the upstream. */
  readonly subscriptions?: Pick<Upstream, 'subscribe' | 'close'>;
}

const FIXED_HEADERS = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };

/** A subgraph that speaks GraphQL over HTTP, over a pool of connections that stay open. */
export function createHttpUpstream(options: HttpUpstreamOptions): Upstream {
  const { name, forwardIdentity, timeout, maxResponseBytes = 64 * 1024 * 1024 } = options;
  const fixedHeaders = { ...FIXED_HEADERS, ...(forwardIdentity && options.secret !== undefined ? { [SECRET_HEADER]: options.secret } : {}) };
  const client = createHttpClient({ url: options.url, name, fixedHeaders, maxResponseBytes, tls: options.tls, timeout });

  function toHeaders({ identity, deadlineMs = Number.POSITIVE_INFINITY }: SubgraphRequest): Record<string, string> {
    const headers = toUpstreamHeaders(identity, forwardIdentity);
    if (timeout !== undefined) {
      headers[TIMEOUT_HEADER] = String(Math.ceil(Math.max(0, Math.min(timeout.timeoutMs, deadlineMs - timeout.clock.elapsed()))));
    }
    return options.headers === undefined ? headers : { ...applyHeaderRules(options.headers, identity.headers), ...headers };
  }

  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    try {
      const { statusCode, text, headers: told } = await client.post(toHeaders(request), JSON.stringify(toRequestBody(request)), request.signal);
      assertFewValues(text, name);
      const answer = readAnswer(request.readText?.(text) ?? parseBody(text, { statusCode, name }), name);
      const freshness = told['cache-control'] === undefined ? undefined : readFreshness(told);
      const read = freshness === undefined ? answer : { ...answer, freshness };
      return answer.data === undefined || text.includes('\\') ? read : { ...read, isPlain: true };
    } catch (error) {
      if (!(error instanceof ResponseTimeoutError) || timeout === undefined) throw toFailure(error, request, name);
      const { timeoutMs, watch } = timeout;
      watch?.count('timeout');
      throw new CodedError('DEADLINE_EXCEEDED', `the subgraph ${name} took longer than ${timeoutMs} ms`, { details: { timeoutMs } });
    }
  }

  return {
    name,
    execute,
    subscribe: (request) => options.subscriptions?.subscribe(request) ?? refuseSubscription(name),
    async close() {
      client.close();
      await options.subscriptions?.close();
    },
  };
}

function assertFewValues(text: string, name: string): void {
  if (hasMoreValuesThan(MAX_VALUES, text)) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with more than ${MAX_VALUES} values`);
}

function parseBody(text: string, { statusCode, name }: { statusCode: number; name: string }): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with status ${statusCode} and no JSON`, {
      cause,
      details: { status: statusCode },
    });
  }
}

/** A caller that gave up has its own reason; everything else is the subgraph's. */
function toFailure(error: unknown, request: SubgraphRequest, name: string): unknown {
  if (error instanceof CodedError) return error;
  if (request.signal.aborted) return request.signal.reason instanceof CodedError ? request.signal.reason : error;
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} cannot be reached`, { cause: error });
}
