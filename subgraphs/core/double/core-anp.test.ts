import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../platform/clock/clock.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
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
const anyList = expect.any(Array);

const ANP_ROWS: readonly Row[] = [
  {
    method: 'GET',
    path: '/agent',
    status: 200,
    answer: {
      protocol_version: 'v1',
      agent_id: 'autoweave-orchestrator',
      capabilities: { tools: anyList, supported_protocols: ['anp', 'mcp'] },
      endpoints: { health: '/health' },
    },
  },
  {
    method: 'GET',
    path: '/agent?validate=true',
    status: 200,
    answer: { validation: { tools_validated: 2, tools_valid: 0, tools_invalid: 2 }, compliance: { validated: false } },
  },
  {
    method: 'GET',
    path: '/agent/capabilities',
    status: 200,
    answer: {
      agent_creation: expect.any(Object),
      workflow_orchestration: expect.any(Object),
      kubernetes_deployment: expect.any(Object),
      memory_system: expect.any(Object),
      ui_integration: expect.any(Object),
    },
  },
  { method: 'GET', path: '/agent/tasks/none', status: 404, answer: { error: anyText } },
  { method: 'GET', path: '/agent/tasks/none/steps', status: 404, answer: { error: anyText } },
  {
    method: 'POST',
    path: '/agent/openapi/validate',
    body: { spec: { openapi: '3.1.0' } },
    status: 200,
    answer: { valid: false, error: anyText, validated_at: anyText },
  },
  { method: 'GET', path: '/agent/external/unknown/validate', status: 500, answer: { error: anyText, details: anyText, agent_id: 'unknown' } },
];

const MCP_ROWS: readonly Row[] = [
  { method: 'GET', path: '/mcp/v1', status: 200, answer: { protocol: anyText, server: expect.any(Object), capabilities: expect.any(Object) } },
  {
    method: 'GET',
    path: '/mcp/v1/tools',
    status: 200,
    answer: { tools: expect.arrayContaining([expect.objectContaining({ name: 'create-config', inputSchema: expect.any(Object) })]) },
  },
  { method: 'POST', path: '/mcp/v1/tools/search-package', body: {}, status: 500, answer: { success: false, error: anyText } },
  { method: 'GET', path: '/mcp/v1/resources', status: 200 },
  { method: 'GET', path: '/mcp/v1/prompts', status: 200 },
];

describe("the double keeps Core's wire contract on its ANP and MCP servers", () => {
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

  const tables: readonly (readonly [string, readonly Row[], () => string])[] = [
    ['ANP', ANP_ROWS, () => double.anpUrl],
    ['MCP', MCP_ROWS, () => double.mcpUrl],
  ];
  for (const [name, rows, base] of tables) {
    for (const row of rows) {
      it(`${name}: ${row.method} ${row.path}${row.body === undefined ? '' : ` ${JSON.stringify(row.body)}`} answers ${row.status}`, async () => {
        const { status, body } = await send(base(), row);
        expect(status).toBe(row.status);
        if (row.answer !== undefined) expect(body).toMatchObject(row.answer as Record<string, unknown>);
      });
    }
  }

  it('says running at once, completes a task with a real agent, and fails one without input in the words that hide the cause', async () => {
    const good = await send(double.anpUrl, { method: 'POST', path: '/agent/tasks', body: { input: DESCRIPTION } });
    const bad = await send(double.anpUrl, { method: 'POST', path: '/agent/tasks', body: {} });
    expect([good.status, bad.status]).toEqual([201, 201]);
    expect(good.body).toMatchObject({ status: 'running', task_id: expect.stringMatching(/^autoweave-task-/), steps: anyList, current_step: 1 });
    const settled = (task: Record<string, unknown>) =>
      waitUntil(async () => {
        const { body } = await send(double.anpUrl, { method: 'GET', path: `/agent/tasks/${String(task['task_id'])}` });
        return body['status'] === 'running' ? undefined : body;
      });
    const done = await settled(good.body);
    expect(done).toMatchObject({ status: 'completed', result: { workflow: { id: anyText } } });
    const { workflow } = done['result'] as { workflow: { id: string } };
    expect((await send(double.url, { method: 'GET', path: `/api/agents/${workflow.id}` })).status).toBe(200);
    expect(await settled(bad.body)).toMatchObject({ status: 'failed', error: 'workflow is not defined' });
    expect((await send(double.anpUrl, { method: 'GET', path: `/agent/tasks/${String(good.body['task_id'])}/steps` })).body).toMatchObject({
      current_step: 2,
      steps: [{ step: 1 }, { step: 2, status: 'completed' }],
    });
  });
});
