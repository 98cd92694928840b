import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { CoreDouble } from './double/main.ts';

interface Created {
  readonly createAnpTask: { readonly task: { readonly id: string; readonly status: string }; readonly receipt: { readonly position: string | null } };
}
interface Changed {
  readonly anpTaskChanged: { readonly status: string; readonly steps: readonly { readonly status: string }[] };
}
const CREATE =
  'mutation { createAnpTask(input: { input: "Create an agent that reads the mail", tools: ["create-agent"] }) { task { id input status coreStatus } receipt { position } } }';

describe("tasks and tools at Core's servers", () => {
  let kit: CoreTestKit;
  let double: CoreDouble;
  let core: CoreUnderTest;
  /** Core's own time: it works on a task for half a second, which a test lets pass. */
  let clock: ManualClock;
  beforeEach(async () => {
    kit = createCoreTestKit();
    clock = createManualClock();
    double = await kit.startDouble({ clock });
    core = await kit.startSubgraph(double);
    await ask(core.subgraph, 'mutation { connectCore { status { state } } }');
  });
  afterEach(() => kit.close());

  it('C12 follows a task until it is completed with its steps, and the agent that came of it', async () => {
    const changes = await follow(core.subgraph, 'subscription { anpTaskChanged { id status error steps { step action status timestamp } } }');
    const { createAnpTask: created } = await ask<Created>(core.subgraph, CREATE);
    expect(created).toEqual({
      task: { id: expect.stringMatching(/^autoweave-task-/), input: 'Create an agent that reads the mail', status: 'RUNNING', coreStatus: 'running' },
      receipt: { position: expect.any(String) },
    });
    clock.advance(500);
    await waitUntil(() => changes.events<Changed>().some(({ anpTaskChanged }) => anpTaskChanged.status === 'COMPLETED'), { what: 'the completion' });
    expect(changes.events<Changed>().map(({ anpTaskChanged }) => anpTaskChanged.status)).toEqual(['RUNNING', 'COMPLETED']);
    expect(
      changes
        .events<Changed>()
        .at(-1)
        ?.anpTaskChanged.steps.map(({ status }) => status),
    ).toEqual(['completed', 'completed']);
    await changes.stop();

    const { anpTask, anpTasks } = await ask<{ anpTask: { result: { workflow: { id: string } } }; anpTasks: unknown[] }>(
      core.subgraph,
      'query ($id: ID!) { anpTask(id: $id) { status result } anpTasks { id status } }',
      { variables: { id: created.task.id } },
    );
    expect(anpTasks).toEqual([{ id: created.task.id, status: 'COMPLETED' }]);
    expect(await ask(core.subgraph, 'query ($id: ID!) { coreAgent(id: $id) { status } }', { variables: { id: anpTask.result.workflow.id } })).toEqual({
      coreAgent: { status: 'deployed' },
    });
  });

  it('C12 answers null for an unknown task, and nothing of it in another workspace', async () => {
    const { createAnpTask: created } = await ask<Created>(core.subgraph, CREATE);
    expect(await ask(core.subgraph, '{ anpTask(id: "none") { id } }')).toEqual({ anpTask: null });
    const identity = createIdentity({ workspace: 'elsewhere' });
    expect(await ask(core.subgraph, 'query ($id: ID!) { anpTask(id: $id) { id } anpTasks { id } }', { variables: { id: created.task.id }, identity })).toEqual({
      anpTask: null,
      anpTasks: [],
    });
  });

  it('C12 keeps a task over a restart, and says that it is lost when Core forgot it', async () => {
    const { createAnpTask: created } = await ask<Created>(core.subgraph, CREATE);
    await core.close();
    await double.close();
    core = await kit.startSubgraph(NOWHERE);
    const variables = { id: created.task.id };
    expect(await ask(core.subgraph, 'query ($id: ID!) { anpTask(id: $id) { status } }', { variables })).toEqual({ anpTask: { status: 'RUNNING' } });
    await core.close();
    core = await kit.startSubgraph(await kit.startDouble());
    await waitUntil(
      async () =>
        (await ask<{ anpTask: { status: string } }>(core.subgraph, 'query ($id: ID!) { anpTask(id: $id) { status } }', { variables })).anpTask.status ===
        'LOST',
      { what: 'the loss' },
    );
  });

  it('C12 lists what Core says of itself: its card, its capabilities and its MCP tools', async () => {
    const answer = await ask(
      core.subgraph,
      '{ coreAgentCard { agentId protocolVersion supportedProtocols tools { name openapi } endpoints validation } validated: coreAgentCard(validate: true) { validation } coreCapabilities mcpTools { name inputSchema } }',
    );
    expect(answer).toMatchObject({
      coreAgentCard: {
        agentId: 'autoweave-orchestrator',
        protocolVersion: 'v1',
        supportedProtocols: ['anp', 'mcp'],
        tools: [{ openapi: { openapi: '3.1.0' } }, {}],
        endpoints: { health: '/health' },
        validation: null,
      },
      validated: { validation: { tools_validated: 2, tools_valid: 0, compliance: { validated: false } } },
      coreCapabilities: { agent_creation: {}, memory_system: {} },
    });
    expect((answer as { mcpTools: { name: string }[] }).mcpTools.map(({ name }) => name)).toEqual([
      'create-config',
      'find-fresh-sources',
      'search-package',
      'check-outdated',
      'generate-gitops',
    ]);
  });

  it('refuses a task that asks nothing, and says when the servers are away', async () => {
    const empty = await call(core.subgraph, 'mutation { createAnpTask(input: { input: " " }) { task { id } } }');
    expect(empty.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.input' });
    await double.close();
    const away = await call(core.subgraph, '{ mcpTools { name } coreAgentCard { name } anpTask(id: "x") { id } }');
    expect(away.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
  });
});
