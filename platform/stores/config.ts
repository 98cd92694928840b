import {
  choiceSetting,
  ConfigError,
  integerSetting,
  optionalTextSetting,
  optionalUrlSetting,
  readSettings,
  textSetting,
  type Environment,
  type Values,
} from '../config/settings.ts';
import { LOG_LEVELS } from '../logging/logger.ts';

/** Which engines stand behind the ports. A server's address absent means its embedded engine. */
export const storeSettings = {
  dataDir: textSetting('AUTOWEAVE_DATA_DIR', { default: './.autoweave', description: 'Folder of the embedded stores and of keys made at the first start' }),
  logLevel: choiceSetting('LOG_LEVEL', { default: 'info', choices: LOG_LEVELS, description: 'Least severity that is logged (JSON lines on standard error)' }),
  nodeEnv: choiceSetting('NODE_ENV', {
    default: 'development',
    choices: ['development', 'production', 'test'],
    description: 'With production, `npm start` installs no development packages',
  }),
  redisUrl: optionalUrlSetting('REDIS_URL', {
    protocols: ['redis:', 'rediss:'],
    description: 'Redis of the event log; needs appendonly yes and appendfsync always to answer FSYNCED',
  }),
  redisHost: optionalTextSetting('REDIS_HOST', { description: 'Redis by host, when REDIS_URL is not set' }),
  redisPort: integerSetting('REDIS_PORT', { default: 6379, min: 1, max: 65_535, description: 'Port beside REDIS_HOST' }),
  logHotEvents: integerSetting('AUTOWEAVE_LOG_HOT_EVENTS', {
    default: 100_000,
    min: 0,
    max: 1_000_000_000,
    description: 'Events of a workspace that stay in Redis; older ones move to the archive: in DATABASE_URL when that is set, else in the data folder',
  }),
  logIdempotencyWindowMs: integerSetting('AUTOWEAVE_LOG_IDEMPOTENCY_WINDOW_MS', {
    default: 2_592_000_000,
    min: 1_000,
    max: 1_000_000_000_000,
    description: 'How long an event that is published again with the same source and id is known, in milliseconds',
  }),
  logSpoolEvents: integerSetting('AUTOWEAVE_LOG_SPOOL_EVENTS', {
    default: 100_000,
    min: 0,
    max: 10_000_000,
    description: 'Published events that wait at most in the data folder while Redis is away, up to 256 MiB; 0: they are refused then',
  }),
  redisCacheUrl: optionalUrlSetting('REDIS_CACHE_URL', {
    protocols: ['redis:', 'rediss:'],
    description: 'Redis of the shared cache tier; without it the cache is in the process',
  }),
  cacheLocalBytes: integerSetting('AUTOWEAVE_CACHE_LOCAL_BYTES', {
    default: 67_108_864,
    min: 65_536,
    max: 8_589_934_592,
    description: 'How much of the cache a process holds itself, in bytes, whether or not Redis shares it',
  }),
  databaseUrl: optionalUrlSetting('DATABASE_URL', { protocols: ['postgres:', 'postgresql:'], description: 'PostgreSQL of the records, one schema a subgraph' }),
  neo4jUri: optionalUrlSetting('NEO4J_URI', { protocols: ['bolt:', 'bolt+s:', 'neo4j:', 'neo4j+s:'], description: 'Neo4j or Memgraph of the graph' }),
  neo4jUser: textSetting('NEO4J_USER', { default: 'neo4j', description: 'User at NEO4J_URI' }),
  neo4jPassword: optionalTextSetting('NEO4J_PASSWORD', { secret: true, description: 'Password at NEO4J_URI' }),
  qdrantUrl: optionalUrlSetting('QDRANT_URL', { protocols: ['http:', 'https:'], description: 'Qdrant of the vectors' }),
  qdrantHost: optionalTextSetting('QDRANT_HOST', { description: 'Qdrant by host, when QDRANT_URL is not set' }),
  qdrantPort: integerSetting('QDRANT_PORT', { default: 6333, min: 1, max: 65_535, description: 'Port beside QDRANT_HOST' }),
  qdrantApiKey: optionalTextSetting('QDRANT_API_KEY', { secret: true, description: 'API key at QDRANT_URL' }),
} as const;

/** The stores' settings, read. */
export type StoreConfig = Values<typeof storeSettings>;

/** Reads the stores' settings; `REDIS_HOST` and `QDRANT_HOST` become URLs. Throws ConfigError with every problem. */
export function readStoreConfig(environment: Environment): StoreConfig {
  const values = readSettings(storeSettings, environment);
  return {
    ...values,
    redisUrl: values.redisUrl ?? toUrl('redis', values.redisHost, values.redisPort),
    qdrantUrl: values.qdrantUrl ?? toUrl('http', values.qdrantHost, values.qdrantPort),
  };
}

function toUrl(protocol: string, host: string | undefined, port: number): string | undefined {
  return host === undefined ? undefined : `${protocol}://${host}:${port}`;
}

/**
 * Refuses what cannot be correct, in one line that says what is missing. `several`: subgraphs run in other processes, which
 * share one event log only through Redis. Whether their records can be shared is found out when they are opened
 * (`claim-stores.ts`).
 */
export function assertStoresFit(config: StoreConfig, processes: 'one' | 'several'): void {
  if (processes === 'one') return;
  if (config.redisUrl === undefined) {
    throw new ConfigError(['a subgraph in a process of its own needs REDIS_URL: the embedded event log belongs to one process']);
  }
}
