import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import type { CompiledResult } from './compile-operation.ts';
import { createExecutor } from './create-executor.ts';

const SDL =
  'type Query { list: [Item] more: [Item] strict: [Strict] } type Strict { must: ID! later: Item } type Item { id: ID inner: Item place: String list: [Item] }';

interface Data {
  readonly list: readonly Item[];
  readonly more: readonly Item[];
}

interface Item {
  readonly id: string;
  readonly inner: Item;
}

/** Runs a query over a root as often as asked; the last answer. */
async function answer(source: string, rootValue: object, { mayShare = true, runs = 1 } = {}): Promise<CompiledResult & { readonly data: Data }> {
  const schema = buildSchema(SDL);
  const item = schema.getType('Item') as unknown as { getFields(): Record<string, { resolve?: unknown }> };
  const { place } = item.getFields();
  if (place === undefined) throw new Error('the schema has a place');
  place.resolve = (_source: unknown, _args: unknown, _context: unknown, info: { path: { prev: { key: unknown } } }) => `at ${String(info.path.prev.key)}`;
  const execute = createExecutor(schema, { coldRuns: 0 });
  const document = parse(source);
  let result: CompiledResult = {};
  for (let nth = 0; nth < runs; nth += 1) result = await execute({ document, rootValue, mayShare });
  return result as typeof result & { readonly data: Data };
}

describe('an object of a source that comes again', () => {
  const twice = { id: '1', inner: { id: '2' } };

  it('is the same object for the same field, and another for another field', async () => {
    const { data, isShared } = await answer('{ list { id inner { id } } more { id } }', { list: [twice, twice], more: [twice] });
    expect(data).toEqual({ list: [twice, twice], more: [{ id: '1' }] });
    expect(data.list[0]).toBe(data.list[1]);
    expect(isShared).toBe(true);
  });

  it('is one of its own for a caller that did not ask for shared ones', async () => {
    const { data, isShared } = await answer('{ list { id inner { id } } }', { list: [twice, twice] }, { mayShare: false });
    expect(data.list[0]).not.toBe(data.list[1]);
    expect(data.list[0]?.inner).not.toBe(data.list[1]?.inner);
    expect(isShared).toBe(false);
  });

  it('is resolved at each place where a resolver may look at it, what is below it is not', async () => {
    const { data } = await answer('{ list { place inner { id } } }', { list: [twice, twice] });
    expect(data.list).toEqual([
      { place: 'at 0', inner: { id: '2' } },
      { place: 'at 1', inner: { id: '2' } },
    ]);
    expect(data.list[0]?.inner).toBe(data.list[1]?.inner);
  });

  it('is asked again where it has a method', async () => {
    let calls = 0;
    const lively = { id: () => String((calls += 1)) };
    expect((await answer('{ list { id } }', { list: [lively, lively] })).data.list).toEqual([{ id: '1' }, { id: '2' }]);
  });

  it('has its errors at each place', async () => {
    const broken = { inner: new Error('gone') };
    const { data, errors } = await answer('{ list { inner { id } } }', { list: [broken, broken] });
    expect(data.list).toEqual([{ inner: null }, { inner: null }]);
    expect(errors?.map(({ path }) => path)).toEqual([
      ['list', 0, 'inner'],
      ['list', 1, 'inner'],
    ]);
  });

  it('has its error at the place that has room for it, though it came first to one below a null', async () => {
    const broken = { inner: new Error('gone') };
    const first = Promise.resolve({ inner: broken });
    const strict = [
      { must: new Error('missing'), later: first },
      { must: '1', later: first.then(() => ({ inner: broken })) },
    ];
    const { data, errors } = await answer('{ strict { must later { inner { inner { id } } } } }', { strict });
    expect(data).toEqual({ strict: [null, { must: '1', later: { inner: { inner: null } } }] });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['strict', 0, 'must'],
      ['strict', 1, 'later', 'inner', 'inner'],
    ]);
  });

  it('is shared where promises led to it, but not what holds promises', async () => {
    const waiting = { list: Promise.resolve([twice, twice]), inner: Promise.resolve(twice) };
    const { data } = await answer('{ list { id list { id } inner { id } } }', { list: [waiting, waiting] });
    expect(data.list[0]).not.toBe(data.list[1]);
    expect(data.list[0]?.inner).toBe(data.list[1]?.inner);
    expect(data.list[0]).toEqual({ id: null, list: [{ id: '1' }, { id: '1' }], inner: { id: '1' } });
  });

  it('is no longer looked for once hardly any came again', async () => {
    const different = Array.from({ length: 300 }, (_, nth) => ({ id: String(nth) }));
    const root = { list: [...different, twice, twice] };
    expect((await answer('{ list { id } }', root)).isShared).toBe(true);
    expect((await answer('{ list { id } }', root, { runs: 3 })).isShared).toBe(false);
  });
});
