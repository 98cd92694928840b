import type { IncomingMessage } from 'node:http';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/loopback.ts';
import type { HeaderLookup } from '../../platform/request/identity-headers.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { OperationRequest } from '../admission/stage.ts';
import { isRequestError, toHttpStatus } from '../errors.ts';
import type { PartForm } from '../part-writer.ts';
import { JSON_TYPE, type GRAPHQL_RESPONSE_TYPE } from './media-types.ts';

/** A GET or POST on the GraphQL path whose caller is known and whose answer can be read by it; the body is not read yet. */
export interface HttpRequest {
  readonly message: IncomingMessage;
  readonly header: HeaderLookup;
  readonly identity: RequestIdentity;
  /** Of the answer. */
  readonly answerType: typeof JSON_TYPE | typeof GRAPHQL_RESPONSE_TYPE;
  /** The form in which the client takes an answer in parts, too; undefined when it takes none. */
  readonly partForm: PartForm | undefined;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  /** Puts a header on the answer. */
  readonly setHeader: (name: string, value: string) => void;
}

/** An answer that is ready to be sent. */
export interface HttpAnswer {
  readonly status: number;
  /** Beside those that the transport sets. */
  readonly headers?: Iterable<readonly [name: string, value: string]>;
  /** The answer as JSON, in pieces that follow each other. Called once: what it is written from may be gone then. */
  readonly takeTexts: () => readonly string[];
  /** Of an answer in parts. */
  readonly rest?: FurtherParts;
}

/** What comes after the first part of an answer. */
export interface FurtherParts {
  readonly form: PartForm;
  /** Each JSON; to be read to the end, or returned. */
  readonly texts: AsyncIterableIterator<string>;
  /** The JSON of a last part, which says why the rest does not come. */
  refuse(errors: readonly SubgraphError[]): string;
}

/** Reads a GraphQL request, runs it and words the answer. Rejects for what is no GraphQL request. */
export interface HttpEntry {
  answer(request: HttpRequest): Promise<HttpAnswer>;
  stop(): Promise<void>;
}

/** `true` asks for `extensions.cost`. */
const COST_HEADER = 'x-autoweave-cost';
/** `true` asks for `extensions.cache`. */
const CACHE_HEADER = 'x-autoweave-cache';
/** `1` asks for `extensions.explain`: callers on this machine get it. */
const EXPLAIN_HEADER = 'x-autoweave-explain';

/** What headers ask for in place of the request's own extensions; undefined when nothing. */
export function readAskedExtensions({ header }: Pick<HttpRequest, 'header'>): Readonly<Record<string, true>> | undefined {
  const cost = header(COST_HEADER) === 'true';
  const cache = header(CACHE_HEADER) === 'true';
  return cost || cache ? { ...(cost ? { cost } : {}), ...(cache ? { cache } : {}) } : undefined;
}

/** Whether a request from this machine asks for `extensions.explain`, in a header or in extensions of its own. */
export function asksToExplain({ message, header }: Pick<HttpRequest, 'message' | 'header'>, extensions: OperationRequest['extensions']): boolean {
  const asks = header(EXPLAIN_HEADER) === '1' || extensions?.['explain'] === true;
  return asks && isLoopbackAddress(message.socket.remoteAddress) && isLoopbackHost(header('host'));
}

/**
 * The status of an answer without `data`. GraphQL over HTTP: `application/json` answers a well-formed request that was not
 * admitted with 200, for clients that take other statuses for a proxy's; `application/graphql-response+json` says 400.
 */
export function toRefusalStatus(code: string, answerType: HttpRequest['answerType']): number {
  return answerType === JSON_TYPE && isRequestError(code) ? 200 : toHttpStatus(code);
}
