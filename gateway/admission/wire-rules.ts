import type { OperationTypeNode } from 'graphql';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { refused } from '../errors.ts';
import { assertKnown, type AdmissionStage, type Wire } from './stage.ts';

const ALLOWED: Readonly<Record<Wire, readonly `${OperationTypeNode}`[]>> = {
  'http-get': ['query'],
  'http-post': ['query', 'mutation'],
  'http-stream-get': ['query', 'subscription'],
  'http-stream-post': ['query', 'mutation', 'subscription'],
  websocket: ['query', 'mutation', 'subscription'],
};

/** A GET changes nothing, and a subscription needs a wire that streams. */
export const allowOnWire: AdmissionStage = {
  name: 'wire rules',
  admit(draft) {
    const type = assertKnown(draft, 'definition').operation;
    if (ALLOWED[draft.wire].includes(type)) return {};
    if (type === 'mutation') throw refused('METHOD_NOT_ALLOWED', 'a GET runs queries only: send a mutation by POST');
    throw new CodedError(
      'UNSUPPORTED',
      'a subscription needs a WebSocket on this path with the subprotocol graphql-transport-ws, or a request that accepts text/event-stream',
      {
        details: { subprotocol: 'graphql-transport-ws', mediaType: 'text/event-stream' },
      },
    );
  },
};
