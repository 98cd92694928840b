import { CORRELATION_HEADER, toIdentityHeaders, TRACEPARENT_HEADER } from '../../platform/request/identity-headers.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphRequest } from '../../platform/subgraph/endpoint.ts';

/** The JSON body of a request. `extensions` appear only when there is something to say, for servers that refuse the unknown. */
export function toRequestBody(request: SubgraphRequest): Record<string, unknown> {
  const { query, operationName, variables, stream } = request;
  return {
    query,
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined || Object.keys(variables).length === 0 ? {} : { variables }),
    ...(stream === undefined ? {} : { extensions: { stream } }),
  };
}

/** Headers that go with every call. Workspace and principal are ours: other people's subgraphs get only what traces a request. */
export function toUpstreamHeaders(identity: RequestIdentity, forwardIdentity: boolean): Record<string, string> {
  if (forwardIdentity) return toIdentityHeaders(identity);
  return { [CORRELATION_HEADER]: identity.correlationId, [TRACEPARENT_HEADER]: identity.traceparent };
}
