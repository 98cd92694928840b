import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationPart } from '../../../gateway/operation.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import { ARRANGEMENTS, startFederation, toOperation, type Federation } from '../federation/federation.ts';
import { applyIncremental, toIncrementalParts } from './apply-incremental.ts';
import { applyParts } from './apply-parts.ts';
import { gatherParts } from './gather-parts.ts';
import { createShop } from './shop.ts';

/** A result of a deferred fragment, its errors by path. */
interface Expected {
  readonly path: readonly (string | number)[];
  readonly label?: string;
  readonly data: unknown;
  readonly errors?: readonly (readonly (string | number)[])[];
}

interface DeferCase {
  readonly id: string;
  readonly must: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** What comes first. */
  readonly data: unknown;
  /** Paths of the first part's errors. */
  readonly errors?: readonly (readonly (string | number)[])[];
  /** What comes later, in any order that keeps a fragment behind the one that it stands in; undefined where all comes at once. */
  readonly later?: readonly Expected[];
}

const CASES: readonly DeferCase[] = [
  {
    id: 'DEF-001',
    must: 'brings first what is not deferred, then the fragment with its path and label',
    query: '{ product(id: "p1") { name ... on Book @defer(label: "R") { reviews { body } } } }',
    data: { product: { name: 'Atlas' } },
    later: [{ path: ['product'], label: 'R', data: { reviews: [{ body: 'good' }, { body: 'fine' }] } }],
  },
  {
    id: 'DEF-002',
    must: 'brings nested fragments each behind the one that it stands in',
    query: `{ product(id: "p1") { name ... on Book @defer(label: "A") { reviews { body
      ... @defer(label: "B") { author { name ... @defer(label: "C") { motto } } } } } } }`,
    data: { product: { name: 'Atlas' } },
    later: [
      { path: ['product'], label: 'A', data: { reviews: [{ body: 'good' }, { body: 'fine' }] } },
      { path: ['product', 'reviews', 0], label: 'B', data: { author: { name: 'Ada' } } },
      { path: ['product', 'reviews', 1], label: 'B', data: { author: { name: 'Bo' } } },
      { path: ['product', 'reviews', 0, 'author'], label: 'C', data: { motto: 'on' } },
      { path: ['product', 'reviews', 1, 'author'], label: 'C', data: { motto: null } },
    ],
  },
  {
    id: 'DEF-003',
    must: 'brings a fragment in a list once for each object of its type',
    query: '{ products { id ... on Book @defer { pages reviews { body } } } }',
    data: { products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] },
    later: [
      { path: ['products', 0], data: { pages: 300, reviews: [{ body: 'good' }, { body: 'fine' }] } },
      { path: ['products', 2], data: { pages: 120, reviews: [{ body: 'dull' }] } },
    ],
  },
  {
    id: 'DEF-004',
    must: 'brings all at once where `if` is false',
    query: 'query ($later: Boolean!) { me { name ... @defer(if: $later) { motto } ... @defer(if: false) { id } } }',
    variables: { later: false },
    data: { me: { name: 'Ada', motto: 'on', id: 'u1' } },
  },
  {
    id: 'DEF-005',
    must: 'defers where a variable of `if` is true or has no value',
    query: 'query ($later: Boolean!, $unset: Boolean) { me { name ... @defer(if: $later) { motto } ... @defer(if: $unset) { id } } }',
    variables: { later: true },
    data: { me: { name: 'Ada' } },
    later: [
      { path: ['me'], data: { motto: 'on' } },
      { path: ['me'], data: { id: 'u1' } },
    ],
  },
  {
    id: 'DEF-006',
    must: 'leaves out a fragment that @skip or @include leaves out, and what they leave out within one',
    query: `query ($yes: Boolean!) { me { name ... @defer @skip(if: $yes) { motto } ... @defer(label: "L") @include(if: $yes) { id motto @skip(if: $yes) } } }`,
    variables: { yes: true },
    data: { me: { name: 'Ada' } },
    later: [{ path: ['me'], label: 'L', data: { id: 'u1' } }],
  },
  {
    id: 'DEF-007',
    must: 'brings a named fragment that is spread at several places at each of them',
    query:
      'query { a: product(id: "p1") { ...P @defer(label: "a") } b: product(id: "p3") { ...P @defer(label: "b") } } fragment P on Book { rank reviews { id } }',
    data: { a: {}, b: {} },
    later: [
      { path: ['a'], label: 'a', data: { rank: 1, reviews: [{ id: 'r1' }, { id: 'r2' }] } },
      { path: ['b'], label: 'b', data: { rank: 1, reviews: [{ id: 'r3' }] } },
    ],
  },
  {
    id: 'DEF-008',
    must: 'brings a deferred field again that came first, under any alias',
    query: '{ me { id constructor: name ... @defer { id toString: name name } } }',
    data: { me: { id: 'u1', constructor: 'Ada' } },
    later: [{ path: ['me'], data: { id: 'u1', toString: 'Ada', name: 'Ada' } }],
  },
  {
    id: 'DEF-009',
    must: 'defers fields of the root',
    query: '{ me { name } ... @defer(label: "root") { latest { body author { name } } } }',
    data: { me: { name: 'Ada' } },
    later: [{ path: [], label: 'root', data: { latest: [{ body: 'good', author: { name: 'Ada' } }] } }],
  },
  {
    id: 'DEF-010',
    must: 'defers fields of an object without a key',
    query: '{ product(id: "p1") { size { width ... @defer { height } } } }',
    data: { product: { size: { width: 10 } } },
    later: [{ path: ['product', 'size'], data: { height: 20 } }],
  },
  {
    id: 'DEF-011',
    must: 'tells an error of a deferred field in its fragment, by its path in the whole answer',
    query: '{ products { id ... on Film @defer(label: "F") { rank name } } }',
    data: { products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] },
    later: [{ path: ['products', 1], label: 'F', data: { rank: null, name: 'Dunes' }, errors: [['products', 1, 'rank']] }],
  },
  {
    id: 'DEF-012',
    must: 'lets a null where none may be take the fragment at that object, and nothing else',
    query: '{ products { id ... on Book @defer(label: "B") { rating } ... on Film @defer(label: "F") { rating } } }',
    data: { products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] },
    later: [
      { path: ['products', 0], label: 'B', data: { rating: 4.5 } },
      { path: ['products', 2], label: 'B', data: { rating: 4.5 } },
      { path: ['products', 1], label: 'F', data: null, errors: [['products', 1, 'rating']] },
    ],
  },
  {
    id: 'DEF-013',
    must: 'brings nothing of a fragment in one that came to nothing',
    query: '{ product(id: "p2") { id ... on Film @defer(label: "A") { rating reviews { id ... @defer(label: "B") { body } } } } }',
    data: { product: { id: 'p2' } },
    later: [{ path: ['product'], label: 'A', data: null, errors: [['product', 'rating']] }],
  },
  {
    id: 'DEF-014',
    must: 'tells an error of a deferred field there, though it was asked for with the first part',
    query: '{ product(id: "p1") { size { width ... @defer { weight } } } }',
    data: { product: { size: { width: 10 } } },
    later: [{ path: ['product', 'size'], data: { weight: null }, errors: [['product', 'size', 'weight']] }],
  },
  {
    id: 'DEF-015',
    must: 'brings all at once where nothing is left that a fragment could stand at',
    query: '{ nothing { id ... @defer { name } } }',
    data: { nothing: null },
  },
  {
    id: 'DEF-016',
    must: 'defers introspection',
    query: '{ me { name } ... @defer { __type(name: "User") { name } } }',
    data: { me: { name: 'Ada' } },
    later: [{ path: [], data: { __type: { name: 'User' } } }],
  },
  {
    id: 'DEF-017',
    must: 'defers what a mutation answers with',
    query: 'mutation { rename(id: "p1", name: "Map") { name ... on Book @defer(label: "M") { rank } } }',
    data: { rename: { name: 'Map' } },
    later: [{ path: ['rename'], label: 'M', data: { rank: 1 } }],
  },
  {
    id: 'DEF-018',
    must: 'brings fragments that stand in another by nothing but themselves',
    query: '{ ... @defer(label: "A") { ... @defer(label: "B") { me { name } } } }',
    data: {},
    later: [{ path: [], label: 'B', data: { me: { name: 'Ada' } } }],
  },
  {
    id: 'DEF-022',
    must: 'tells at once what took a part of the first answer with it',
    query: '{ product(id: "p1") { size { width ... @defer { depth } } } }',
    data: { product: { size: null } },
    errors: [['product', 'size']],
  },
  {
    id: 'DEF-023',
    must: 'defers under a condition of types around the fragment for those types alone',
    query: '{ products { ... on Book { shown: size { width ... @defer(label: "S") { height } } } ... on Film { shown: size { height } } } }',
    data: { products: [{ shown: { width: 10 } }, { shown: { height: 21 } }, { shown: null }] },
    later: [{ path: ['products', 0, 'shown'], label: 'S', data: { height: 20 } }],
  },
];

describe.each(ARRANGEMENTS)('deferred fragments ($kind, $planner)', (arrangement) => {
  const shop = createShop();
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(shop.fixtures, arrangement);
  });
  afterAll(() => federation.close());
  afterEach(() => shop.letGo());

  const run = (query: string, variables: Record<string, unknown> = {}) => gatherParts(federation.engine, toOperation(federation.supergraph, query, variables));

  it.each(CASES.map((one) => [`${one.id} ${one.must}`, one] as const))('%s', async (_name, one) => {
    const parts = await run(one.query, one.variables);
    const [first] = parts;
    const sorted = (expected: readonly Expected[]) => expected.map((result) => JSON.stringify(result)).toSorted();
    expect({ data: toJson(first?.data), errors: toPaths(first) }).toEqual({ data: one.data, errors: one.errors ?? [] });
    expect(sorted(toLater(parts))).toEqual(sorted((one.later ?? []).map((result) => toExpected(result))));
    expect(parts.length > 1).toBe(one.later !== undefined);
    expect(toSorted(applyIncremental(toIncrementalParts(parts)))).toEqual(toSorted(applyParts(parts)));
  });

  it('DEF-019 answers the same at once to who takes no parts', async () => {
    for (const { query, variables, later = [] } of CASES) {
      if (later.some(({ errors }) => errors !== undefined)) continue;
      const whole = await federation.ask(query, variables);
      expect(toJson(whole.data)).toEqual(applyParts(await run(query, variables)));
    }
  });

  it('DEF-026 waits for no fragment that has no object to add to', async () => {
    shop.hold('users');
    const source = '{ product(id: "p2") { id ... on Film @defer { name reviews { id ... @defer { author { name } } } } } me { id } }';
    const parts = await run(source);
    expect(toJson(parts)).toEqual([
      { data: { product: { id: 'p2' }, me: { id: 'u1' } }, pending: [{ id: '0', path: ['product'] }], hasNext: true },
      { incremental: [{ id: '0', data: { name: 'Dunes', reviews: [] }, path: ['product'] }], hasNext: false },
    ]);
  });

  it('DEF-027 brings nothing twice to who reads incremental delivery, and says what to expect', async () => {
    const source = `{ product(id: "p1") { name size { width } ... on Book @defer(label: "A") { name size { width height } reviews { id ... @defer(label: "B") { body } } }
      ... on Book @defer(label: "C") { name pages } ... on Film @defer(label: "D") { rank } } }`;
    const [first, ...rest] = toIncrementalParts(await run(source));
    expect(first).toEqual({
      data: { product: { name: 'Atlas', size: { width: 10 } } },
      pending: [
        { id: '0', path: ['product'], label: 'A' },
        { id: '1', path: ['product'], label: 'C' },
      ],
      hasNext: true,
    });
    const entries = rest.flatMap(({ incremental = [] }) => incremental);
    expect(entries.filter(({ id }) => id === '0')).toEqual([
      { id: '0', data: { reviews: [{ id: 'r1' }, { id: 'r2' }] } },
      { id: '0', subPath: ['size'], data: { height: 20 } },
    ]);
    expect(entries.filter(({ id }) => id === '1')).toEqual([{ id: '1', data: { pages: 300 } }]);
    expect(rest.flatMap(({ pending = [] }) => pending.map(({ path, label }) => ({ path, label })))).toEqual([
      { path: ['product', 'reviews', 0], label: 'B' },
      { path: ['product', 'reviews', 1], label: 'B' },
    ]);
    expect(rest.flatMap(({ completed = [] }) => completed).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(['0', '1', '2', '3'].map((id) => ({ id })));
  });

  it('DEF-028 tells who reads incremental delivery what failed with the end of its fragment, or with what there is of it', async () => {
    const parts = toIncrementalParts(await run('{ product(id: "p2") { id ... on Film @defer { rating } ... on Film @defer { rank name } } }'));
    const told = { service: 'reviews' };
    expect(parts[0]?.pending).toEqual([
      { id: '0', path: ['product'] },
      { id: '1', path: ['product'] },
    ]);
    expect(parts.flatMap(({ incremental = [] }) => incremental)).toEqual([
      { id: '1', data: { rank: null, name: 'Dunes' }, errors: [{ message: 'not ranked', path: ['product', 'rank'], extensions: told }] },
    ]);
    expect(parts.flatMap(({ completed = [] }) => completed).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
      { id: '0', errors: [{ message: 'not rated', path: ['product', 'rating'], extensions: told }] },
      { id: '1' },
    ]);
  });

  it('DEF-029 tells of a deadline where something was to come, and nowhere else', async () => {
    shop.hold('reviews');
    const over = new AbortController();
    const operation = { ...toOperation(federation.supergraph, '{ products { id ... on Film @defer(label: "F") { rank } } }'), signal: over.signal };
    const parts = federation.engine.executeInParts?.(operation)[Symbol.asyncIterator]();
    expect((await parts?.next())?.value).toMatchObject({ pending: [{ path: ['products', 1], label: 'F' }], hasNext: true });
    over.abort(new CodedError('DEADLINE_EXCEEDED', 'too late'));
    expect((await parts?.next())?.value).toMatchObject({
      incremental: [{ path: ['products', 1], label: 'F', data: null, errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] }],
      hasNext: false,
    });
    shop.letGo();
    expect((await parts?.next())?.done).toBe(true);
  });

  it('DEF-020 does not hold the first part, or another fragment, for a slow one', async () => {
    shop.hold('reviews');
    const operation = toOperation(
      federation.supergraph,
      '{ product(id: "p1") { name ... on Book @defer(label: "slow") { rank } ... @defer(label: "fast") { size { width } } } }',
    );
    const parts = federation.engine.executeInParts?.(operation)[Symbol.asyncIterator]();
    expect((await parts?.next())?.value).toMatchObject({ data: { product: { name: 'Atlas' } }, hasNext: true });
    expect((await parts?.next())?.value).toMatchObject({ incremental: [{ label: 'fast', data: { size: { width: 10 } } }], hasNext: true });
    shop.letGo();
    expect((await parts?.next())?.value).toMatchObject({ incremental: [{ label: 'slow', data: { rank: 1 } }], hasNext: false });
    expect((await parts?.next())?.done).toBe(true);
  });
});

/** With keys in one order. */
function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, toSorted(item)]),
  );
}

function toLater(parts: readonly OperationPart[]): Expected[] {
  return parts.flatMap(({ incremental = [] }) => incremental.map((result) => toExpected({ ...result, data: toJson(result.data), errors: toPaths(result) })));
}

/** With its keys in one order. */
function toExpected({ path, label, data, errors = [] }: Expected): Expected {
  return { path, ...(label === undefined ? {} : { label }), data, ...(errors.length === 0 ? {} : { errors }) };
}

function toPaths(result: Pick<OperationPart, 'errors'> | undefined): (readonly (string | number)[])[] {
  return (result?.errors ?? []).map(({ path = [] }) => path);
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
