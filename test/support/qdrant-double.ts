import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CollectionOfPoints } from './qdrant-double/points.ts';
import { malformed, notPlayed, Refusal } from './qdrant-double/refusal.ts';
import { NOT_PLAYED, readInteger, readObject, readOneOf, readText } from './qdrant-double/shape.ts';

/** A running double of Qdrant. */
export interface QdrantDouble {
  readonly url: string;
  /** How many requests have come, by `METHOD route`. */
  readonly requests: ReadonlyMap<string, number>;
  /** Answers 503 to everything until called with `false`. */
  refuseAll(refuse: boolean): void;
  close(): Promise<void>;
}

const WRITE_PARAMETERS = { wait: /^(true|false)$/, ordering: /^(weak|medium|strong)$/, timeout: /^[1-9]\d*$/ };
const READ_PARAMETERS = { consistency: /^(majority|quorum|all|\d+)$/, timeout: /^[1-9]\d*$/ };
const INDEX_SCHEMAS = ['keyword', 'integer', 'float', 'geo', 'text', 'bool', 'datetime', 'uuid'] as const;
const CREATION_FIELDS = [
  'vectors',
  'shard_number',
  'sharding_method',
  'replication_factor',
  'write_consistency_factor',
  'on_disk_payload',
  'hnsw_config',
  'wal_config',
  'optimizers_config',
  'quantization_config',
  'sparse_vectors',
  'strict_mode_config',
  'metadata',
];
const BAD_NAME = /[<>:"/\\|?*\0\x1f]/;

/**
 * Plays the part of Qdrant's REST API that its documentation (OpenAPI, 1.18) describes for collections with one cosine vector.
 * It refuses in Qdrant's form what is not documented, with 501 what is documented but not played, and applies a write
 * that does not ask to `wait` only after it has answered. Data lives in memory.
 */
export async function startQdrantDouble(options: { apiKey?: string } = {}): Promise<QdrantDouble> {
  const collections = new Map<string, CollectionOfPoints>();
  const requests = new Map<string, number>();
  let refusing = false;

  function find(name: string): CollectionOfPoints {
    const found = collections.get(name);
    if (found === undefined) throw new Refusal(404, `Not found: Collection \`${name}\` doesn't exist!`);
    return found;
  }

  function create(name: string, body: unknown): true {
    if (name.length > 255 || BAD_NAME.test(name)) throw new Refusal(422, `Validation error in path parameters: [collection_name: ${name}]`);
    const size = readCreation(body);
    if (collections.has(name)) throw new Refusal(409, `Wrong input: Collection \`${name}\` already exists!`);
    collections.set(name, new CollectionOfPoints(size));
    return true;
  }

  function describe(name: string): unknown {
    const collection = find(name);
    const vectors = { size: collection.size, distance: 'Cosine' };
    const config = { params: { vectors, shard_number: 1, replication_factor: 1, on_disk_payload: true } };
    const indexes = [...collection.indexes].map(([field, type]) => [field, { data_type: type, points: 0 }]);
    const counts = { segments_count: 1, points_count: collection.count({}).count };
    return { status: 'green', optimizer_status: 'ok', ...counts, config, payload_schema: Object.fromEntries(indexes) };
  }

  function write(apply: () => void, parameters: URLSearchParams): unknown {
    const waits = parameters.get('wait') === 'true';
    if (waits) apply();
    else setImmediate(apply);
    return { operation_id: 0, status: waits ? 'completed' : 'acknowledged' };
  }

  function createIndex(name: string, body: unknown, parameters: URLSearchParams): unknown {
    const collection = find(name);
    const index = readObject<{ field_name: string; field_schema: string }>(body, 'body', {
      field_name: { read: readText },
      field_schema: { read: readOneOf(INDEX_SCHEMAS) },
    });
    return write(() => collection.indexes.set(index.field_name, index.field_schema), parameters);
  }

  /** Every route with the query parameters that are documented for it. */
  const routes: Record<string, { parameters: Record<string, RegExp>; answer: (name: string, body: unknown, parameters: URLSearchParams) => unknown }> = {
    'GET /collections': { parameters: {}, answer: () => ({ collections: [...collections.keys()].map((name) => ({ name })) }) },
    'PUT /collections/{name}': { parameters: { timeout: /^\d+$/ }, answer: create },
    'GET /collections/{name}': { parameters: {}, answer: describe },
    'DELETE /collections/{name}': { parameters: { timeout: /^\d+$/ }, answer: (name) => collections.delete(name) },
    'PUT /collections/{name}/index': { parameters: WRITE_PARAMETERS, answer: createIndex },
    'PUT /collections/{name}/points': {
      parameters: WRITE_PARAMETERS,
      answer: (name, body, parameters) => write(find(name).readUpsert(body), parameters),
    },
    'POST /collections/{name}/points/delete': {
      parameters: WRITE_PARAMETERS,
      answer: (name, body, parameters) => write(find(name).readDelete(body), parameters),
    },
    'POST /collections/{name}/points': { parameters: READ_PARAMETERS, answer: (name, body) => find(name).retrieve(body) },
    'POST /collections/{name}/points/query': { parameters: READ_PARAMETERS, answer: (name, body) => find(name).query(body) },
    'POST /collections/{name}/points/count': { parameters: READ_PARAMETERS, answer: (name, body) => find(name).count(body) },
  };

  async function answer(request: IncomingMessage): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
    const [, root = '', name = '', ...rest] = pathname.split('/');
    const key = `${request.method} /${[root, ...(name === '' ? [] : ['{name}']), ...rest].join('/')}`;
    requests.set(key, (requests.get(key) ?? 0) + 1);
    const body = await readBody(request);
    if (refusing) throw new Refusal(503, 'Service unavailable');
    // The documentation leaves the front page open to those without a key.
    if (key === 'GET /') return { title: 'qdrant - vector search engine', version: '1.18.0' };
    if (options.apiKey !== undefined && request.headers['api-key'] !== options.apiKey) throw new Refusal(401, 'Invalid API key or JWT');
    const route = routes[key];
    if (route === undefined) throw new Refusal(404, `no documented route ${key}`);
    for (const [parameter, value] of searchParams) {
      if (route.parameters[parameter]?.test(value) !== true) throw new Refusal(400, `Format error in query parameters: \`${parameter}=${value}\``);
    }
    return { result: route.answer(decodeURIComponent(name), body, searchParams), status: 'ok', time: 0 };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal(500, `Service internal error: ${String(error)}`);
        send(response, refusal.status, refusal.toBody());
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refuseAll(refuse) {
      refusing = refuse;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  if (request.headers['content-type'] !== 'application/json') throw new Refusal(400, 'Content type error');
  try {
    return await json(request);
  } catch (error) {
    throw malformed(String(error));
  }
}

/** The size of the one vector that a collection is created with. */
function readCreation(body: unknown): number {
  const fields = body as Record<string, unknown> | null;
  if (typeof fields !== 'object' || fields === null) throw malformed('body: expected an object');
  for (const [key, value] of Object.entries(fields)) {
    if (!CREATION_FIELDS.includes(key)) throw malformed(`unknown field \`${key}\` in body`);
    if (key !== 'vectors' && value !== null) throw notPlayed(`body.${key}`);
  }
  const notPlayedHere = { hnsw_config: NOT_PLAYED, quantization_config: NOT_PLAYED, on_disk: NOT_PLAYED, datatype: NOT_PLAYED, multivector_config: NOT_PLAYED };
  const params = readObject<{ size: number; distance: string } & { [K in keyof typeof notPlayedHere]?: unknown }>(fields['vectors'], 'vectors', {
    ...notPlayedHere,
    size: { read: readInteger(1, 65_536) },
    distance: { read: readOneOf(['Cosine', 'Euclid', 'Dot', 'Manhattan']) },
  });
  if (params.distance !== 'Cosine') throw notPlayed(`distance ${params.distance}`);
  return params.size;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
