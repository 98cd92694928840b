import type { QdrantClient } from '@qdrant/js-client-rest';
import { ConfigError } from '../config/settings.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';

const TIMEOUT_MS = 10_000;
/** The query route came with 1.10; older servers lack it. */
const OLDEST_VERSION = [1, 10] as const;

/** A call that the server answered with a refusal; `status` is HTTP's. */
export class QdrantRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'QdrantRefusal';
    this.status = status;
  }
}

/** Runs one call: STORE_UNAVAILABLE when the server is away, overloaded or shuts its door; a QdrantRefusal for what it refuses of the request. */
export type QdrantCall = <T>(call: (client: QdrantClient) => Promise<T>) => Promise<T>;

/**
 * Opens the client and makes sure that a usable server answers. Rejects with a ConfigError of one line, without the key, else.
 */
export async function connectToQdrant(options: { url: string; apiKey?: string | undefined; logger: Logger }): Promise<QdrantCall> {
  const { QdrantClient } = await import('@qdrant/js-client-rest');
  const { origin, pathname, host, port } = new URL(options.url);
  const client = new QdrantClient({
    url: origin,
    ...(port === '' ? {} : { port: Number(port) }),
    prefix: pathname.replace(/\/+$/, ''),
    timeout: TIMEOUT_MS,
    // As a header: the client's own option prints a warning on the console for each connection without TLS.
    ...(options.apiKey === undefined ? {} : { headers: { 'api-key': options.apiKey } }),
    checkCompatibility: false,
  });
  try {
    const { version } = await client.versionInfo();
    assertVersion(version, host);
    await client.getCollections();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const status = readStatus(error);
    if (status === 401 || status === 403) throw new ConfigError([`QDRANT_API_KEY: Qdrant at ${host} refuses it (HTTP ${status})`]);
    throw new ConfigError([`QDRANT_URL: no usable Qdrant answers at ${host}${status === undefined ? '' : ` (HTTP ${status})`}`]);
  }
  return async (call) => {
    try {
      return await call(client);
    } catch (error) {
      throw toCallError(error, options.logger);
    }
  };
}

function assertVersion(version: string, host: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  const fits = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (!fits) throw new ConfigError([`QDRANT_URL: Qdrant at ${host} is version ${version}, expected ${OLDEST_VERSION.join('.')} or later`]);
}

function toCallError(error: unknown, logger: Logger): Error {
  if (error instanceof CodedError) return error;
  const status = readStatus(error);
  if (status !== undefined && status >= 400 && status < 500 && ![401, 403, 429].includes(status)) return new QdrantRefusal(status, readReason(error));
  logger.error({ err: error, status }, 'the vector store cannot be reached');
  return new CodedError('STORE_UNAVAILABLE', 'the vector store cannot be reached', { cause: error });
}

function readStatus(error: unknown): number | undefined {
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' ? status : undefined;
}

function readReason(error: unknown): string {
  const data = (error as { data?: { status?: { error?: unknown } } }).data;
  return `Qdrant refused the request: ${String(data?.status?.error ?? 'no reason given')}`;
}
