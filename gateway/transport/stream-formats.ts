import { EVENT_STREAM_TYPE, negotiate, wantsParts, GRAPHQL_RESPONSE_TYPE, JSON_TYPE } from './media-types.ts';

/** How one HTTP response carries many results. */
export interface StreamFormat {
  readonly contentType: string;
  /** Sent at once, so that the client has the head. */
  readonly opening: string;
  /** What says, without a result, that the stream is alive. */
  readonly keepAlive: string;
  readonly keepAliveMs: number;
  /** One result; `json` is its payload. */
  next(json: Buffer, cursor: string | undefined): Buffer;
  /** The end of an operation that is over. */
  readonly complete: string;
  /** The end of a response whose operation is not over: the client may come back for the rest. */
  readonly interrupted: string;
}

/** GraphQL over Server-Sent Events, distinct connections mode: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md. */
const EVENT_STREAM: StreamFormat = {
  contentType: `${EVENT_STREAM_TYPE}; charset=utf-8`,
  opening: ':\n\n',
  keepAlive: ':\n\n',
  keepAliveMs: 12_000,
  next(json, cursor) {
    return Buffer.concat([Buffer.from(`event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: `), json, Buffer.from('\n\n')]);
  },
  // EventSource passes no event on that has no data line.
  complete: 'event: complete\ndata:\n\n',
  interrupted: '',
};

const BOUNDARY = 'graphql';

/** Subscriptions over multipart HTTP, version 1.0: https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol. */
const PARTS: StreamFormat = {
  contentType: `multipart/mixed; boundary="${BOUNDARY}"; subscriptionSpec="1.0"`,
  opening: `\r\n--${BOUNDARY}\r\ncontent-type: application/json\r\n\r\n{}\r\n--${BOUNDARY}`,
  keepAlive: `\r\ncontent-type: application/json\r\n\r\n{}\r\n--${BOUNDARY}`,
  keepAliveMs: 5_000,
  // Each part ends with the boundary of the next, for a client knows only then that it has it whole.
  next(json) {
    return Buffer.concat([Buffer.from('\r\ncontent-type: application/json\r\n\r\n{"payload":'), json, Buffer.from(`}\r\n--${BOUNDARY}`)]);
  },
  complete: '--\r\n',
  interrupted: '--\r\n',
};

/** The format that a client asks for by its `Accept`; undefined when it wants one answer. */
export function chooseStreamFormat(accept: string | undefined): StreamFormat | undefined {
  if (accept === undefined) return undefined;
  if (wantsParts(accept)) return PARTS;
  return negotiate(accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE, EVENT_STREAM_TYPE]) === EVENT_STREAM_TYPE ? EVENT_STREAM : undefined;
}
