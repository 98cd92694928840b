import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';

interface Search {
  readonly searchMemory: { readonly hits: readonly { readonly content: string; readonly source: string; readonly type: string; readonly score: number }[] };
}
const SEARCH =
  'query ($query: String!, $userId: ID!, $type: CoreMemoryType) { searchMemory(query: $query, userId: $userId, type: $type) { query hits { content source type score relevance mock } searchedAt durationMs } }';

describe("Core's memory", () => {
  let kit: CoreTestKit;
  let core: CoreUnderTest;
  beforeEach(async () => {
    kit = createCoreTestKit();
    core = await kit.startSubgraph(await kit.startDouble());
    await ask(core.subgraph, 'mutation { connectCore { status { state } } }');
  });
  afterEach(() => kit.close());

  const search = async (variables: Record<string, unknown>) => (await ask<Search>(core.subgraph, SEARCH, { variables })).searchMemory;

  it('C10 finds scored hits, contextual and structural, and only those of the type that was asked for', async () => {
    await ask(
      core.subgraph,
      'mutation { addMemory(input: { userId: "ada", memory: "Ada prefers tea" }) { message } addMemoryRelation(input: { sourceId: "tea", targetId: "kitchen", relationType: "stored_in" }) { message } }',
    );
    const all = await search({ query: 'tea', userId: 'ada' });
    expect(all).toMatchObject({
      query: 'tea',
      hits: [
        { content: 'Ada prefers tea', source: 'CONTEXTUAL', type: 'MEMORY', score: 0.6, relevance: 'personal', mock: true },
        { content: 'tea stored_in kitchen', source: 'STRUCTURAL', type: 'GRAPH', score: 0.4, relevance: 'system', mock: true },
      ],
      searchedAt: expect.any(String),
      durationMs: expect.any(Number),
    });
    expect((await search({ query: 'tea', userId: 'ada', type: 'GRAPH' })).hits.map(({ type }) => type)).toEqual(['GRAPH']);
    expect((await search({ query: 'tea', userId: 'grace' })).hits.map(({ type }) => type)).toEqual(['GRAPH']);
  });

  it('C10 refuses a search without a user or a query, by the field', async () => {
    const errorOf = async (variables: Record<string, unknown>) => (await call(core.subgraph, SEARCH, { variables })).errors?.[0]?.extensions;
    expect(await errorOf({ query: 'tea' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await errorOf({ query: 'tea', userId: '' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'userId' });
    expect(await errorOf({ query: ' ', userId: 'ada' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'query' });
  });

  it('C11 has Core remember of a user, of an agent, an interaction and a relation, and shows them', async () => {
    const done = { message: expect.any(String), receipt: { position: expect.any(String) } };
    const answer = await ask(
      core.subgraph,
      `mutation {
        user: addMemory(input: { userId: "ada", memory: "likes tea", metadata: { mood: "good" } }) { message receipt { position } }
        agent: addMemory(input: { agentId: "agent-1", memory: "answers mail" }) { message receipt { position } }
        interaction: addMemoryInteraction(input: { userId: "grace", agentId: "agent-1", type: "chat", content: "compilers are fun" }) { message receipt { position } }
        relation: addMemoryRelation(input: { sourceId: "a", targetId: "b", relationType: "uses" }) { message receipt { position } }
      }`,
    );
    expect(answer).toEqual({ user: done, agent: done, interaction: done, relation: done });
    expect((await search({ query: 'compilers', userId: 'grace' })).hits).toMatchObject([{ content: 'compilers are fun' }]);
    expect(await ask(core.subgraph, '{ coreMemoryTopology { agents users relationships } coreMemoryHealth { status mode totalSearches errorRate } }')).toEqual({
      coreMemoryTopology: { agents: [], users: ['ada', 'grace'], relationships: [{ source_id: 'a', target_id: 'b', relation_type: 'uses' }] },
      coreMemoryHealth: { status: 'healthy', mode: 'mock', totalSearches: 1, errorRate: 0 },
    });
    const { events } = await core.host.log.read(createIdentity(), { filter: { pattern: 'core.memory.**' }, limit: 10, direction: 'forward' });
    expect(events.map(({ type }) => type)).toEqual(['core.memory.added', 'core.memory.added', 'core.memory.interaction.added', 'core.memory.relation.added']);
    expect(JSON.stringify(events)).not.toContain('tea');
  });

  it('C11 refuses a memory of nobody, of two, or of nothing', async () => {
    for (const input of ['{ memory: "x" }', '{ userId: "a", agentId: "b", memory: "x" }', '{ userId: "a", memory: " " }', '{ userId: "", memory: "x" }']) {
      const { errors } = await call(core.subgraph, `mutation { addMemory(input: ${input}) { message } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  it('C11 remembers nothing while Core is away, and says so', async () => {
    await core.close();
    core = await kit.startSubgraph(NOWHERE);
    const { errors } = await call(core.subgraph, 'mutation { addMemory(input: { userId: "ada", memory: "x" }) { message } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
