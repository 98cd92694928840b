import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

interface Ticket {
  readonly id?: string | null;
  readonly code?: { readonly line: string; readonly seat: string; readonly day: string };
  readonly label?: string;
}

const office: SubgraphFixture = {
  name: 'office',
  sdl: /* GraphQL */ `
    type Ticket @key(fields: "id") @key(fields: "number", resolvable: false) @key(fields: "code { line seat }", resolvable: false) {
      id: ID!
      number: ID!
      code: Code!
      label: String!
    }
    type Code @shareable {
      line: ID!
      seat: ID!
      day: ID!
    }
  `,
  resolvers: {
    Ticket: { __resolveReference: ({ id }: Ticket) => ({ id, number: `n${id}`, code: { line: 'l', seat: 's', day: 'd' }, label: `label ${id}` }) },
  },
};

const train: SubgraphFixture = {
  name: 'train',
  sdl: /* GraphQL */ `
    type Query {
      tickets: [Ticket!]!
    }
    type Ticket @key(fields: "code { line seat }", resolvable: false) @key(fields: "id code { seat day }") @key(fields: "id", resolvable: false) {
      id: ID!
      code: Code!
      label: String! @external
      stamped: String! @requires(fields: "label")
    }
    type Code @shareable {
      line: ID!
      seat: ID!
      day: ID!
    }
  `,
  resolvers: {
    Query: { tickets: () => [{ id: 't1', code: { line: 'l', seat: 's', day: 'd' } }] },
    Ticket: {
      __resolveReference: (reference: Ticket) => reference,
      stamped: ({ label, code }: Ticket) => `${label} on ${code?.day} at ${code?.seat}`,
    },
  },
};

describeConformance('keys of several kinds, some not resolvable', [office, train], {
  cases: [
    {
      id: 'FED-KEY-020',
      must: 'comes back to a subgraph by the one key that it resolves, with what it requires',
      query: '{ tickets { id stamped label code { line } } }',
      data: { tickets: [{ id: 't1', stamped: 'label t1 on d at s', label: 'label t1', code: { line: 'l' } }] },
    },
  ],
});

const shelves: SubgraphFixture = {
  name: 'shelves',
  sdl: 'type Query { boxes: [Box!]! } type Box { book: Book } type Book @key(fields: "isbn") @key(fields: "id") { id: ID isbn: String }',
  resolvers: {
    Query: {
      boxes: () => [{ book: { id: 'b1', isbn: null } }, { book: { id: null, isbn: null } }, { book: null }, { book: { id: 'b2', isbn: 'i2' } }],
    },
    Book: { __resolveReference: (reference: object) => reference },
  },
};

const writers: SubgraphFixture = {
  name: 'writers',
  sdl: 'type Book @key(fields: "id") { id: ID writer: String }',
  resolvers: { Book: { __resolveReference: ({ id }: { id: string | null }) => (id === null ? null : { id, writer: `writer of ${id}` }) } },
};

describeConformance('keys that are null', [shelves, writers], {
  cases: [
    {
      id: 'FED-KEY-030',
      must: 'answers null for what hangs on a null key, and the rest as ever',
      query: '{ boxes { book { writer } } }',
      data: { boxes: [{ book: { writer: 'writer of b1' } }, { book: { writer: null } }, { book: null }, { book: { writer: 'writer of b2' } }] },
    },
    {
      id: 'FED-KEY-031',
      must: 'keeps a key apart from another field that the client calls by its name',
      query: '{ boxes { book { id: isbn isbn: writer mine: id } } }',
      data: {
        boxes: [
          { book: { id: null, isbn: 'writer of b1', mine: 'b1' } },
          { book: { id: null, isbn: null, mine: null } },
          { book: null },
          { book: { id: 'i2', isbn: 'writer of b2', mine: 'b2' } },
        ],
      },
    },
  ],
});

const parcels: SubgraphFixture = {
  name: 'parcels',
  sdl: /* GraphQL */ `
    type Query {
      parcel: Parcel
    }
    interface Parcel @key(fields: "id") {
      id: ID!
      heavy: Boolean!
    }
    type Letter implements Parcel @key(fields: "id") {
      id: ID!
      heavy: Boolean!
      pages: Int!
    }
  `,
  resolvers: {
    Query: { parcel: () => ({ __typename: 'Letter', id: 'p1', heavy: false, pages: 2 }) },
    Parcel: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Letter', id, heavy: false, pages: 2 }) },
    Letter: { __resolveReference: ({ id }: { id: string }) => ({ id, heavy: false, pages: 2 }) },
  },
};

const routes: SubgraphFixture = {
  name: 'routes',
  sdl: /* GraphQL */ `
    type Query {
      route: Route!
    }
    type Route {
      first: Parcel!
    }
    type Parcel @key(fields: "id", resolvable: false) @interfaceObject {
      id: ID!
    }
  `,
  resolvers: { Query: { route: () => ({ first: { id: 'p1' } }) } },
};

describeConformance('interface objects that their subgraph does not resolve', [parcels, routes], {
  cases: [
    { id: 'FED-IOB-020', must: 'refers to an interface by its key alone', query: '{ route { first { id } } }', data: { route: { first: { id: 'p1' } } } },
    {
      id: 'FED-IOB-021',
      must: "finds the fields and the type at the interface's owner",
      query: '{ route { first { __typename heavy ... on Letter { pages } } } }',
      data: { route: { first: { __typename: 'Letter', heavy: false, pages: 2 } } },
    },
  ],
});
