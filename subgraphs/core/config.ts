import {
  booleanSetting,
  ConfigError,
  integerSetting,
  optionalTextSetting,
  optionalUrlSetting,
  readSettings,
  textSetting,
  type Environment,
} from '../../platform/config/settings.ts';
import { isScopeName } from '../../platform/request/scope.ts';
import type { CoreAddresses } from './domain/connection-status.ts';

/** Everything that the environment may say to this subgraph. */
export const coreSettings = {
  coreUrl: optionalUrlSetting('AUTOWEAVE_CORE_URL', {
    protocols: ['http:', 'https:'],
    description: 'AutoWeave Core; http://localhost:3000 when unset. Core may be absent',
  }),
  wsUrl: optionalUrlSetting('AUTOWEAVE_CORE_WS_URL', {
    protocols: ['ws:', 'wss:'],
    description: 'WebSocket of AutoWeave Core; AUTOWEAVE_CORE_URL with /ws when unset',
  }),
  anpUrl: optionalUrlSetting('ANP_SERVER_URL', {
    protocols: ['http:', 'https:'],
    description: 'Agent Network Protocol server of AutoWeave Core; http://localhost:8083 when unset',
  }),
  mcpUrl: optionalUrlSetting('AUTOWEAVE_CORE_MCP_URL', {
    protocols: ['http:', 'https:'],
    description: 'MCP server of AutoWeave Core; the host of AUTOWEAVE_CORE_URL, port 3002, when unset',
  }),
  workspace: textSetting('AUTOWEAVE_CORE_WORKSPACE', { default: 'default', description: 'The workspace that AutoWeave Core belongs to; no other sees it' }),
  autoConnect: booleanSetting('AUTOWEAVE_CORE_AUTO_CONNECT', { default: true, description: 'Connect to AutoWeave Core at start' }),
  agentId: optionalTextSetting('AUTOWEAVE_CORE_AGENT_ID', {
    description: 'The id under which AutoWeave Core knows this backend; autoweave-backend when unset',
  }),
  pollIntervalMs: integerSetting('AUTOWEAVE_CORE_POLL_MS', {
    default: 2_000,
    min: 100,
    max: 3_600_000,
    description: 'How often the agents of AutoWeave Core are compared, milliseconds',
  }),
  requestTimeoutMs: integerSetting('AUTOWEAVE_CORE_TIMEOUT_MS', {
    default: 10_000,
    min: 100,
    max: 600_000,
    description: 'How long AutoWeave Core may take to answer, milliseconds',
  }),
  reconnectMinMs: integerSetting('AUTOWEAVE_CORE_RECONNECT_MIN_MS', {
    default: 500,
    min: 10,
    max: 600_000,
    description: 'The first pause before reconnecting to AutoWeave Core, milliseconds; doubles',
  }),
  reconnectMaxMs: integerSetting('AUTOWEAVE_CORE_RECONNECT_MAX_MS', {
    default: 10_000,
    min: 10,
    max: 3_600_000,
    description: 'The longest pause before reconnecting to AutoWeave Core, milliseconds',
  }),
} as const;

/** The settings of this subgraph, defaults filled in. */
export interface CoreConfig {
  readonly addresses: CoreAddresses;
  readonly mcpUrl: string;
  readonly workspace: string;
  readonly autoConnect: boolean;
  readonly agentId: string;
  readonly pollIntervalMs: number;
  readonly requestTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
}

const AGENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Reads the settings. Throws a ConfigError with every problem. */
export function readCoreConfig(environment: Environment): CoreConfig {
  const {
    coreUrl = 'http://localhost:3000',
    wsUrl,
    anpUrl = 'http://localhost:8083',
    mcpUrl,
    agentId = 'autoweave-backend',
    ...values
  } = readSettings(coreSettings, environment);
  const problems = [
    ...(isScopeName(values.workspace) ? [] : ['AUTOWEAVE_CORE_WORKSPACE: expected the name of a workspace']),
    ...(AGENT_ID.test(agentId) ? [] : ['AUTOWEAVE_CORE_AGENT_ID: expected 1 to 64 letters, digits or ._-']),
    ...(values.reconnectMinMs <= values.reconnectMaxMs ? [] : ['AUTOWEAVE_CORE_RECONNECT_MIN_MS: expected at most AUTOWEAVE_CORE_RECONNECT_MAX_MS']),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...values,
    agentId,
    addresses: { coreUrl: trimSlash(coreUrl), wsUrl: wsUrl ?? toWsUrl(coreUrl), anpUrl: trimSlash(anpUrl) },
    mcpUrl: trimSlash(mcpUrl ?? toMcpUrl(coreUrl)),
  };
}

function toWsUrl(coreUrl: string): string {
  return `${trimSlash(coreUrl).replace(/^http/, 'ws')}/ws`;
}

function toMcpUrl(coreUrl: string): string {
  const url = new URL(coreUrl);
  url.port = '3002';
  url.pathname = '/';
  return url.href;
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
