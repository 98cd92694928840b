import {
  booleanSetting,
  choiceSetting,
  integerSetting,
  optionalIntegerSetting,
  optionalTextSetting,
  textSetting,
  readSettings,
  type Environment,
  type Values,
} from '../platform/config/settings.ts';
import { storeSettings } from '../platform/stores/config.ts';
import { ADMISSION_SETTINGS } from './admission/config.ts';
import { CACHING_SETTINGS } from './caching/config.ts';

/** What the gateway's process is told by its environment. */
export const GATEWAY_SETTINGS = {
  port: integerSetting('PORT', { description: 'Port of the GraphQL API; 0 lets the system choose.', default: 3001, min: 0, max: 65_535 }),
  host: textSetting('HOST', { description: 'Address that the GraphQL API listens on.', default: '127.0.0.1' }),
  metricsPort: optionalIntegerSetting('METRICS_PORT', {
    description: 'A further listener for /metrics, /health and /ready, which the main port serves too.',
    min: 0,
    max: 65_535,
  }),
  cursorKey: optionalTextSetting('AUTOWEAVE_CURSOR_KEY', {
    description: 'Secret (16 characters or more) that seals subscription cursors; the same at every copy of the gateway. Unset: made once in the data folder.',
    secret: true,
  }),
  identity: choiceSetting('AUTOWEAVE_IDENTITY', {
    description: 'Who a request comes from: loopback (callers on this machine are the developer) or headers (a trusted proxy sets the identity headers).',
    default: 'loopback',
    choices: ['loopback', 'headers'],
  }),
  httpEntry: choiceSetting('AUTOWEAVE_HTTP_ENTRY', {
    description: 'The way of HTTP queries and mutations: direct, or through Apollo Server; auto is apollo where AUTOWEAVE_APOLLO_PLUGINS names plugins.',
    default: 'auto',
    choices: ['auto', 'direct', 'apollo'],
  }),
  apolloPlugins: optionalTextSetting('AUTOWEAVE_APOLLO_PLUGINS', {
    description:
      'Plugins of Apollo Server: files or packages, separated by commas, whose default export is a plugin, a list of them, or a function that makes them.',
  }),
  bodyLimitBytes: integerSetting('AUTOWEAVE_BODY_LIMIT_BYTES', {
    description: 'Largest request body or WebSocket message, in bytes.',
    default: 1_048_576,
    min: 1_024,
    max: 104_857_600,
  }),
  operationDeadlineMs: integerSetting('AUTOWEAVE_OPERATION_DEADLINE_MS', {
    description: 'Longest that a query or mutation may take, in milliseconds.',
    default: 30_000,
    min: 100,
    max: 600_000,
  }),
  connectionInitTimeoutMs: integerSetting('AUTOWEAVE_WS_INIT_TIMEOUT_MS', {
    description: 'How long a WebSocket may stay open without connection_init, in milliseconds.',
    default: 3_000,
    min: 10,
    max: 60_000,
  }),
  keepAliveMs: integerSetting('AUTOWEAVE_WS_KEEP_ALIVE_MS', {
    description: 'How often a WebSocket is pinged; one that has not answered by the next ping is closed, in milliseconds.',
    default: 15_000,
    min: 1_000,
    max: 600_000,
  }),
  maxPrincipalSockets: integerSetting('AUTOWEAVE_MAX_PRINCIPAL_SOCKETS', {
    description: 'How many WebSockets one principal of one workspace may have open in a process; a further one is closed with 4403.',
    default: 20_000,
    min: 1,
    max: 1_000_000,
  }),
  socketIdleMs: integerSetting('AUTOWEAVE_SOCKET_IDLE_MS', {
    description: 'How long a WebSocket may run no operation before it is closed with 1000, in milliseconds; 0 for ever. Looked at with each ping.',
    default: 600_000,
    min: 0,
    max: 86_400_000,
  }),
  connectionLifetimeMs: integerSetting('AUTOWEAVE_CONNECTION_LIFETIME_MS', {
    description: 'How long a WebSocket or a streamed answer may last before its client has to connect again, in milliseconds; 0 for ever.',
    default: 0,
    min: 0,
    max: 2_592_000_000,
  }),
  credentialNoticeMs: integerSetting('AUTOWEAVE_CREDENTIAL_NOTICE_MS', {
    description: "How long before a WebSocket's credential expires its client is told so, in milliseconds.",
    default: 30_000,
    min: 0,
    max: 3_600_000,
  }),
  drainMs: integerSetting('AUTOWEAVE_DRAIN_MS', {
    description: 'Longest time over which open subscriptions are sent elsewhere when the process stops, in milliseconds; few of them take less.',
    default: 5_000,
    min: 0,
    max: 600_000,
  }),
  documentCacheEntries: integerSetting('AUTOWEAVE_DOCUMENT_CACHE_ENTRIES', {
    description: 'How many parsed and validated documents are kept.',
    default: 1_000,
    min: 1,
    max: 100_000,
  }),
  deduplicateOperations: booleanSetting('AUTOWEAVE_DEDUPLICATE_OPERATIONS', {
    description: 'Whether equal queries of one caller that are under way at the same time are executed once.',
    default: false,
  }),
  maskErrors: choiceSetting('AUTOWEAVE_MASK_ERRORS', {
    description: 'Whether what subgraphs say of their own defects is kept from clients, and told to the log: auto is true with NODE_ENV=production.',
    default: 'auto',
    choices: ['auto', 'true', 'false'],
  }),
  planner: choiceSetting('AUTOWEAVE_PLANNER', {
    description: "Which query planner is used: native (fewer calls of subgraphs, and quicker; Apollo's stands in where the platform has no binary) or apollo.",
    default: 'native',
    choices: ['native', 'apollo'],
  }),
  ...ADMISSION_SETTINGS,
  ...CACHING_SETTINGS,
  /** Production hides the schema unless told otherwise. */
  nodeEnv: storeSettings.nodeEnv,
};

/** The settings of the gateway, read. */
export type GatewayConfig = Values<typeof GATEWAY_SETTINGS>;

/** Throws a ConfigError with every problem at once. */
export function readGatewayConfig(environment: Environment): GatewayConfig {
  return readSettings(GATEWAY_SETTINGS, environment);
}

/** Whether what subgraphs say of their own defects is kept from clients. */
export function masksErrors({ maskErrors, nodeEnv }: Pick<GatewayConfig, 'maskErrors' | 'nodeEnv'>): boolean {
  return maskErrors === 'auto' ? nodeEnv === 'production' : maskErrors === 'true';
}
