import type { Clock } from '../../../platform/clock/clock.ts';
import type { DoubleAgent, DoubleAgents } from './double-agents.ts';
import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';

const MIN_DESCRIPTION = 20;
const MAX_DESCRIPTION = 1000;
const LISTED = ['id', 'name', 'description', 'status', 'createdAt', 'lastUpdated'] as const;

/**
 * `/api/agents`. Quirks of Core that are kept: deleting an unknown agent is a 500; `GET /integration` is shadowed by `/:id`;
 * creating by OpenAPI fails inside; start and stop change nothing; there is no PATCH.
 */
export function createAgentRoutes(agents: DoubleAgents, clock: Clock): readonly DoubleRoute[] {
  function withAgent(request: DoubleRequest, use: (agent: DoubleAgent) => unknown): DoubleReply {
    const id = request.params['id'] ?? '';
    const agent = agents.find(id);
    return agent === undefined ? answer(404, { error: 'Agent not found', agentId: id }) : answer(200, { success: true, ...(use(agent) as object) });
  }

  function create(request: DoubleRequest): DoubleReply {
    const { description, userId } = request.body;
    if (typeof description !== 'string' || description.length < MIN_DESCRIPTION || description.length > MAX_DESCRIPTION) {
      const error = `Description must be a string of ${MIN_DESCRIPTION} to ${MAX_DESCRIPTION} characters`;
      return answer(400, { error, field: 'description', type: 'validation_error' });
    }
    const agent = agents.create({ description, userId: typeof userId === 'string' ? userId : 'system' });
    const { id, name, status, capabilities, createdAt, deployment } = agent;
    return answer(201, { success: true, agent: { id, name, description, status, capabilities, createdAt }, deployment });
  }

  function update(request: DoubleRequest): DoubleReply {
    return withAgent(request, ({ id }) => ({ message: 'Agent updated successfully', agent: agents.update(id, request.body) }));
  }

  function remove(request: DoubleRequest): DoubleReply {
    const id = request.params['id'] ?? '';
    if (!agents.remove(id)) return answer(500, { error: 'Failed to delete agent', message: `Agent not found: ${id}` });
    return answer(200, { success: true, message: 'Agent deleted successfully', agentId: id });
  }

  const echo = (verb: string) => (request: DoubleRequest) =>
    withAgent(request, ({ id, status }) => ({ message: `Agent ${verb} request processed`, agentId: id, status }));

  function toMetrics({ id, name, status, createdAt, lastUpdated }: DoubleAgent): unknown {
    const uptime = Math.max(0, Math.floor((clock.now() - Date.parse(createdAt)) / 1000));
    return { agentId: id, name, status, uptime, restarts: 0, memoryUsage: 'unknown', cpuUsage: 'unknown', lastUpdated };
  }

  return [
    { method: 'POST', pattern: '/api/agents', handle: create },
    {
      method: 'GET',
      pattern: '/api/agents',
      handle: () => answer(200, { success: true, count: agents.list().length, agents: agents.list().map(toListed) }),
    },
    {
      method: 'POST',
      pattern: '/api/agents/integration',
      handle: () => answer(500, { error: 'Failed to create integration agent', message: 'generator.generateFromOpenAPI is not a function' }),
    },
    { method: 'GET', pattern: '/api/agents/:id', handle: (request) => withAgent(request, (agent) => ({ agent: toDetail(agent) })) },
    { method: 'PUT', pattern: '/api/agents/:id', handle: update },
    { method: 'DELETE', pattern: '/api/agents/:id', handle: remove },
    { method: 'POST', pattern: '/api/agents/:id/start', handle: echo('start') },
    { method: 'POST', pattern: '/api/agents/:id/stop', handle: echo('stop') },
    {
      method: 'GET',
      pattern: '/api/agents/:id/logs',
      handle: (request) => withAgent(request, ({ id, name }) => ({ agentId: id, logs: toLogs(`Agent ${String(name)} is running`, clock, request) })),
    },
    {
      method: 'GET',
      pattern: '/api/agents/:id/metrics',
      handle: (request) => withAgent(request, (agent) => ({ agentId: agent.id, metrics: toMetrics(agent) })),
    },
  ];
}

function toListed(agent: DoubleAgent): unknown {
  return Object.fromEntries(LISTED.map((key) => [key, agent[key]]));
}

// Core's answer by id has no capabilities; only the answer to creating has.
function toDetail({ capabilities: _capabilities, ...agent }: DoubleAgent): unknown {
  return agent;
}

function toLogs(message: string, clock: Clock, request: DoubleRequest): readonly unknown[] {
  if (request.query.get('limit') === '0') return [];
  return [{ timestamp: new Date(clock.now()).toISOString(), level: 'info', message }];
}
