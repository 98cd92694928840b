import { createConnectionWatch, type ConnectionState, type StreamTransport } from './connection-state.ts';
import { follow, type SubscriptionMessage } from './follow.ts';
import { GraphQLRequestError } from './graphql-request-error.ts';
import { laterPosition } from './later-position.ts';
import { sendOperation } from './send-operation.ts';
import { createStreams } from './stream-attempt.ts';
import type { TypedDocument } from './typed-document.ts';

/** A value, or what answers it whenever a request or a connection is made: a credential that runs out is renewed so. */
export type Renewable<Value> = Value | (() => Value | Promise<Value>);

/** Where the backend is, and how it is spoken to. */
export interface ClientOptions {
  /** The GraphQL endpoint, e.g. `http://127.0.0.1:3001/graphql`. Subscriptions use the same path. */
  readonly url: string;
  /** The workspace to work in; the backend's default when absent. */
  readonly workspace?: string;
  /** The principal to act as, where the backend lets the caller choose. */
  readonly principal?: string;
  /** Sent with every request over HTTP. */
  readonly headers?: Renewable<Readonly<Record<string, string>>>;
  /** Sent with `connection_init` of every WebSocket, where a browser can set no headers. */
  readonly connectionParams?: Renewable<Readonly<Record<string, unknown>>>;
  /** Default: the platform's own. */
  readonly fetch?: typeof fetch;
  /** Default: the platform's own. */
  readonly webSocket?: unknown;
  /**
   * By what subscriptions travel. Default `auto`: WebSocket, and Server-Sent Events where none gets through, as behind some proxies
   * (or where there is none: Node before 22).
   */
  readonly transport?: StreamTransport | 'auto';
  /**
   * A subscription's connection counts as lost when the backend gives no sign of life for so long, as when a network went away
   * without a word. Default 40000; the backend gives one every 15 seconds at least.
   */
  readonly maxSilenceMs?: number;
  /** Longest pause before a lost subscription is tried again; default 5000. */
  readonly maxReconnectDelayMs?: number;
  /** 0 to 1, for the jitter of that pause. */
  readonly random?: () => number;
}

/** A typed client: queries and mutations over HTTP, subscriptions over WebSocket or Server-Sent Events. Works in Node and in browsers. */
export interface AutoweaveClient {
  /** Answers the data; throws GraphQLRequestError when there are errors. A query sees what this client's earlier mutations wrote. */
  query<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables, options?: { signal?: AbortSignal }): Promise<Result>;
  mutate<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables, options?: { signal?: AbortSignal }): Promise<Result>;
  /** Iterates the messages of a subscription; reconnects and resumes by itself. Leave the loop, or abort, to end it. */
  subscribe<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: { resumeFrom?: string; signal?: AbortSignal },
  ): AsyncGenerator<SubscriptionMessage<Result>>;
  /** The latest position of this client's mutations, sent as `minPosition` with its queries. */
  readonly position: string | undefined;
  /** How its subscriptions stand together, and by what they travel. */
  readonly connection: ConnectionState;
  /** Calls `listener` at each change of `connection`; the returned function ends that. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Closes the socket; running subscriptions end. */
  close(): Promise<void>;
}

const MAX_SILENCE_MS = 40_000;

/** Makes a client; nothing is connected before it is needed. Throws a TypeError for a `url` that is none. */
export function createClient(options: ClientOptions): AutoweaveClient {
  const { workspace, principal } = options;
  const url = readUrl(options.url);
  const headers = async (): Promise<Record<string, string>> => ({
    ...(await renewed(options.headers)),
    ...(workspace === undefined ? {} : { 'x-autoweave-workspace': workspace }),
    ...(principal === undefined ? {} : { 'x-autoweave-principal': principal }),
  });
  const closing = new AbortController();
  // Browsers' own takes no other `this` than the page's.
  const ask: typeof fetch = options.fetch ?? ((...request) => fetch(...request));
  const { transport = 'auto' } = options;
  const watch = createConnectionWatch(transport === 'event-stream' ? 'event-stream' : 'websocket');
  const streams = createStreams({
    url,
    headers,
    fetch: ask,
    transport,
    connectionParams: async () => ({
      ...(await renewed(options.connectionParams)),
      ...(workspace === undefined ? {} : { workspace }),
      ...(principal === undefined ? {} : { principal }),
    }),
    webSocket: options.webSocket,
    maxSilenceMs: options.maxSilenceMs ?? MAX_SILENCE_MS,
    watch,
  });
  let position: string | undefined;

  async function send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    settings: { signal?: AbortSignal; minPosition?: string; isWrite?: boolean },
  ): Promise<Result> {
    const extensions = settings.minPosition === undefined ? {} : { extensions: { stream: { minPosition: settings.minPosition } } };
    const response = await sendOperation(
      url,
      { query: document.toString(), variables, ...extensions },
      { headers: await headers(), fetch: ask, ...(settings.signal === undefined ? {} : { signal: settings.signal }) },
    );
    if (response.errors !== undefined) throw new GraphQLRequestError(response.errors, response.data);
    const written = settings.isWrite === true ? response.extensions?.stream?.position : undefined;
    if (typeof written === 'string') position = laterPosition(position, written);
    return response.data as Result;
  }

  return {
    get position() {
      return position;
    },
    query: (document, variables, settings = {}) => send(document, variables, { ...settings, ...(position === undefined ? {} : { minPosition: position }) }),
    mutate: (document, variables, settings = {}) => send(document, variables, { ...settings, isWrite: true }),
    get connection() {
      return watch.state;
    },
    onConnection: (listener) => watch.onChange(listener),
    async *subscribe(document, variables, settings = {}) {
      const phase = watch.enter();
      try {
        yield* follow(
          streams.attempt,
          { query: document.toString(), variables: variables as Record<string, unknown> },
          {
            signal: settings.signal === undefined ? closing.signal : AbortSignal.any([settings.signal, closing.signal]),
            maxDelayMs: options.maxReconnectDelayMs ?? 5_000,
            random: options.random ?? Math.random,
            phase,
            ...(settings.resumeFrom === undefined ? {} : { resumeFrom: settings.resumeFrom }),
          },
        );
      } finally {
        phase.leave();
      }
    },
    async close() {
      closing.abort();
      await streams.close();
    },
  };
}

async function renewed<Value>(value: Renewable<Value> | undefined): Promise<Value | undefined> {
  return typeof value === 'function' ? (value as () => Value | Promise<Value>)() : value;
}

/** The address whole: in a browser it may be a path on the page's own host. */
function readUrl(text: string): string {
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  const url = URL.canParse(text, location?.href) ? new URL(text, location?.href) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  throw new TypeError(`url: expected the address of a GraphQL endpoint, such as http://127.0.0.1:3001/graphql, received ${JSON.stringify(text)}`);
}
