import type { Clock } from '../../../platform/clock/clock.ts';
import type { DoubleAgents } from './double-agents.ts';
import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';

const VERSION = '0.1.0';

/** What the health routes tell of the rest of the double. */
export interface DoubleFacts {
  readonly agents: DoubleAgents;
  readonly clients: () => readonly string[];
  readonly taskStatuses: () => readonly string[];
  readonly externalAgents: () => number;
}

/** `/health`, `/status`, `/api` and `/api/health/…`. `/health` is always healthy; `/api/health` is degraded without a cluster. */
export function createSystemRoutes(facts: DoubleFacts, clock: Clock): readonly DoubleRoute[] {
  const startedMs = clock.elapsed();
  const timestamp = () => new Date(clock.now()).toISOString();
  const uptime = () => Math.floor((clock.elapsed() - startedMs) / 1000);

  function toComponents(): Readonly<Record<string, unknown>> {
    return {
      autoweave: { status: 'ready' },
      agentWeaver: { status: 'ready', mock: true },
      mcpDiscovery: { status: 'ready', servers: 0 },
      kagentBridge: { status: 'not_ready', namespace: 'default', tools: 0 },
      memoryManager: { status: 'ready', contextual: 'mock', structural: 'mock' },
      agentService: { status: 'ready', agents: facts.agents.list().length },
    };
  }

  const health = (): DoubleReply => answer(200, { status: 'degraded', timestamp: timestamp(), uptime: uptime(), version: VERSION, components: toComponents() });

  function metrics(): DoubleReply {
    const agents = { totalAgents: facts.agents.list().length, byStatus: toAgentCounts(facts.agents.list().map(({ status }) => status)) };
    const clients = facts.clients();
    const anp = {
      tasks: { total: facts.taskStatuses().length, by_status: count(facts.taskStatuses()) },
      external_agents: facts.externalAgents(),
      capabilities: 5,
    };
    return answer(200, {
      timestamp: timestamp(),
      metrics: { agents, memory: { mode: 'mock' }, kagent: { tools: 0 }, mcp: { servers: 0 }, anp, agui: { connected_clients: clients.length, clients } },
    });
  }

  return [
    { method: 'GET', pattern: '/health', handle: () => answer(200, { status: 'healthy', timestamp: timestamp(), uptime: uptime(), version: VERSION }) },
    {
      method: 'GET',
      pattern: '/status',
      handle: () =>
        answer(200, {
          autoweave: 'running',
          timestamp: timestamp(),
          uptime: uptime(),
          version: VERSION,
          environment: 'development',
          services: toComponents(),
          overall: 'degraded',
        }),
    },
    {
      method: 'GET',
      pattern: '/api',
      handle: () =>
        answer(200, {
          name: 'AutoWeave API',
          version: VERSION,
          description: 'Agent orchestration',
          timestamp: timestamp(),
          endpoints: { agents: '/api/agents', memory: '/api/memory', chat: '/api/chat', health: '/api/health' },
          documentation: { openapi: '/api/docs' },
          features: ['agents', 'memory', 'chat', 'anp', 'agui'],
        }),
    },
    { method: 'GET', pattern: '/api/health', handle: health },
    { method: 'GET', pattern: '/api/health/detailed', handle: health },
    { method: 'GET', pattern: '/api/health/components', handle: () => answer(200, { timestamp: timestamp(), components: toComponents() }) },
    {
      method: 'GET',
      pattern: '/api/health/readiness',
      handle: () => answer(200, { status: 'ready', timestamp: timestamp(), checks: ['autoweave', 'agentService'] }),
    },
    { method: 'GET', pattern: '/api/health/liveness', handle: () => answer(200, { status: 'alive', uptime: uptime() }) },
    { method: 'GET', pattern: '/api/health/metrics', handle: metrics },
  ];
}

/** `Allow-Origin` only for the local ports that Core knows. */
export function toCorsHeaders(request: DoubleRequest): Readonly<Record<string, string>> {
  const origin = request.headers.origin;
  const allowed = origin !== undefined && /^http:\/\/(localhost|127\.0\.0\.1|172\.19\.0\.1):808[01]$/.test(origin);
  return allowed ? { 'access-control-allow-origin': origin } : {};
}

function count(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function toAgentCounts(statuses: readonly string[]): Readonly<Record<string, number>> {
  const known = ['deployed', 'creating', 'failed'];
  const counted = statuses.map((status) => (known.includes(status) ? status : 'unknown'));
  return { deployed: 0, creating: 0, failed: 0, unknown: 0, ...count(counted) };
}
