import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';

const SETTLE =
  'mutation ($input: SettleIncomingTaskInput!) { settleIncomingTask(input: $input) { task { status result error settledAt } receipt { position } } }';

describe('tasks that are given to us by our card', () => {
  let kit: CoreTestKit;
  let core: CoreUnderTest;
  let server: Server;
  let url: string;
  beforeEach(async () => {
    kit = createCoreTestKit();
    core = await kit.startSubgraph(NOWHERE);
    server = createServer((request, response) => {
      if (core.subgraph.routes?.(request, response) !== true) response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await kit.close();
  });

  async function give(body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${url}/agent/tasks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const read = async (path: string) => (await (await fetch(`${url}${path}`)).json()) as Record<string, unknown>;

  it('is for the workspace that Core belongs to alone', async () => {
    const { body } = await give({ input: 'Send the invoices' });
    const headers = { 'x-autoweave-workspace': 'red', 'content-type': 'application/json' };
    for (const path of ['/agent', '/agent/capabilities', `/agent/tasks/${String(body['task_id'])}`]) {
      expect((await fetch(`${url}${path}`, { headers })).status).toBe(403);
    }
    expect((await fetch(`${url}/agent/tasks`, { method: 'POST', headers, body: '{"input":"more"}' })).status).toBe(403);
    expect(await ask(core.subgraph, '{ incomingTasks { input } }')).toEqual({ incomingTasks: [{ input: 'Send the invoices' }] });
  });

  it('C05 takes a task, tells of it, and shows what has become of it', async () => {
    const given = await give({ input: 'Send the invoices', tools: ['service.billing'], agent_id: 'autoweave-orchestrator' });
    expect(given).toMatchObject({
      status: 201,
      body: { task_id: expect.stringMatching(/^backend-task-/), status: 'created', tools: ['service.billing'], current_step: 1 },
    });
    const id = String(given.body['task_id']);
    expect(await ask(core.subgraph, '{ incomingTasks(open: true) { id input tools agentId status } }')).toEqual({
      incomingTasks: [{ id, input: 'Send the invoices', tools: ['service.billing'], agentId: 'autoweave-orchestrator', status: 'CREATED' }],
    });

    const settled = await ask(core.subgraph, SETTLE, { variables: { input: { id, result: { sent: 3 } } } });
    expect(settled).toMatchObject({
      settleIncomingTask: { task: { status: 'COMPLETED', result: { sent: 3 }, error: null }, receipt: { position: expect.any(String) } },
    });
    expect(await read(`/agent/tasks/${id}`)).toMatchObject({ task_id: id, status: 'completed', result: { sent: 3 }, current_step: 2 });
    expect(await read(`/agent/tasks/${id}/steps`)).toEqual({
      task_id: id,
      current_step: 2,
      steps: [expect.objectContaining({ step: 1 }), expect.objectContaining({ step: 2, status: 'completed' })],
    });
    const { events } = await core.host.log.read(createIdentity(), { filter: { pattern: 'core.incoming.task.*' }, limit: 5, direction: 'forward' });
    expect(events.map(({ type }) => type)).toEqual(['core.incoming.task.created', 'core.incoming.task.completed']);
  });

  it('settles a task once, with exactly one outcome, and not from another workspace', async () => {
    const id = String((await give({ input: 'x' })).body['task_id']);
    const errorOf = async (input: unknown, workspace = 'default') =>
      (await call(core.subgraph, SETTLE, { variables: { input }, identity: createIdentity({ workspace }) })).errors?.[0]?.extensions?.['code'];
    expect(await errorOf({ id })).toBe('BAD_USER_INPUT');
    expect(await errorOf({ id, result: 1, error: 'no' })).toBe('BAD_USER_INPUT');
    expect(await errorOf({ id: 'none', result: 1 })).toBe('NOT_FOUND');
    expect(await errorOf({ id, result: 1 }, 'elsewhere')).toBe('NOT_FOUND');
    expect(await errorOf({ id, error: 'nobody can' })).toBeUndefined();
    expect(await errorOf({ id, result: 1 })).toBe('CONFLICT');
    expect(await read(`/agent/tasks/${id}`)).toMatchObject({ status: 'failed', error: 'nobody can' });
    expect(await ask(core.subgraph, '{ incomingTasks { id } }', { identity: createIdentity({ workspace: 'elsewhere' }) })).toEqual({ incomingTasks: [] });
  });

  it('refuses what is no task, in JSON', async () => {
    expect(await give({})).toMatchObject({ status: 400, body: { field: 'input' } });
    expect(await give('{')).toMatchObject({ status: 400, body: { field: 'body' } });
    expect(await give({ input: 'x'.repeat(2_000_000) })).toMatchObject({ status: 413 });
    const form = await fetch(`${url}/agent/tasks`, { method: 'POST', body: 'input=x' });
    expect([form.status, await form.json()]).toMatchObject([400, { field: 'content-type' }]);
    expect(await read('/agent/tasks/none')).toEqual({ error: 'Task not found' });
    expect((await fetch(`${url}/agent/tasks/none`, { method: 'DELETE' })).status).toBe(405);
    expect(await ask(core.subgraph, '{ incomingTasks { id } }')).toEqual({ incomingTasks: [] });
  });
});
