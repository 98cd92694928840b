import { badInput, notFound } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Agent, AgentDetail, AgentMetrics, AgentPatch, AgentRequest } from './agent.ts';
import type { AgentWatch } from './agent-watch.ts';
import type { CoreApi } from './core-api.ts';

/** What callers may do with Core's agents. Unknown ids are undefined in reads and NOT_FOUND in commands. */
export interface AgentDesk {
  list(filter: AgentFilter): Promise<readonly Agent[]>;
  find(id: string): Promise<AgentDetail | undefined>;
  create(scope: Scope, request: AgentRequest): Promise<{ agent: Agent; receipt: Receipt }>;
  update(scope: Scope, id: string, patch: AgentPatch): Promise<{ agent: Agent; receipt: Receipt }>;
  remove(scope: Scope, id: string): Promise<{ agentId: string; message: string | null; receipt: Receipt }>;
  act(
    scope: Scope,
    id: string,
    action: 'start' | 'stop',
  ): Promise<{ agentId: string; status: string; changed: boolean; message: string | null; receipt: Receipt }>;
  logs(id: string, options: { limit: number; since?: string }): Promise<readonly JsonValue[]>;
  metrics(id: string): Promise<AgentMetrics | undefined>;
}

interface AgentFilter {
  readonly status?: readonly string[];
  readonly search?: string;
}

const RESERVED = ['id', 'name', 'description'];

/** `assertConnected` throws UPSTREAM_UNAVAILABLE while there is no connection. */
export function createAgentDesk(setup: { api: CoreApi; watch: AgentWatch; assertConnected: () => void }): AgentDesk {
  const { api, watch, assertConnected } = setup;

  async function findOrRefuse(id: string): Promise<AgentDetail> {
    assertConnected();
    const agent = await api.findAgent(id);
    if (agent === undefined) throw notFound('agent', id);
    return agent;
  }

  return {
    async list({ status, search }) {
      if (search !== undefined && (search.length < 1 || search.length > 200)) throw badInput('filter.search', '1 to 200 characters', search);
      assertConnected();
      const wanted = search?.toLowerCase();
      return (await api.listAgents()).filter(
        (agent) => (status?.includes(agent.status) ?? true) && (wanted === undefined || `${agent.name}\n${agent.description}`.toLowerCase().includes(wanted)),
      );
    },
    async find(id) {
      assertConnected();
      return api.findAgent(id);
    },
    async create(scope, request) {
      assertDescription(request.description);
      assertConnected();
      const id = await api.createAgent(request);
      const receipt = await watch.observe(scope, id);
      return { agent: await findOrRefuse(id), receipt };
    },
    async update(scope, id, patch) {
      assertPatch(patch);
      assertConnected();
      if (!(await api.updateAgent(id, patch))) throw notFound('agent', id);
      const receipt = await watch.observe(scope, id);
      return { agent: await findOrRefuse(id), receipt };
    },
    async remove(scope, id) {
      assertConnected();
      const removed = await api.deleteAgent(id);
      if (removed === undefined) throw notFound('agent', id);
      return { agentId: id, ...removed, receipt: await watch.observe(scope, id) };
    },
    async act(scope, id, action) {
      const before = await findOrRefuse(id);
      const after = await (action === 'start' ? api.startAgent(id) : api.stopAgent(id));
      if (after === undefined) throw notFound('agent', id);
      return { agentId: id, ...after, changed: after.status !== before.status, receipt: await watch.observe(scope, id) };
    },
    async logs(id, options) {
      if (options.limit < 1 || options.limit > 1000) throw badInput('limit', '1 to 1000', options.limit);
      assertConnected();
      return (await api.agentLogs(id, options)) ?? [];
    },
    async metrics(id) {
      assertConnected();
      return api.agentMetrics(id);
    },
  };
}

function assertDescription(description: string): void {
  if (description.length < 20 || description.length > 1000) throw badInput('input.description', '20 to 1000 characters', description);
}

function assertPatch({ name, description, fields }: AgentPatch): void {
  if (name === undefined && description === undefined && Object.keys(fields ?? {}).length === 0) throw badInput('input', 'at least one field to change');
  if (name !== undefined && (name.length < 1 || name.length > 200)) throw badInput('input.name', '1 to 200 characters', name);
  if (description !== undefined) assertDescription(description);
  const reserved = RESERVED.find((key) => fields !== undefined && Object.hasOwn(fields, key));
  if (reserved !== undefined) throw badInput(`input.fields.${reserved}`, 'another field', reserved);
}
