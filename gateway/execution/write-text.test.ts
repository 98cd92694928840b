import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { toMergeShape } from './merge-shape.ts';
import { toPosition } from './position.ts';
import { toRootProjection } from './projection.ts';
import { createTypeMatcher } from './type-condition.ts';
import { createTextWriter } from './write-text.ts';

const schema = buildSchema(
  'scalar Any type Query { text: String id: ID whole: Int some: Float flag: Boolean any: Any must: Must list: [[Int!]] kind: Kind inner: [Query] } type Must { sure: Int! } enum Kind { A B }',
);

function write(source: string, data: Record<string, unknown>, { isPlain = false, isShared = false } = {}): string | undefined {
  const [definition] = parse(source).definitions;
  const query = schema.getQueryType();
  if (definition?.kind !== Kind.OPERATION_DEFINITION || !query) throw new Error('a query is expected');
  const matchesType = createTypeMatcher(schema);
  const projection = toRootProjection(query, definition.selectionSet, {
    schema,
    setting: { fragments: new Map(), matchesType, variables: {} },
    keyOf: ({ name }) => name.value,
    root: toPosition(toMergeShape(parse(source))),
  });
  return createTextWriter(projection, matchesType)(data, { isPlain, isShared });
}

describe('writing data as text', () => {
  it.each([
    ['plain', 'plain'],
    ['a quote', 'say "so"'],
    ['a backslash', 'a\\b'],
    ['control characters', 'a\u0000b\nc\u001f'],
    ['half a pair', 'x\ud800y'],
    ['a pair and other scripts', 'caf\u00e9 \u{1f600} \u2028'],
  ])('writes %s as JSON does', (_name, text) => {
    expect(write('{ text }', { text })).toBe(JSON.stringify({ text }));
  });

  it('writes strings that have nothing to escape as they are, and checks them all the same', () => {
    const data = { text: 'caf\u00e9 \u{1f600}', id: 'x', whole: 7, kind: 'A' };
    expect(write('{ text id whole kind }', data, { isPlain: true })).toBe(JSON.stringify(data));
    expect(write('{ text }', { text: 7 }, { isPlain: true })).toBeUndefined();
    expect(write('{ whole }', { whole: 7.5 }, { isPlain: true })).toBeUndefined();
  });

  it('writes an object that stands in several places in each, as what is asked for there', () => {
    const shared = { text: 'a "b"', id: '1', inner: [] };
    const data = { inner: [shared, { inner: [shared, null, shared] }, shared] };
    const asked = '{ inner { id inner { text } } }';
    const expected = {
      inner: [
        { id: '1', inner: [] },
        { id: null, inner: [{ text: 'a "b"' }, null, { text: 'a "b"' }] },
        { id: '1', inner: [] },
      ],
    };
    expect(write(asked, data, { isShared: true })).toBe(JSON.stringify(expected));
    expect(write(asked, data)).toBe(JSON.stringify(expected));
  });

  it.each([[0], [-0], [2.5], [1e21], [-1e-7], [Number.MAX_VALUE]])('writes the number %p as JSON does', (some) => {
    expect(write('{ some }', { some })).toBe(JSON.stringify({ some }));
  });

  it('writes names, types, nulls and whatever a custom scalar is', () => {
    const data = { id: 7, flag: false, any: { 'a"': [1, null, 'x'] }, list: [[1], null, []], kind: 'B', whole: null };
    expect(write('{ n: __typename id flag any list kind whole constructor: text }', data)).toBe(
      JSON.stringify({ n: 'Query', ...data, id: '7', constructor: null }),
    );
  });

  it.each([
    ['a value of another type', '{ whole }', { whole: 'x' }],
    ['a name that the enum lacks', '{ kind }', { kind: 'C' }],
    ['null where none may be', '{ must { sure } }', { must: { sure: null } }],
    ['an object that is a list', '{ must { sure } }', { must: [{ sure: 1 }] }],
    ['a list that is none', '{ list }', { list: 1 }],
    ['a scalar that JSON cannot say', '{ any }', { any: 1n }],
  ])('leaves %s to the projection', (_name, source, data) => {
    expect(write(source, data)).toBeUndefined();
  });
});
