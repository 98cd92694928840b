import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';

/** What a subgraph is asked, and by whom. */
export interface MarkedRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly principal: string;
}

/** A subgraph in which every text carries a mark of whom it belongs to: the id that was asked for and the principal that asked. */
export interface MarkedSubgraph {
  readonly name: string;
  readonly sdl: string;
  answer(request: MarkedRequest): Promise<unknown>;
}

const HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@shareable"])
  @link(url: "https://specs.autoweave.dev/caching/v1.0", import: ["@cacheControl"])
  @composeDirective(name: "@cacheControl")
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
enum CacheControlScope { PUBLIC PRIVATE }
`;

const PEOPLE = `${HEAD}
type Query { person(id: ID!, size: Int!): Person @cacheControl(maxAge: 1, scope: PRIVATE) }
type Mutation { touch(id: ID!, size: Int!): Person }
type Person @key(fields: "id") @cacheControl(maxAge: 1, scope: PRIVATE) { id: ID! mark: String pad: [String!] friends: [Person!] }
`;
const NOTES = `${HEAD}
type Query { note(id: ID!, size: Int!): String @cacheControl(maxAge: 1, scope: PRIVATE) }
type Person @key(fields: "id") @cacheControl(maxAge: 1, scope: PRIVATE) { id: ID! note: String lines(count: Int!): [Line!] }
type Line { at: Int mark: String }
`;

interface Context {
  readonly principal: string;
}

/** The mark of what belongs to the id when the principal asks. */
export function toMark(id: string, principal: string): string {
  return `<${id.split('.')[0] ?? ''}~${principal}>`;
}

/** Every mark in a text. */
export const MARKS = /<[^<>"\\]*~[^<>"\\]*>/g;

function toPerson(id: string, size: number, principal: string): object {
  const mark = toMark(id, principal);
  const friends = Array.from({ length: size % 7 }, (_, nth) => ({ id: `${id}.${nth}`, mark, pad: [mark], friends: [] }));
  return { id, mark, pad: Array.from({ length: size }, () => mark), friends };
}

const person = (_source: unknown, { id, size }: { id: string; size: number }, { principal }: Context): object => toPerson(id, size, principal);

/** Two subgraphs that bring parts of the same objects. */
export function createMarkedSubgraphs(): readonly [MarkedSubgraph, MarkedSubgraph] {
  const people = createMarked('people', PEOPLE, {
    Query: { person },
    Mutation: { touch: person },
    Person: { __resolveReference: ({ id }: { id: string }, { principal }: Context) => toPerson(id, 0, principal) },
  });
  const notes = createMarked('notes', NOTES, {
    Query: { note: (_source: unknown, { id, size }: { id: string; size: number }, { principal }: Context) => toMark(id, principal).repeat(size) },
    Person: {
      __resolveReference: ({ id }: { id: string }, { principal }: Context) => ({ id, note: toMark(id, principal), principal }),
      lines: ({ id, principal }: { id: string; principal: string }, { count }: { count: number }) =>
        Array.from({ length: count }, (_, at) => ({ at, mark: toMark(id, principal) })),
    },
  });
  return [people, notes];
}

function createMarked(name: string, sdl: string, resolvers: object): MarkedSubgraph {
  const schema: GraphQLSchema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: { ...resolvers } as Record<string, never> }]);
  return {
    name,
    sdl,
    async answer({ query, variables = {}, operationName, principal }) {
      return execute({ schema, document: parse(query), variableValues: variables, operationName: operationName ?? null, contextValue: { principal } });
    },
  };
}
