import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';

/** The version and names that the subgraph under test links. */
export const LINK = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: [
        "@composeDirective"
        "@extends"
        "@external"
        "@inaccessible"
        "@interfaceObject"
        "@key"
        "@override"
        "@provides"
        "@requires"
        "@shareable"
        "@tag"
      ]
    )
    @link(url: "https://specs.example.com/shelving/v1.0", import: ["@fragile"])
    @composeDirective(name: "@fragile")
  directive @fragile on OBJECT
`;

const VIEWER = { email: 'ida@example.com', name: 'Ida', filmsSeen: 1500 };
const REELS = [
  { id: 'r1', code: 'NOS', vault: 'north', cut: { id: 'final' }, size: { width: 'wide', weight: 2, unit: 'kg' }, remarks: 'scratched' },
  { id: 'r2', code: 'MET', vault: 'south', cut: { id: 'first' }, size: { width: 'narrow', weight: 1, unit: 'kg' }, remarks: null },
].map((reel) => ({ ...reel, addedBy: VIEWER }));
const LOST = { code: 'LON', vault: 'burnt', cause: 'fire', reportedBy: VIEWER };
const STUDY = { paper: { number: '77', summary: 'On nitrate' }, outcome: null };

interface Reel {
  readonly id?: string;
  readonly code?: string;
  readonly vault?: string;
  readonly cut?: { readonly id: string };
}

/** The subgraph under test, made as this backend's own are: a film archive with every directive of the specification. */
export const archive: SubgraphFixture = {
  name: 'archive',
  link: false,
  isOwn: true,
  sdl: /* GraphQL */ `
    ${LINK}
    type Query {
      reel(id: ID!): Reel
      lostReel(code: String!, vault: String!): LostReel @deprecated(reason: "Ask for the reel")
    }
    type Reel @fragile @key(fields: "id") @key(fields: "code vault") @key(fields: "code cut { id }") {
      id: ID!
      code: String
      vault: String
      cut: Cut
      size: Size
      addedBy: Viewer @provides(fields: "filmsSeen")
      remarks: String @tag(name: "internal")
      studies: [Study!]!
    }
    type LostReel @key(fields: "code vault") {
      code: String!
      vault: String!
      cause: String
      reportedBy: Viewer
    }
    type Cut {
      id: ID!
    }
    type Study @key(fields: "paper { number }") {
      paper: Paper!
      outcome: String
    }
    type Paper {
      number: ID!
      summary: String
    }
    type Size @shareable {
      width: String
      weight: Float
      unit: String @inaccessible
    }
    type Viewer @key(fields: "email") @extends {
      email: ID! @external
      filmsAYear: Int @requires(fields: "filmsSeen yearsOfViewing")
      name: String @override(from: "viewers")
      filmsSeen: Int @external
      yearsOfViewing: Int! @external
    }
    type Vault @interfaceObject @key(fields: "id") {
      id: ID!
      lost: [LostReel!]!
    }
  `,
  resolvers: {
    Query: {
      reel: (_: unknown, { id }: { id: string }) => REELS.find((reel) => reel.id === id),
      lostReel: (_: unknown, { code, vault }: { code: string; vault: string }) => (code === LOST.code && vault === LOST.vault ? LOST : null),
    },
    Reel: {
      __resolveReference: ({ id, code, vault, cut }: Reel) =>
        REELS.find((reel) =>
          id === undefined ? reel.code === code && (vault === undefined ? reel.cut.id === cut?.id : reel.vault === vault) : reel.id === id,
        ),
      studies: ({ id }: Reel) => (id === 'r1' ? [STUDY] : []),
    },
    LostReel: { __resolveReference: ({ code, vault }: Reel) => (code === LOST.code && vault === LOST.vault ? LOST : null) },
    Study: { __resolveReference: ({ paper }: typeof STUDY) => (paper.number === STUDY.paper.number ? STUDY : null) },
    Viewer: {
      __resolveReference: (reference: { email: string }) => (reference.email === VIEWER.email ? { ...VIEWER, ...reference } : null),
      filmsAYear: ({ filmsSeen, yearsOfViewing }: { filmsSeen: number; yearsOfViewing: number }) => Math.round(filmsSeen / yearsOfViewing),
    },
    Vault: { __resolveReference: ({ id }: { id: string }) => ({ id, lost: id === 'north' ? [LOST] : [] }) },
  },
};

const NEIGHBOUR_LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external", "@requires"])';

export const viewers: SubgraphFixture = {
  name: 'viewers',
  link: false,
  sdl: `${NEIGHBOUR_LINK} type Viewer @key(fields: "email") { email: ID! name: String filmsSeen: Int @shareable yearsOfViewing: Int! }`,
  resolvers: {
    Viewer: { __resolveReference: ({ email }: { email: string }) => ({ email, name: 'the name that was overridden', filmsSeen: 4, yearsOfViewing: 10 }) },
  },
};

export const vaults: SubgraphFixture = {
  name: 'vaults',
  link: false,
  sdl: /* GraphQL */ `
    ${NEIGHBOUR_LINK}
    type Query {
      vault(id: ID!): Vault
    }
    interface Vault @key(fields: "id") {
      id: ID!
      reels: [Reel!]!
    }
    type OpenVault implements Vault @key(fields: "id") {
      id: ID!
      reels: [Reel!]!
    }
    extend type Reel @key(fields: "id") {
      id: ID! @external
      size: Size @external
      loan(days: Int): String @requires(fields: "size { width weight }")
    }
    type Size @shareable {
      width: String
      weight: Float
    }
  `,
  resolvers: {
    Query: { vault: (_: unknown, { id }: { id: string }) => ({ __typename: 'OpenVault', id, reels: [{ id: 'r1' }] }) },
    Vault: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'OpenVault', id, reels: [{ id: 'r1' }] }) },
    OpenVault: { __resolveReference: ({ id }: { id: string }) => ({ id, reels: [{ id: 'r1' }] }) },
    Reel: {
      __resolveReference: (reference: object) => reference,
      loan: ({ size }: { size: { width: string; weight: number } }, { days }: { days?: number }) => `${size.width} ${size.weight} ${days ?? 'open'}`,
    },
  },
};
