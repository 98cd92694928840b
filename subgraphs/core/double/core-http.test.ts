import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createCoreDouble, type CoreDouble } from './main.ts';

const DESCRIPTION = 'An agent that answers questions about invoices';

/** One row of the wire contract: what is asked, and what must come. */
interface Row {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly status: number;
  readonly answer?: unknown;
}

const anyText = expect.any(String);
const anyNumber = expect.any(Number);
const anyList = expect.any(Array);

const HTTP_ROWS: readonly Row[] = [
  { method: 'GET', path: '/health', status: 200, answer: { status: 'healthy', timestamp: anyText, uptime: anyNumber, version: '0.1.0' } },
  { method: 'GET', path: '/status', status: 200, answer: { autoweave: anyText, environment: anyText, services: expect.any(Object), overall: 'degraded' } },
  { method: 'GET', path: '/api', status: 200, answer: { name: anyText, endpoints: expect.any(Object), documentation: expect.any(Object), features: anyList } },
  {
    method: 'GET',
    path: '/api/health',
    status: 200,
    answer: { status: 'degraded', components: { kagentBridge: { status: 'not_ready' }, memoryManager: { contextual: 'mock' } } },
  },
  { method: 'GET', path: '/api/v1/health', status: 200, answer: { status: 'degraded' } },
  { method: 'GET', path: '/api/health/detailed', status: 200 },
  { method: 'GET', path: '/api/health/components', status: 200 },
  { method: 'GET', path: '/api/health/readiness', status: 200, answer: { status: 'ready', timestamp: anyText, checks: anyList } },
  { method: 'GET', path: '/api/health/liveness', status: 200, answer: { status: 'alive', uptime: anyNumber } },
  {
    method: 'GET',
    path: '/api/health/metrics',
    status: 200,
    answer: { metrics: { agents: { totalAgents: anyNumber }, anp: { external_agents: 0 }, agui: { clients: anyList } } },
  },
  { method: 'GET', path: '/api/agents', status: 200, answer: { success: true, count: anyNumber, agents: anyList } },
  {
    method: 'POST',
    path: '/api/agents',
    body: { description: 'short' },
    status: 400,
    answer: { error: anyText, field: 'description', type: 'validation_error' },
  },
  { method: 'GET', path: '/api/agents/agent-0', status: 404, answer: { error: anyText, agentId: 'agent-0' } },
  { method: 'PUT', path: '/api/agents/agent-0', body: {}, status: 404, answer: { agentId: 'agent-0' } },
  {
    method: 'PATCH',
    path: '/api/agents/agent-0',
    body: {},
    status: 404,
    answer: { error: anyText, path: '/api/agents/agent-0', method: 'PATCH', available_endpoints: anyList },
  },
  { method: 'DELETE', path: '/api/agents/agent-0', status: 500, answer: { error: anyText } },
  { method: 'POST', path: '/api/agents/agent-0/start', status: 404, answer: { agentId: 'agent-0' } },
  { method: 'POST', path: '/api/agents/integration', body: { openapi_url: 'http://x' }, status: 500, answer: { error: anyText } },
  { method: 'GET', path: '/api/agents/integration', status: 404, answer: { agentId: 'integration' } },
  { method: 'GET', path: '/api/agents/integration/metrics', status: 404, answer: { agentId: 'integration' } },
  { method: 'POST', path: '/api/memory', body: { memory: 'x' }, status: 404, answer: { available_endpoints: anyList } },
  { method: 'POST', path: '/api/memory/search', body: { query: 'x' }, status: 400, answer: { error: anyText } },
  { method: 'POST', path: '/api/memory/search', body: { user_id: 'x' }, status: 400, answer: { error: anyText } },
  {
    method: 'POST',
    path: '/api/memory/user/ada/memory',
    body: { memory: 'Ada likes tea' },
    status: 200,
    answer: { success: true, message: anyText, timestamp: anyText },
  },
  { method: 'POST', path: '/api/memory/agent/a1/memory', body: { memory: 'A note' }, status: 200, answer: { success: true } },
  {
    method: 'POST',
    path: '/api/memory/interaction',
    body: { user_id: 'ada', agent_id: 'a1', interaction: { type: 'chat', content: 'hello' } },
    status: 200,
    answer: { success: true },
  },
  {
    method: 'POST',
    path: '/api/memory/graph/relation',
    body: { source_id: 'a', target_id: 'b', relation_type: 'uses' },
    status: 200,
    answer: { success: true },
  },
  { method: 'GET', path: '/api/memory/health', status: 200, answer: { status: anyText, mode: 'mock' } },
  {
    method: 'GET',
    path: '/api/memory/metrics',
    status: 200,
    answer: { total_searches: anyNumber, average_search_time: anyNumber, error_rate: 0, cache_hit_rate: 0, cache_size: 0 },
  },
  {
    method: 'GET',
    path: '/api/memory/system/topology',
    status: 200,
    answer: { agents: anyList, workflows: anyList, users: anyList, relationships: [{ source_id: 'a' }] },
  },
  { method: 'GET', path: '/api/memory/system-analysis/ada', status: 200 },
  { method: 'GET', path: '/api/memory/agent/a/dependencies', status: 200 },
  { method: 'GET', path: '/api/memory/agent/a/related', status: 500 },
  { method: 'GET', path: '/api/chat/models', status: 200 },
  {
    method: 'POST',
    path: '/api/chat/completions',
    body: { messages: [{ role: 'user', content: 'hi' }] },
    status: 200,
    answer: { object: 'chat.completion', usage: { total_tokens: anyNumber } },
  },
  { method: 'POST', path: '/api/chat/memory', body: { userId: 'ada', message: 'hi' }, status: 200, answer: { success: true, memoryId: anyText } },
  { method: 'GET', path: '/api/chat/memory/ada', status: 200, answer: { success: true, userId: 'ada', memory: anyList } },
  { method: 'DELETE', path: '/api/chat/memory/ada', status: 200 },
  { method: 'GET', path: '/api/kagent/health', status: 200 },
  { method: 'GET', path: '/api/kagent/status', status: 500 },
  { method: 'GET', path: '/api/kagent/tools', status: 500 },
  { method: 'POST', path: '/api/config/generate-with-fresh', body: { intent: 'short' }, status: 400 },
  { method: 'GET', path: '/api/config/suggestions?q=x', status: 200 },
  {
    method: 'POST',
    path: '/api/gitops/gitops/validate',
    body: { files: ['a.yaml'] },
    status: 200,
    answer: { success: true, valid: true, validations: [{ file: 'a.yaml', valid: true, issues: [] }] },
  },
  { method: 'POST', path: '/api/gitops/validate', body: {}, status: 404 },
  { method: 'GET', path: '/api/nothing', status: 404, answer: { error: anyText, path: '/api/nothing', method: 'GET', available_endpoints: anyList } },
  { method: 'GET', path: '/nothing', status: 404, answer: { error: anyText, path: '/nothing', method: 'GET', available: anyList } },
];

describe("the double keeps Core's wire contract", () => {
  let double: CoreDouble;
  beforeAll(async () => {
    double = await createCoreDouble({ host: '127.0.0.1', port: 0, anpPort: 0, mcpPort: 0, externalRegistries: [], clock: systemClock });
  });
  afterAll(() => double.close());

  async function send(base: string, { method, path, body }: Pick<Row, 'method' | 'path' | 'body'>) {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const tables: readonly (readonly [string, readonly Row[], () => string])[] = [['HTTP', HTTP_ROWS, () => double.url]];
  for (const [name, rows, base] of tables) {
    for (const row of rows) {
      it(`${name}: ${row.method} ${row.path}${row.body === undefined ? '' : ` ${JSON.stringify(row.body)}`} answers ${row.status}`, async () => {
        const { status, body } = await send(base(), row);
        expect(status).toBe(row.status);
        if (row.answer !== undefined) expect(body).toMatchObject(row.answer as Record<string, unknown>);
      });
    }
  }

  it('creates, lists, merges unchecked, echoes and deletes an agent', async () => {
    const created = await send(double.url, { method: 'POST', path: '/api/agents', body: { description: DESCRIPTION } });
    expect(created).toMatchObject({
      status: 201,
      body: {
        success: true,
        agent: { description: DESCRIPTION, status: 'deployed', capabilities: anyList, createdAt: anyText },
        deployment: { status: 'deployed' },
      },
    });
    const { id } = created.body['agent'] as { id: string };
    const path = `/api/agents/${id}`;
    expect((await send(double.url, { method: 'GET', path: '/api/v1/agents' })).body).toMatchObject({
      agents: expect.arrayContaining([expect.objectContaining({ id, lastUpdated: anyText })]),
    });
    expect((await send(double.url, { method: 'GET', path })).body).toMatchObject({
      agent: { id, userId: 'system', workflow: { requiredModules: anyList, steps: anyList }, deployment: { namespace: 'default' } },
    });
    expect((await send(double.url, { method: 'PUT', path, body: { anything: 1, status: 'odd' } })).body).toMatchObject({
      success: true,
      agent: { anything: 1, status: 'odd' },
    });
    expect((await send(double.url, { method: 'POST', path: `${path}/stop` })).body).toMatchObject({ success: true, agentId: id, status: 'odd' });
    expect((await send(double.url, { method: 'GET', path: `${path}/logs` })).body).toMatchObject({ success: true, agentId: id, logs: anyList });
    expect((await send(double.url, { method: 'GET', path: `${path}/metrics` })).body).toMatchObject({
      metrics: { agentId: id, restarts: 0, memoryUsage: 'unknown', cpuUsage: 'unknown' },
    });
    expect(await send(double.url, { method: 'DELETE', path })).toMatchObject({ status: 200, body: { success: true, agentId: id } });
    expect((await send(double.url, { method: 'GET', path })).status).toBe(404);
  });

  it('searches memory by weight: personal before structural', async () => {
    await send(double.url, { method: 'POST', path: '/api/memory/user/grace/memory', body: { memory: 'compilers' } });
    await send(double.url, { method: 'POST', path: '/api/memory/graph/relation', body: { source_id: 'compilers', target_id: 'x', relation_type: 'uses' } });
    const { body } = await send(double.url, { method: 'POST', path: '/api/memory/search', body: { query: 'compilers', user_id: 'grace' } });
    expect(body).toMatchObject({
      success: true,
      results: {
        query: 'compilers',
        contextual_matches: [{ user_id: 'grace' }],
        hybrid_results: [
          { content: 'compilers', score: 0.6, source: 'contextual', type: 'memory', relevance: 'personal' },
          { score: 0.4, source: 'structural', type: 'graph', relevance: 'system' },
        ],
        search_metadata: { user_id: 'grace', duration: anyNumber },
      },
    });
  });

  it('answers malformed JSON with 400 in its own words, on ANP with a page of HTML, as it does for the registration route', async () => {
    const malformed = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    const core = await fetch(`${double.url}/api/agents`, malformed);
    expect(core.status).toBe(400);
    expect(await core.json()).toMatchObject({ error: anyText, message: anyText, timestamp: anyText, path: '/api/agents', method: 'POST' });
    const anp = await fetch(`${double.anpUrl}/agent/tasks`, malformed);
    expect([anp.status, anp.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    const register = await fetch(`${double.anpUrl}/agent/external/register`, { ...malformed, body: '{}' });
    expect([register.status, register.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await fetch(`${double.anpUrl}/health`)).status).toBe(404);
  });

  it('allows only the origins that Core knows', async () => {
    const allowed = async (origin: string) => (await fetch(`${double.url}/health`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('http://localhost:8080')).toBe('http://localhost:8080');
    expect(await allowed('http://localhost:3001')).toBeNull();
  });

  it('fails in the middle of a chat stream', async () => {
    const response = await fetch(`${double.url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"messages":[{"role":"user","content":"hi"}],"stream":true}',
    });
    expect(await response.text()).toContain('streaming_failed');
  });
});
