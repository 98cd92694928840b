import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { QUERY, SUBGRAPH_SDL, SUBGRAPHS } from '../../bench/gateway/shop-schemas.ts';
import { createPlanner } from '../../gateway/execution/create-planner.ts';
import { loadNativePlanner } from '../../gateway/execution/native-planner.ts';
import type { Planner } from '../../gateway/execution/planner.ts';
import type { PlanNode, QueryPlan } from '../../gateway/execution/query-plan.ts';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph, type Supergraph } from '../../gateway/supergraph/supergraph.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { createWorld } from './differential/world.ts';
import { toSubgraphs } from './differential/world-schemas.ts';
import { sdlOf } from './federation/fixture-subgraph.ts';
import { waitUntil } from '../support/wait-until.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

async function compose(subgraphs: readonly { name: string; sdl: string }[]): Promise<Supergraph> {
  const composition = await composeSupergraph(subgraphs.map(({ name, sdl }) => ({ name, url: 'http://unused.invalid', sdl })));
  if (composition.kind === 'refused') throw new Error(composition.problems.map(({ message }) => message).join('\n'));
  return readSupergraph(composition.sdl);
}

const composeShop = () => compose(SUBGRAPHS.map((name) => ({ name, sdl: SUBGRAPH_SDL[name] })));

function plan(planner: Planner, query: string): Promise<QueryPlan> {
  return planner.plan({ document: parse(query), operationName: undefined, overrides: new Map() });
}

function countFetches(node: PlanNode | undefined): number {
  switch (node?.kind) {
    case undefined:
      return 0;
    case 'Sequence':
    case 'Parallel':
      return node.nodes.reduce((sum, child) => sum + countFetches(child), 0);
    case 'Flatten':
      return countFetches(node.node);
    case 'Condition':
      return countFetches(node.ifClause) + countFetches(node.elseClause);
    case 'Fetch':
    case 'BatchFetch':
      return 1;
  }
}

describe('the query planners', () => {
  it.each([
    ['native', 7],
    ['apollo', 16],
  ] as const)("%s plans the benchmark's query with %i fetches", async (choice, fetches) => {
    const { planner, node } = await plan(createPlanner(await composeShop(), { choice, logger }), QUERY);
    expect(planner).toBe(choice);
    expect(node?.kind === 'Subscription' ? undefined : countFetches(node)).toBe(fetches);
  });

  it("lets Apollo's plan where the native one cannot be loaded, and tries only once", async () => {
    let tries = 0;
    const loadNative = () => Promise.reject(new Error(`no binary ${(tries += 1)}`));
    const planner = createPlanner(await composeShop(), { choice: 'native', logger, loadNative });
    expect((await plan(planner, QUERY)).planner).toBe('apollo');
    expect((await plan(planner, '{ members(from: 1) { id } }')).planner).toBe('apollo');
    expect(tries).toBe(1);
  });

  it("lets Apollo's plan an operation whose native plan asks a subgraph for what it does not have", async () => {
    const supergraph = await compose(toSubgraphs(createWorld()).map((fixture) => ({ name: fixture.name, sdl: sdlOf(fixture) })));
    const query = '{ users { favourite { price } } }';
    await expect(plan(await loadNativePlanner(supergraph), query)).rejects.toThrow(
      "the native planner's plan does not fit: a fetch asks a subgraph for Book.price",
    );
    const planner = createPlanner(supergraph, { choice: 'native', logger });
    expect((await plan(planner, query)).planner).toBe('apollo');
    expect((await plan(planner, '{ users { name score } }')).planner).toBe('native');
  });

  it("lets Apollo's plan every operation of a supergraph whose fields take arguments from contexts", async () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"]) ';
    const supergraph = await compose([
      {
        name: 'shops',
        sdl: `${link} type Query { shop: Shop } type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! offer: Offer! }
          type Offer @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$shop { currency }")): String! }`,
      },
      { name: 'other', sdl: `${link} type Query { two: Int } type Offer @key(fields: "id") { id: ID! }` },
    ]);
    expect((await plan(createPlanner(supergraph, { choice: 'native', logger }), '{ shop { offer { id } } }')).planner).toBe('apollo');
  });

  it("lets Apollo's plan every operation of a supergraph that planners would not take with the stand-ins that it needs", async () => {
    const supergraph = { ...(await composeShop()), lacksStandIns: true };
    expect((await plan(createPlanner(supergraph, { choice: 'native', logger }), '{ members(from: 1) { id } }')).planner).toBe('apollo');
  });

  it('leaves none of 50 replaced native planners alive', async () => {
    const supergraph = await composeShop();
    let alive = 0;
    const registry = new FinalizationRegistry(() => (alive -= 1));
    async function open(): Promise<void> {
      const planner = createPlanner(supergraph, {
        choice: 'native',
        logger,
        async loadNative(given) {
          const native = await loadNativePlanner(given);
          alive += 1;
          registry.register(native, undefined);
          return native;
        },
      });
      await plan(planner, '{ members(from: 1) { id } }');
    }
    for (let round = 0; round < 50; round += 1) await open();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await waitUntil(() => {
      collect();
      return alive <= 1;
    });
    expect(alive).toBeLessThanOrEqual(1);
  });
});
