import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson } from '../../platform/http/process-routes.ts';
import { CORRELATION_HEADER, type HeaderLookup } from '../../platform/request/identity-headers.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { IdentityRule } from '../admission/identity.ts';
import { assertAnswerSize } from '../admission/limits/answer-size.ts';
import { refused, toAnsweredErrors, toHttpStatus, toOutcomeCode } from '../errors.ts';
import { awaitReader } from './await-reader.ts';
import { createBodyBuffers } from './body-buffers.ts';
import { correlate } from './correlate.ts';
import { chooseBodyEncoding, encodeBody } from './compression.ts';
import { sendDeferredParts } from './deferred-parts.ts';
import { discardRest } from './discard-rest.ts';
import { toHeaderLookup } from './header-lookup.ts';
import type { HttpAnswer, HttpEntry } from './http-entry.ts';
import type { HttpStreamTransport } from './http-stream.ts';
import { GRAPHQL_RESPONSE_TYPE, isJsonContentType, JSON_TYPE, negotiate } from './media-types.ts';
import { choosePartForm, PARTS_TYPE } from './part-forms.ts';
import { chooseStreamFormat } from './stream-formats.ts';
import type { HeldBytes } from './held-bytes.ts';

/** Why a request is not let in. */
export interface Refusal {
  /** As it was thrown, or would be. */
  readonly error: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** GraphQL over HTTP. */
export interface HttpTransport {
  /** Answers a request on the GraphQL path: in JSON, or as a stream for a client that accepts one. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a request that was refused before it was read. */
  refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void;
}

/** What requests over HTTP are answered with. */
export interface HttpParts {
  readonly entry: HttpEntry;
  readonly streams: HttpStreamTransport;
  readonly identify: IdentityRule;
  readonly logger: Logger;
  readonly maxAnswerBytes: number;
  readonly held: HeldBytes;
}

/** GraphQL over HTTP: POST with JSON, GET for what changes nothing. */
export function createHttpTransport(parts: HttpParts): HttpTransport {
  const { entry, streams, identify, logger, maxAnswerBytes, held } = parts;
  const bodies = createBodyBuffers();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    assertMethod(request);
    const header = toHeaderLookup(request);
    const identity = identify({ remoteAddress: request.socket.remoteAddress, header });
    response.setHeader(CORRELATION_HEADER, identity.correlationId);
    // Before anything runs: a mutation whose answer nobody can read is not executed.
    const partForm = choosePartForm(header('accept'), PARTS_TYPE);
    const answerType = negotiate(header('accept'), [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) ?? (partForm === undefined ? undefined : JSON_TYPE);
    if (answerType === undefined) throw refused('NOT_ACCEPTABLE', `header accept: expected ${JSON_TYPE} or ${GRAPHQL_RESPONSE_TYPE}`);
    assertPreflighted(request, header);
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const answered = await entry.answer({
      message: request,
      header,
      identity,
      answerType,
      partForm,
      signal: gone.signal,
      setHeader: (name, value) => response.setHeader(name, value),
    });
    const { takeTexts, rest } = answered;
    if (rest !== undefined) {
      await sendDeferredParts(response, { takeTexts, rest }, maxAnswerBytes);
      return;
    }
    response.setHeader('content-type', `${answerType}; charset=utf-8`);
    // Not awaited here: this call may have waited for long, and nothing as large as the answer's body is to hang on what is old (`takeResultTexts`).
    return send(response, answered, header('accept-encoding'));
  }

  async function send(response: ServerResponse, { status, headers, takeTexts }: HttpAnswer, acceptEncoding: string | undefined): Promise<void> {
    if (response.destroyed) return;
    for (const [name, value] of headers ?? []) response.setHeader(name, value);
    const plain = bodies.write(takeTexts());
    // Whatever is sent, and whether its reader is there to the end.
    response.once('close', plain.release);
    assertAnswerSize(plain.bytes.length, maxAnswerBytes);
    const encoding = chooseBodyEncoding(plain.bytes, acceptEncoding);
    // A copy, for the response may be over before the encoder is.
    const body = encoding === undefined ? plain.bytes : await encodeBody(Buffer.from(plain.bytes), encoding);
    if (response.destroyed) return;
    response.appendHeader('vary', 'accept-encoding');
    response.writeHead(status, { ...(encoding === undefined ? {} : { 'content-encoding': encoding }), 'content-length': body.length }).end(body);
    awaitReader(response, held);
  }

  return {
    refuse(request, response, { error, headers }) {
      const { errors } = toAnsweredErrors(error);
      correlate(request, response);
      void discardRest(request, response).then(() => {
        if (!response.destroyed)
          answerJson(response, { errors }, { status: toHttpStatus(toOutcomeCode(errors)), headers: { ...toTypeHeader(request), ...headers } });
      });
    },
    async handle(request, response) {
      try {
        const format = chooseStreamFormat(toHeaderLookup(request)('accept'));
        await (format === undefined ? answer(request, response) : streams.answer(request, response, format));
      } catch (error) {
        if (response.destroyed) return;
        if (response.headersSent) {
          response.destroy();
          return;
        }
        correlate(request, response);
        const { errors, isFault } = toAnsweredErrors(error);
        if (isFault) logger.error({ err: error, correlationId: response.getHeader(CORRELATION_HEADER) }, 'an HTTP request failed');
        const code = toOutcomeCode(errors);
        if (!request.complete) await discardRest(request, response);
        if (response.destroyed) return;
        const headers = { ...toTypeHeader(request), ...(code === 'METHOD_NOT_ALLOWED' ? { allow: 'GET, POST' } : {}) };
        answerJson(response, { errors }, { status: toHttpStatus(code), headers });
      }
    },
  };
}

/** A client that reads `application/graphql-response+json` trusts a status of 4xx in no other type: it may be a proxy's. */
function toTypeHeader(request: IncomingMessage): Readonly<Record<string, string>> {
  return { 'content-type': `${negotiate(toHeaderLookup(request)('accept'), [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) ?? JSON_TYPE}; charset=utf-8` };
}

/** Headers that no form and no simple request of a page can set. */
const PREFLIGHTED = ['apollo-require-preflight', 'x-apollo-operation-name'];

/** Refuses a GET that any page could have a browser send without asking first. A POST has a content type that forms cannot have. */
function assertPreflighted(request: IncomingMessage, header: HeaderLookup): void {
  if (request.method === 'POST' || isJsonContentType(header('content-type')) || PREFLIGHTED.some((name) => (header(name) ?? '') !== '')) return;
  throw refused('BAD_REQUEST', `a GET needs one of the headers ${PREFLIGHTED.join(', ')}, which pages of other sites cannot send`);
}

function assertMethod(request: IncomingMessage): void {
  if (request.method !== 'GET' && request.method !== 'POST') throw refused('METHOD_NOT_ALLOWED', 'GraphQL is answered to GET and POST');
}
