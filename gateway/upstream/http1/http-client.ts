import { isUtf8 } from 'node:buffer';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { UpstreamTls } from '../subgraph-policies.ts';
import { OversizeError } from './body-room.ts';
import { createConnectionPool, type Patience } from './connection-pool.ts';
import type { WholeResponse } from './response-reader.ts';

/** Whom the client speaks to. */
export interface HttpClientOptions {
  /** Where POSTs go, `http:` or `https:`. */
  readonly url: string;
  /** The subgraph's name, for errors. */
  readonly name: string;
  /** Sent with every request, by lower-case name; none of them is among a request's own. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
  /** A larger body is refused, and so is one that would make four times as many with the others that are being read. */
  readonly maxResponseBytes: number;
  readonly tls: UpstreamTls | undefined;
  /** Default 5 s. A connection that is not open by then fails with the code CONNECT_TIMEOUT. */
  readonly connectTimeoutMs?: number;
  /** How long a response may take; as long as it takes when undefined. */
  readonly timeout?: Patience['timeout'];
}

/** A response that was read to its end. */
export interface ReadResponse {
  readonly statusCode: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends POSTs to one address over HTTP/1.1 and connections that stay open. */
export interface HttpClient {
  /**
   * Rejects with SUBGRAPH_UNAVAILABLE when the response is too large or is not UTF-8, with the reason of `signal` when that aborts, with a
   * ResponseTimeoutError when it takes too long, and with the connection's error when that fails. A request that may have been sent is never sent again.
   */
  post(headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal): Promise<ReadResponse>;
  close(): void;
}

/** Kept to one address at most. */
const MAX_CONNECTIONS = 64;
/** As many of the largest bodies may be on their way from one address at a time, or more of smaller ones. */
const LARGEST_AT_ONCE = 4;
/** What may stand in a header (RFC 9110, section 5.5); a line end would begin another one. */
const NO_FIELD_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** Opens nothing before the first request. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { url, name, fixedHeaders, maxResponseBytes, tls, connectTimeoutMs = 5_000, timeout } = options;
  const { protocol, hostname, host, port, pathname, search } = new URL(url);
  const isTls = protocol === 'https:';
  const address = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port === '' ? (isTls ? 443 : 80) : port),
    tls: isTls ? (tls ?? {}) : undefined,
    connectTimeoutMs,
  };
  const pool = createConnectionPool(address, { maxConnections: MAX_CONNECTIONS, maxBodyBytes: LARGEST_AT_ONCE * maxResponseBytes });
  const fixed = `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${toLines(fixedHeaders)}`;

  function read({ head, body }: WholeResponse): ReadResponse {
    const text = body.toString('utf8');
    // What is not UTF-8 is read as this character, which few texts have: the others need no second look.
    if (text.includes('\uFFFD') && !isUtf8(body)) throw unavailable('what is not UTF-8');
    return { statusCode: head.statusCode, text, headers: head.headers };
  }

  function unavailable(what: string): CodedError {
    return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with ${what}`);
  }

  return {
    async post(headers, body, signal) {
      const bytes = Buffer.byteLength(body);
      const head = `${fixed}${toLines(headers)}content-length: ${bytes}\r\n\r\n`;
      try {
        return await pool.ask({ head, body, isAscii: bytes === body.length, maxBytes: maxResponseBytes }, read, { signal, timeout });
      } catch (error) {
        if (error instanceof OversizeError) throw unavailable(error.message);
        throw error;
      }
    },
    close: () => pool.close(),
  };
}

function toLines(headers: Readonly<Record<string, string>>): string {
  let lines = '';
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (NO_FIELD_VALUE.test(value)) throw new Error(`the header ${name} has a character that no header may have`);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}
