import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';
import type { CoreDouble } from './double/main.ts';

const DESCRIPTION = 'An agent that answers questions about invoices';

interface Listed {
  readonly coreAgents: readonly { readonly id: string; readonly name: string; readonly description: string; readonly status: string }[];
}
interface Created {
  readonly createCoreAgent: { readonly agent: { readonly id: string }; readonly receipt: { readonly commandId: string; readonly position: string | null } };
}
interface Changed {
  readonly coreAgentChanged: { readonly kind: string; readonly agentId: string; readonly previousStatus: string | null };
}

const CREATE =
  'mutation ($description: String!) { createCoreAgent(input: { description: $description, userId: "ada" }) { agent { id } receipt { commandId position repeated } } }';
const CHANGES = 'subscription { coreAgentChanged { kind agentId previousStatus agent { name status } } }';

async function createOnCore(double: CoreDouble, description = DESCRIPTION): Promise<string> {
  const response = await fetch(`${double.url}/api/agents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description }),
  });
  return ((await response.json()) as { agent: { id: string } }).agent.id;
}

async function untilConnected({ subgraph }: CoreUnderTest): Promise<void> {
  await waitUntil(async () => (await ask<{ coreStatus: { state: string } }>(subgraph, '{ coreStatus { state } }')).coreStatus.state === 'CONNECTED', {
    what: 'the connection',
  });
}

describe("Core's agents", () => {
  let kit: CoreTestKit;
  let double: CoreDouble;
  let core: CoreUnderTest;
  beforeEach(async () => {
    kit = createCoreTestKit();
    double = await kit.startDouble();
    core = await kit.startSubgraph(double);
    await untilConnected(core);
  });
  afterEach(() => kit.close());

  const list = async () => (await ask<Listed>(core.subgraph, '{ coreAgents { id name description status } }')).coreAgents;
  const create = async (description = DESCRIPTION) => (await ask<Created>(core.subgraph, CREATE, { variables: { description } })).createCoreAgent;

  it('C06 tells of an agent that was created, changed and removed directly on Core, once each, in history and in the subscription', async () => {
    const changes = await follow(core.subgraph, CHANGES);
    const id = await createOnCore(double);
    await waitUntil(() => changes.events().length === 1, { what: 'the creation' });
    await fetch(`${double.url}/api/agents/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"status":"failed"}' });
    await waitUntil(() => changes.events().length === 2, { what: 'the change' });
    await fetch(`${double.url}/api/agents/${id}`, { method: 'DELETE' });
    await waitUntil(() => changes.events().length === 3, { what: 'the removal' });
    expect(changes.events<Changed>().map(({ coreAgentChanged }) => coreAgentChanged)).toEqual([
      { kind: 'CREATED', agentId: id, previousStatus: null, agent: { name: 'an-agent-that-answers', status: 'deployed' } },
      { kind: 'UPDATED', agentId: id, previousStatus: 'deployed', agent: { name: 'an-agent-that-answers', status: 'failed' } },
      { kind: 'REMOVED', agentId: id, previousStatus: 'failed', agent: { name: 'an-agent-that-answers', status: 'failed' } },
    ]);
    await changes.stop();

    const history = await core.host.log.read(createIdentity(), { filter: { pattern: 'core.agent.**' }, limit: 10, direction: 'forward' });
    expect(history.events.map(({ type, subject, revision }) => ({ type, subject, revision }))).toEqual([
      { type: 'core.agent.created', subject: `core/agent/${id}`, revision: 1 },
      { type: 'core.agent.updated', subject: `core/agent/${id}`, revision: 2 },
      { type: 'core.agent.removed', subject: `core/agent/${id}`, revision: 3 },
    ]);
  });

  it('C06 repeats nothing after a restart and finds what happened meanwhile', async () => {
    const kept = await createOnCore(double);
    const removed = await createOnCore(double);
    const count = async (running: CoreUnderTest) =>
      (await running.host.log.read(createIdentity(), { filter: { pattern: 'core.agent.**' }, limit: 50, direction: 'forward' })).events;
    await waitUntil(async () => (await count(core)).length === 2, { what: 'both creations' });
    await core.close();
    await fetch(`${double.url}/api/agents/${removed}`, { method: 'DELETE' });

    core = await kit.startSubgraph(double);
    const events = await waitUntil(
      async () => {
        const all = await count(core);
        return all.length > 2 ? all : undefined;
      },
      { what: 'the removal' },
    );
    expect(events.map(({ type, subject }) => `${type} ${subject ?? ''}`)).toEqual([
      `core.agent.created core/agent/${kept}`,
      `core.agent.created core/agent/${removed}`,
      `core.agent.removed core/agent/${removed}`,
    ]);
  });

  it('C06 keeps the events of one workspace from another', async () => {
    const changes = await follow(core.subgraph, CHANGES, { identity: createIdentity({ workspace: 'elsewhere' }) });
    const own = await follow(core.subgraph, CHANGES);
    await createOnCore(double);
    await waitUntil(() => own.events().length === 1);
    expect(changes.events()).toEqual([]);
    await Promise.all([changes.stop(), own.stop()]);
  });

  it('C08 answers an agent with workflow and deployment, and null for an unknown id', async () => {
    const { agent } = await create();
    const answer = await ask(
      core.subgraph,
      'query ($id: ID!) { known: coreAgent(id: $id) { id userId description workflow { name steps requiredModules { name available } kagentCompatible } deployment { kagentName namespace status } } unknown: coreAgent(id: "agent-0") { id } }',
      { variables: { id: agent.id } },
    );
    expect(answer).toMatchObject({
      known: {
        id: agent.id,
        userId: 'ada',
        description: DESCRIPTION,
        workflow: { name: 'an-agent-that-answers', requiredModules: [{ name: 'conversation', available: true }], kagentCompatible: true },
        deployment: { kagentName: 'an-agent-that-answers', namespace: 'default', status: 'deployed' },
      },
      unknown: null,
    });
  });

  it('C08 resolves agents as entities, known and unknown', async () => {
    const { agent } = await create();
    const representations = [agent.id, 'agent-0'].map((id) => ({ __typename: 'CoreAgent', id }));
    const { _entities } = await ask<{ _entities: unknown[] }>(
      core.subgraph,
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CoreAgent { id status } } }',
      { variables: { representations } },
    );
    expect(_entities).toEqual([{ id: agent.id, status: 'deployed' }, null]);
  });

  it('C09 lists what was created, changed and deleted at once, with the position of the event that tells of it', async () => {
    expect(await list()).toEqual([]);
    const created = await create();
    const { id } = created.agent;
    expect(await list()).toEqual([{ id, name: 'an-agent-that-answers', description: DESCRIPTION, status: 'deployed' }]);
    const head = await core.host.log.read(createIdentity(), { filter: { types: ['core.agent.created'] }, limit: 5, direction: 'forward' });
    expect(created.receipt).toMatchObject({ position: head.events[0]?.position, repeated: false });
    expect(head.events).toHaveLength(1);

    await ask(
      core.subgraph,
      'mutation ($id: ID!) { updateCoreAgent(id: $id, input: { name: "billing", fields: { team: "finance" } }) { agent { name } receipt { position } } }',
      { variables: { id } },
    );
    expect((await list())[0]?.name).toBe('billing');
    expect(
      await ask(
        core.subgraph,
        '{ all: coreAgents(filter: { search: "INVOICES", status: ["deployed"] }) { id } none: coreAgents(filter: { status: ["failed"] }) { id } }',
      ),
    ).toEqual({ all: [{ id }], none: [] });

    const removed = await ask(core.subgraph, 'mutation ($id: ID!) { deleteCoreAgent(id: $id) { agentId message } }', { variables: { id } });
    expect(removed).toEqual({ deleteCoreAgent: { agentId: id, message: 'Agent deleted successfully' } });
    expect(await list()).toEqual([]);
  });

  it('C09 says of start and stop what Core says, and whether anything changed', async () => {
    const { agent } = await create();
    const action = { agentId: agent.id, status: 'deployed', changed: false };
    const done = await ask(
      core.subgraph,
      'mutation ($id: ID!) { startCoreAgent(id: $id) { agentId status changed } stopCoreAgent(id: $id) { agentId status changed } }',
      { variables: { id: agent.id } },
    );
    expect(done).toEqual({ startCoreAgent: action, stopCoreAgent: action });
  });

  it('C08 refuses ids that a URL would take for another path', async () => {
    for (const id of ['', '.', '..', 'x'.repeat(300)]) {
      const { errors } = await call(core.subgraph, 'query ($id: ID!) { coreAgent(id: $id) { id } }', { variables: { id } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
    }
    expect(await ask(core.subgraph, '{ coreAgent(id: "../memory/health") { id } }')).toEqual({ coreAgent: null });
  });

  it('C09 answers logs and metrics', async () => {
    const { agent } = await create();
    const answer = await ask(core.subgraph, 'query ($id: ID!) { coreAgent(id: $id) { logs(limit: 5) metrics { status restarts memoryUsage cpuUsage } } }', {
      variables: { id: agent.id },
    });
    expect(answer).toEqual({
      coreAgent: {
        logs: [expect.objectContaining({ level: 'info' })],
        metrics: { status: 'deployed', restarts: 0, memoryUsage: 'unknown', cpuUsage: 'unknown' },
      },
    });
  });

  it('C09 refuses a short description by its field, before Core is asked', async () => {
    const { errors } = await call(core.subgraph, CREATE, { variables: { description: 'too short' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.description', expected: '20 to 1000 characters' });
    expect(await list()).toEqual([]);
  });

  it('C09 answers NOT_FOUND for commands on an unknown agent, though Core answers 500 to its deletion', async () => {
    const commands = [
      'deleteCoreAgent(id: "agent-0") { agentId }',
      'startCoreAgent(id: "agent-0") { agentId }',
      'stopCoreAgent(id: "agent-0") { agentId }',
      'updateCoreAgent(id: "agent-0", input: { name: "x" }) { agent { id } }',
    ];
    for (const command of commands) {
      const { errors } = await call(core.subgraph, `mutation { ${command} }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    }
  });

  it('C09 refuses changes that say nothing or touch what has a field of its own', async () => {
    for (const input of ['{}', '{ fields: { id: "other" } }', '{ name: "" }', '{ description: "short" }']) {
      const { errors } = await call(core.subgraph, `mutation { updateCoreAgent(id: "agent-0", input: ${input}) { agent { id } } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  it('answers UPSTREAM_UNAVAILABLE, and the rest of the query, while Core is away', async () => {
    await core.close();
    core = await kit.startSubgraph(NOWHERE);
    const { data, errors } = await call(core.subgraph, '{ coreStatus { state } coreAgents { id } coreRegistrations { state } }');
    expect(data).toMatchObject({ coreAgents: null, coreRegistrations: [] });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['coreAgents'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
  });
});
