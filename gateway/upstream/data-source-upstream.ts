import type { GraphQLDataSource } from '@apollo/gateway';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { readAnswer } from './read-answer.ts';
import { refuseSubscription } from './refuse-subscription.ts';
import { toUpstreamHeaders } from './request-body.ts';
import type { Upstream } from './upstream.ts';

type Options = Parameters<GraphQLDataSource['process']>[0];
type IncomingOptions = Extract<Options, { incomingRequestContext: unknown }>;

/** The package has this as an enum that it does not export. */
const INCOMING_OPERATION: string = 'incoming operation';

/**
 * A data source written for `@apollo/gateway` as an upstream. It gets the request, its headers and, as context, who asks; what is
 * Apollo's alone (the incoming request's cache and metrics) is empty. It has no subscriptions, and its calls cannot be aborted: one that
 * nobody waits for any more goes on unheard.
 */
export function createDataSourceUpstream(options: { name: string; dataSource: GraphQLDataSource; forwardIdentity: boolean }): Upstream {
  const { name, dataSource, forwardIdentity } = options;

  async function ask(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const headers = new Headers(toUpstreamHeaders(request.identity, forwardIdentity));
    const sent = {
      query: request.query,
      ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
      ...(request.variables === undefined ? {} : { variables: { ...request.variables } }),
      http: { method: 'POST', url: '', headers },
    };
    const context = { identity: request.identity };
    const response = await dataSource.process({
      kind: INCOMING_OPERATION as IncomingOptions['kind'],
      request: sent,
      context,
      incomingRequestContext: toIncomingContext(sent, context),
    });
    return readAnswer({ data: response.data, errors: response.errors, extensions: response.extensions }, name);
  }

  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const gone = Promise.withResolvers<never>();
    const onAbort = () => gone.reject(request.signal.reason as Error);
    if (request.signal.aborted) onAbort();
    request.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([ask(request), gone.promise]);
    } catch (error) {
      if (error instanceof CodedError || request.signal.aborted) throw error;
      throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} cannot be reached`, { cause: error });
    } finally {
      request.signal.removeEventListener('abort', onAbort);
    }
  }

  return { name, execute, subscribe: () => refuseSubscription(name), close() {} };
}

/** As much of Apollo's request context as holds without Apollo's request. */
function toIncomingContext(request: IncomingOptions['request'], context: Record<string, unknown>): IncomingOptions['incomingRequestContext'] {
  return { request, context, source: request.query ?? '', metrics: {} } as IncomingOptions['incomingRequestContext'];
}
