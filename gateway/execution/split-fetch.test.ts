import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, print, stripIgnoredCharacters, validate, type SelectionSetNode } from 'graphql';
import type { StandIns } from '../supergraph/stand-ins.ts';
import type { BatchFetchNode, EntityBatch, FetchNode } from './query-plan.ts';
import { splitFetch, withoutBatches } from './split-fetch.ts';

const schema = buildSchema(`
  scalar _Any
  union _Entity = Book | Film
  type Query { _entities(representations: [_Any!]!): [_Entity]! }
  type Book { id: ID! price(in: String): Int twice(in: String): Int }
  type Film { id: ID! length: Int }
`);

const text = (source: string) => stripIgnoredCharacters(print(parse(source)));
const selectionSetOf = (source: string): SelectionSetNode => {
  const [definition] = parse(source).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('an operation is expected');
  return definition.selectionSet;
};

describe('a fetch of which parts are taken', () => {
  const toBatch = (nth: number): EntityBatch => ({ alias: `_e${nth}`, variableName: `r${nth}`, paths: [], requires: [] });
  const query = `query ($r0: [_Any!]!, $r1: [_Any!]!, $in: String) {
    _e0: _entities(representations: $r0) { ...a }
    _e1: _entities(representations: $r1) { ... on Film { length } }
  }
  fragment a on Book { ...b price(in: $in) }
  fragment b on Book { id }`;
  const fetch = {
    kind: 'BatchFetch',
    serviceName: 's',
    operation: query,
    operationKind: 'query',
    operationDocumentNode: parse(query),
    variableUsages: ['in'],
    batches: [toBatch(0), toBatch(1)],
  } as const satisfies BatchFetchNode;

  it('has the fragments and variables that the rest uses, and no others', () => {
    const films = withoutBatches(fetch, [toBatch(0)]);
    expect(films.operation).toBe(text('query ($r1: [_Any!]!) { _e1: _entities(representations: $r1) { ... on Film { length } } }'));
    expect(films.variableUsages).toEqual([]);
    const books = withoutBatches(fetch, [toBatch(1)]);
    expect(books.variableUsages).toEqual(['in']);
    expect(books.operation).toContain('$in');
    for (const { operation } of [films, books]) expect(validate(schema, parse(operation))).toEqual([]);
  });

  it('parts fields of one fragment that need one field with unlike arguments', () => {
    const source = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ...a } } fragment a on Book { price twice }';
    const whole = {
      kind: 'Fetch',
      serviceName: 's',
      operation: source,
      operationKind: 'query',
      operationDocumentNode: parse(source),
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: 'Book',
          selections: ['__typename', 'mass__1', 'mass__2'].map((name) => ({ kind: 'Field', name }) as const),
        },
      ],
    } as const satisfies FetchNode;
    const needed: Readonly<Record<string, string>> = { price: 'mass__1', twice: 'mass__2' };
    const standIns: StandIns = {
      byName: new Map(['mass__1', 'mass__2'].map((name) => [name, { name, field: { kind: 'Field', name: { kind: 'Name', value: 'mass' } } as never }])),
      requirementsOf: (_service, typeName, fieldName) =>
        needed[fieldName] === undefined ? [] : [{ typeName, selectionSet: selectionSetOf(`{ ${needed[fieldName]} }`) }],
      isObjectType: () => true,
    };
    const parts = splitFetch(whole, standIns);
    expect(parts.map(({ operation }) => operation)).toEqual(
      ['price', 'twice'].map((name) => text(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Book { ${name} } } }`)),
    );
    expect(parts.map(({ requires }) => requires?.[0]?.selections?.map((one) => one.kind === 'Field' && one.name))).toEqual([
      ['__typename', 'mass__1'],
      ['__typename', 'mass__2'],
    ]);
  });
});
