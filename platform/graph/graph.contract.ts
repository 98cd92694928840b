import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Scope } from '../request/scope.ts';
import type { GraphNode, GraphRelation, GraphStore } from './graph-store.ts';

/** What every graph store promises; `open` answers a store that is reachable, and each test works in a workspace of its own. */
export function describeGraphStore(name: string, open: () => Promise<GraphStore>): void {
  describe(`the graph store over ${name}`, () => {
    let graph: GraphStore;
    beforeAll(async () => {
      graph = await open();
    }, 600_000);
    afterAll(async () => {
      await graph?.close();
    });

    it('P08 answers a node as it was written, and nothing for an id that is not there', async () => {
      const scope = createScope();
      const written = node('a', 'Machine', { name: 'press', nested: { list: [1, 'two', null, true] }, text: 'it\'s `"quoted"` ü' });
      await graph.upsert(scope, { nodes: [written], relations: [] });
      expect(await graph.node(scope, 'a')).toEqual(written);
      expect(await graph.node(scope, 'b')).toBeUndefined();
    });

    it('replaces a node whole: its label and every property', async () => {
      const scope = createScope();
      await graph.upsert(scope, { nodes: [node('a', 'Machine', { old: 1 })], relations: [] });
      await graph.upsert(scope, { nodes: [node('a', 'Robot', { fresh: 2 })], relations: [] });
      expect(await graph.node(scope, 'a')).toEqual(node('a', 'Robot', { fresh: 2 }));
      expect(await graph.nodes(scope, { label: 'Machine', limit: 10 })).toEqual([]);
      expect(await graph.nodes(scope, { limit: 10 })).toHaveLength(1);
    });

    it('takes the last of two nodes with one id, and keeps relations when their ends are replaced', async () => {
      const scope = createScope();
      await graph.upsert(scope, { nodes: [node('a', 'X', { n: 1 }), node('a', 'Y', { n: 2 }), node('b')], relations: [relation('a', 'b')] });
      await graph.upsert(scope, { nodes: [node('b', 'Z')], relations: [] });
      const found = await graph.neighbourhood(scope, 'a', { depth: 1, direction: 'out', limit: 10 });
      expect(found?.nodes.map(({ id, label, distance }) => [id, label, distance])).toEqual([
        ['a', 'Y', 0],
        ['b', 'Z', 1],
      ]);
      expect(found?.relations).toEqual([relation('a', 'b')]);
    });

    it('keeps one relation for each from, type and to, with its latest properties', async () => {
      const scope = createScope();
      await graph.upsert(scope, { nodes: [node('a'), node('b')], relations: [relation('a', 'b', 'FEEDS', { n: 1 }), relation('a', 'b', 'OWNS')] });
      await graph.upsert(scope, { nodes: [], relations: [relation('a', 'b', 'FEEDS', { n: 2, deep: { x: [1] } })] });
      const found = await graph.neighbourhood(scope, 'a', { depth: 1, direction: 'both', limit: 10 });
      expect(found?.relations).toEqual([relation('a', 'b', 'FEEDS', { n: 2, deep: { x: [1] } }), relation('a', 'b', 'OWNS')]);
    });

    it('refuses a relation to an absent node, names it, and keeps nothing of the change', async () => {
      const scope = createScope();
      const change = { nodes: [node('a')], relations: [relation('a', 'a'), relation('a', 'ghost')] };
      await expect(graph.upsert(scope, change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'relations[1].to' });
      expect(await graph.node(scope, 'a')).toBeUndefined();
    });

    it.each([
      ['a label with a quote', { nodes: [node('a', 'A`) DETACH DELETE (n')], relations: [] }, 'nodes[0].label'],
      ['an empty id', { nodes: [node('')], relations: [] }, 'nodes[0].id'],
      ['a type with a space', { nodes: [node('a')], relations: [relation('a', 'a', 'IS A')] }, 'relations[0].type'],
    ])('refuses %s', async (_what, change, field) => {
      const scope = createScope();
      await expect(graph.upsert(scope, change)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
      expect(await graph.nodes(scope, { limit: 10 })).toEqual([]);
    });

    it('pages through nodes by id, of one label or of all', async () => {
      const scope = createScope();
      await graph.upsert(scope, { nodes: ['d', 'b', 'a', 'c'].map((id) => node(id, id === 'b' ? 'Odd' : 'Even')), relations: [] });
      expect(idsOf(await graph.nodes(scope, { limit: 3 }))).toEqual(['a', 'b', 'c']);
      expect(idsOf(await graph.nodes(scope, { after: 'c', limit: 3 }))).toEqual(['d']);
      expect(idsOf(await graph.nodes(scope, { label: 'Even', after: 'a', limit: 1 }))).toEqual(['c']);
      await expect(graph.nodes(scope, { limit: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'limit' });
    });

    it('P08 walks a neighbourhood breadth first, by depth, direction and type', async () => {
      const scope = createScope();
      await putChain(graph, scope);
      const walk = async (options: Partial<Parameters<GraphStore['neighbourhood']>[2]>) => {
        const found = await graph.neighbourhood(scope, 'b', { depth: 1, direction: 'both', limit: 100, ...options });
        return found?.nodes.map(({ id, distance }) => `${id}${distance}`);
      };
      expect(await walk({ direction: 'out' })).toEqual(['b0', 'c1']);
      expect(await walk({ direction: 'in' })).toEqual(['b0', 'a1']);
      expect((await walk({}))?.toSorted()).toEqual(['a1', 'b0', 'c1']);
      expect(await walk({ direction: 'out', depth: 6 })).toEqual(['b0', 'c1', 'd2', 'e3', 'a4']);
      expect(await walk({ direction: 'out', depth: 6, types: ['FEEDS'] })).toEqual(['b0', 'c1', 'd2']);
      expect(await walk({ direction: 'out', depth: 6, types: [] })).toEqual(['b0']);
      expect(await graph.neighbourhood(scope, 'ghost', { depth: 1, direction: 'out', limit: 1 })).toBeUndefined();
    });

    it('answers the relations among the nodes found, and at most `limit` nodes, the nearest first', async () => {
      const scope = createScope();
      await putChain(graph, scope);
      const found = await graph.neighbourhood(scope, 'a', { depth: 6, direction: 'out', limit: 3 });
      expect(found?.nodes.map((each) => each.id)).toEqual(['a', 'b', 'c']);
      expect(found?.relations.map(({ from, to }) => from + to)).toEqual(['ab', 'bc']);
    });

    it.each([
      [{ depth: 7, direction: 'out', limit: 1 }, 'depth'],
      [{ depth: 1, direction: 'out', limit: 1_000_000 }, 'limit'],
      [{ depth: 1, direction: 'out', limit: 1, types: ['A|B'] }, 'types[0]'],
    ] as const)('refuses to walk by %j', async (options, field) => {
      await expect(graph.neighbourhood(createScope(), 'a', options)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    });

    it('P08 finds one shortest directed path within maxDepth hops', async () => {
      const scope = createScope();
      await putChain(graph, scope);
      await graph.upsert(scope, { nodes: [node('z')], relations: [relation('b', 'e', 'SHORT_CUT')] });
      expect(await graph.shortestPath(scope, { from: 'a', to: 'e' }, { maxDepth: 6 })).toEqual(['a', 'b', 'e']);
      expect(await graph.shortestPath(scope, { from: 'c', to: 'b' }, { maxDepth: 4 })).toEqual(['c', 'd', 'e', 'a', 'b']);
      expect(await graph.shortestPath(scope, { from: 'c', to: 'b' }, { maxDepth: 3 })).toBeUndefined();
      expect(await graph.shortestPath(scope, { from: 'a', to: 'a' }, { maxDepth: 1 })).toEqual(['a']);
      expect(await graph.shortestPath(scope, { from: 'a', to: 'z' }, { maxDepth: 6 })).toBeUndefined();
      expect(await graph.shortestPath(scope, { from: 'a', to: 'ghost' }, { maxDepth: 6 })).toBeUndefined();
      await expect(graph.shortestPath(scope, { from: 'a', to: 'b' }, { maxDepth: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'maxDepth' });
    });

    it('removes nodes with their relations and counts those that were there', async () => {
      const scope = createScope();
      await putChain(graph, scope);
      expect(await graph.remove(scope, ['c', 'ghost', 'c'])).toBe(1);
      expect(await graph.node(scope, 'c')).toBeUndefined();
      const found = await graph.neighbourhood(scope, 'b', { depth: 6, direction: 'out', limit: 10 });
      expect(found).toEqual({ nodes: [{ ...node('b'), distance: 0 }], relations: [] });
      expect(await graph.remove(scope, [])).toBe(0);
    });

    it('never crosses the workspace, in reading, walking, relating or removing', async () => {
      const [mine, theirs] = [createScope(), createScope()];
      await graph.upsert(mine, { nodes: [node('a'), node('b')], relations: [relation('a', 'b')] });
      await graph.upsert(theirs, { nodes: [node('a', 'Other'), node('c')], relations: [relation('a', 'c')] });
      expect(await graph.node(theirs, 'b')).toBeUndefined();
      expect(idsOf(await graph.nodes(theirs, { limit: 10 }))).toEqual(['a', 'c']);
      const found = await graph.neighbourhood(theirs, 'a', { depth: 6, direction: 'both', limit: 10 });
      expect(found?.nodes.map((each) => each.id)).toEqual(['a', 'c']);
      expect(await graph.shortestPath(theirs, { from: 'a', to: 'b' }, { maxDepth: 6 })).toBeUndefined();
      await expect(graph.upsert(theirs, { nodes: [], relations: [relation('a', 'b')] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(await graph.remove(theirs, ['b', 'a'])).toBe(1);
      expect(await graph.node(mine, 'a')).toEqual(node('a'));
      expect(await graph.shortestPath(mine, { from: 'a', to: 'b' }, { maxDepth: 1 })).toEqual(['a', 'b']);
    });

    it('walks only up to `limit` from a node with thousands of neighbours', async () => {
      const scope = createScope();
      const leaves = Array.from({ length: 3_000 }, (_leaf, index) => node(`leaf-${String(index).padStart(4, '0')}`));
      await graph.upsert(scope, { nodes: [node('hub'), ...leaves], relations: leaves.map((leaf) => relation('hub', leaf.id)) });
      const found = await graph.neighbourhood(scope, 'leaf-0042', { depth: 6, direction: 'both', limit: 50 });
      expect(found?.nodes).toHaveLength(50);
      expect(found?.nodes.slice(0, 2).map((each) => each.id)).toEqual(['leaf-0042', 'hub']);
    });

    it('applies concurrent upserts of one node one after the other', async () => {
      const scope = createScope();
      const labels = Array.from({ length: 12 }, (_label, index) => `L${index}`);
      await Promise.all(labels.map((label) => graph.upsert(scope, { nodes: [node('a', label), node('b')], relations: [relation('a', 'b')] })));
      expect(labels).toContain((await graph.node(scope, 'a'))?.label);
      expect(await graph.nodes(scope, { limit: 10 })).toHaveLength(2);
      expect((await graph.neighbourhood(scope, 'a', { depth: 1, direction: 'both', limit: 10 }))?.relations).toHaveLength(1);
    });

    it('says which engine it is and that it can be reached', async () => {
      expect(await graph.status()).toEqual({ engine: expect.any(String), reachable: true });
    });
  });
}

function createScope(): Scope {
  return { workspace: `w-${randomUUID()}`, principal: 'tester' };
}

function node(id: string, label = 'Thing', properties: GraphNode['properties'] = {}): GraphNode {
  return { id, label, properties };
}

function relation(from: string, to: string, type = 'FEEDS', properties: GraphRelation['properties'] = {}): GraphRelation {
  return { from, to, type, properties };
}

function idsOf(nodes: readonly GraphNode[]): string[] {
  return nodes.map((each) => each.id);
}

/** a → b → c → d by FEEDS, d → e → a by RETURNS. */
async function putChain(graph: GraphStore, scope: Scope): Promise<void> {
  await graph.upsert(scope, {
    nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => node(id)),
    relations: [relation('a', 'b'), relation('b', 'c'), relation('c', 'd'), relation('d', 'e', 'RETURNS'), relation('e', 'a', 'RETURNS')],
  });
}
