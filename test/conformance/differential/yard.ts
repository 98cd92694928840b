import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';

/*
 * A second world, in which much is worked out from what other subgraphs have: with arguments, below objects, through interfaces, over
 * two subgraphs, and by an interface object. Everything is a function of ids, so that one schema and many subgraphs agree.
 */

type Given = Readonly<Record<string, unknown>>;
interface Entity {
  readonly __typename?: string;
  readonly id: string;
}

const CRATES = ['c0', 'c1', 'c2'];
const SACKS = ['s0', 's1'];
const PEOPLE = ['p0', 'p1', 'p2'];
const FACTORS: Readonly<Record<string, number>> = { KG: 1, LB: 2, OZ: 32 };

const numberOf = ({ id }: Entity) => Number(id.slice(1));
const toCrate = (id: string): Entity => ({ __typename: 'Crate', id });
const toSack = (id: string): Entity => ({ __typename: 'Sack', id });
const toPerson = (id: string): Entity => ({ __typename: 'Person', id });

/** Values by type and field. */
const massOf = (entity: Entity, { unit }: Given) => (numberOf(entity) + (entity.__typename === 'Sack' ? 5 : 1)) * (FACTORS[String(unit ?? 'KG')] ?? 0);
const skuOf = ({ id }: Entity) => `sku-${id}`;
const firstOf = ({ id }: Entity) => `First${id}`;
const lastOf = (entity: Entity) => (numberOf(entity) === 2 ? null : `Last${entity.id}`);
const ownerOf = (entity: Entity) => (numberOf(entity) === 1 ? null : toPerson(PEOPLE[numberOf(entity)] ?? 'p0'));
const moodOf = (entity: Entity) => {
  if (numberOf(entity) === 1) throw new Error('no mood');
  return `mood of ${entity.id}`;
};
const coverOf = (entity: Entity) => (numberOf(entity) === 2 ? null : { __typename: numberOf(entity) === 0 ? 'Lid' : 'Sheet', of: entity.id });
const weightOf = ({ of }: { of: string }, { unit }: Given) => (Number(of.slice(1)) + 3) * (FACTORS[String(unit ?? 'KG')] ?? 0);
const boxOf = (entity: Entity) => ({ of: entity.id, colour: numberOf(entity) === 0 ? null : 'red', cover: coverOf(entity) });
const neighboursOf = (entity: Entity) => CRATES.filter((id) => id !== entity.id).map(toCrate);

/** What is worked out, from what is required. */
const toKilos = ({ mass }: { mass: number }) => `${mass} kg`;
const toPounds = ({ mass }: { mass: number }) => `${mass} lb`;
const toLabel = ({ id, sku, mass }: { id: string; sku: string; mass: number }) => `${id} ${sku} of ${mass}`;
const toBoxed = ({ box }: { box: { colour: string | null; cover: { weight: number } | null } }) => `${box.colour} under ${box.cover?.weight ?? 'nothing'}`;
const toNote = ({ owner }: { owner: { first: string; last: string | null } | null }) => (owner === null ? null : `of ${owner.first} ${owner.last}`);
const toGreeting = ({ first, last }: { first: string; last: string | null }, { style }: Given) => `${String(style ?? 'Dear')} ${first} ${last}`;

const OBJECTS = /* GraphQL */ `
  enum Unit {
    KG
    LB
    OZ
  }
  interface Cover {
    weight(unit: Unit = KG): Int!
  }
  type Lid implements Cover {
    weight(unit: Unit = KG): Int!
  }
  type Sheet implements Cover {
    weight(unit: Unit = KG): Int!
  }
  type Box {
    colour: String
    cover: Cover
  }
`;

/** The world behind one schema. */
export const YARD_SDL = /* GraphQL */ `
  ${OBJECTS}
  type Query {
    crates: [Crate!]!
    crate(id: ID!): Crate
    goods: [Good!]!
    people: [Person!]!
    things: [Thing]!
    favourite: Good!
  }
  interface Good {
    id: ID!
    mass(unit: Unit = KG): Int!
    inKilos: String!
    inPounds: String!
    likes: Int
  }
  type Crate implements Good {
    id: ID!
    sku: String!
    mass(unit: Unit = KG): Int!
    inKilos: String!
    inPounds: String!
    likes: Int
    box: Box!
    neighbours: [Crate!]!
    label: String!
    boxed: String!
    boxedInOunces: String!
    owner: Person
    note: String
  }
  type Sack implements Good {
    id: ID!
    sku: String!
    mass(unit: Unit = KG): Int!
    inKilos: String!
    inPounds: String!
    likes: Int
    label: String!
  }
  type Person {
    id: ID!
    first: String!
    last: String
    mood: String
    greeting(style: String): String!
    crates: [Crate!]!
  }
  union Thing = Crate | Sack | Person
`;

const crateOf = { __resolveReference: ({ id }: Entity) => (CRATES.includes(id) ? toCrate(id) : null) };
const sackOf = { __resolveReference: ({ id }: Entity) => (SACKS.includes(id) ? toSack(id) : null) };
const personOf = { __resolveReference: ({ id }: Entity) => (PEOPLE.includes(id) ? toPerson(id) : null) };
/** What a representation brings is what there is. */
const asSent = { __resolveReference: (reference: object) => reference };
const ROOT = {
  crates: () => CRATES.map(toCrate),
  crate: (_: unknown, { id }: Given) => (CRATES.includes(String(id)) ? toCrate(String(id)) : null),
  goods: () => [...CRATES.map(toCrate), ...SACKS.map(toSack)],
  people: () => PEOPLE.map(toPerson),
  things: () => [toPerson('p1'), toCrate('c0'), null, toSack('s1'), toCrate('c2')],
  favourite: () => toSack('s1'),
};
const likesOf = (entity: Entity) => (entity.id === 'c1' ? null : entity.id.length + numberOf(entity));

/** Resolvers of the one schema. */
export const YARD_RESOLVERS: Readonly<Record<string, Readonly<Record<string, (source: never, given: never) => unknown>>>> = (() => {
  const goods = {
    sku: skuOf,
    mass: massOf,
    inKilos: (entity: Entity) => toKilos({ mass: massOf(entity, { unit: 'KG' }) }),
    inPounds: (entity: Entity) => toPounds({ mass: massOf(entity, { unit: 'LB' }) }),
    likes: likesOf,
    label: (entity: Entity) => toLabel({ id: entity.id, sku: skuOf(entity), mass: massOf(entity, { unit: 'OZ' }) }),
  };
  const boxed = (entity: Entity, unit: string) => {
    const { colour, cover } = boxOf(entity);
    return toBoxed({ box: { colour, cover: cover === null ? null : { weight: weightOf(cover, { unit }) } } });
  };
  return {
    Query: ROOT,
    Crate: {
      ...goods,
      box: boxOf,
      neighbours: neighboursOf,
      boxed: (entity: Entity) => boxed(entity, 'KG'),
      boxedInOunces: (entity: Entity) => boxed(entity, 'OZ'),
      owner: ownerOf,
      note: (entity: Entity) => {
        const owner = ownerOf(entity);
        return toNote({ owner: owner === null ? null : { first: firstOf(owner), last: lastOf(owner) } });
      },
    },
    Sack: goods,
    Lid: { weight: weightOf },
    Sheet: { weight: weightOf },
    Person: {
      first: firstOf,
      last: lastOf,
      mood: moodOf,
      crates: (entity: Entity) => [toCrate(CRATES[numberOf(entity)] ?? 'c0')],
      greeting: (entity: Entity, given: Given) => toGreeting({ first: firstOf(entity), last: lastOf(entity) }, given),
    },
  };
})();

/** The same over five subgraphs. */
export const YARD_SUBGRAPHS: readonly SubgraphFixture[] = [
  {
    name: 'stock',
    sdl: /* GraphQL */ `
      ${OBJECTS}
      type Query {
        crates: [Crate!]!
        crate(id: ID!): Crate
        goods: [Good!]!
      }
      interface Good @key(fields: "id") {
        id: ID!
        mass(unit: Unit = KG): Int!
      }
      type Crate implements Good @key(fields: "id") {
        id: ID!
        sku: String!
        mass(unit: Unit = KG): Int!
        box: Box!
        neighbours: [Crate!]!
      }
      type Sack implements Good @key(fields: "id") {
        id: ID!
        sku: String!
        mass(unit: Unit = KG): Int!
      }
    `,
    resolvers: {
      Query: { crates: ROOT.crates, crate: ROOT.crate, goods: ROOT.goods },
      Good: { __resolveReference: ({ id }: Entity) => (id.startsWith('c') ? toCrate(id) : toSack(id)) },
      Crate: { ...crateOf, sku: skuOf, mass: massOf, box: boxOf, neighbours: neighboursOf },
      Sack: { ...sackOf, sku: skuOf, mass: massOf },
      Lid: { weight: weightOf },
      Sheet: { weight: weightOf },
    },
  },
  {
    name: 'scales',
    sdl: /* GraphQL */ `
      enum Unit {
        KG
        LB
        OZ
      }
      type Query {
        favourite: Good!
      }
      type Good @key(fields: "id") @interfaceObject {
        id: ID!
        mass(unit: Unit = KG): Int! @external
        inKilos: String! @requires(fields: "mass(unit: KG)")
        inPounds: String! @requires(fields: "mass(unit: LB)")
        likes: Int
      }
    `,
    resolvers: { Query: { favourite: () => ({ id: 's1' }) }, Good: { ...asSent, inKilos: toKilos, inPounds: toPounds, likes: likesOf } },
  },
  {
    name: 'labels',
    sdl: /* GraphQL */ `
      enum Unit {
        KG
        LB
        OZ
      }
      type Crate @key(fields: "id") {
        id: ID!
        sku: String! @external
        mass(unit: Unit = KG): Int! @external
        box: Box! @external
        label: String! @requires(fields: "sku mass(unit: OZ)")
        boxed: String! @requires(fields: "box { colour cover { weight(unit: KG) } }")
        boxedInOunces: String! @requires(fields: "box { colour cover { weight(unit: OZ) } }")
      }
      type Sack @key(fields: "id") {
        id: ID!
        sku: String! @external
        mass(unit: Unit = KG): Int! @external
        label: String! @requires(fields: "sku mass(unit: OZ)")
      }
      type Box {
        colour: String @external
        cover: Cover @external
      }
      interface Cover {
        weight(unit: Unit = KG): Int!
      }
      type Lid implements Cover {
        weight(unit: Unit = KG): Int! @external
      }
      type Sheet implements Cover {
        weight(unit: Unit = KG): Int! @external
      }
    `,
    resolvers: { Crate: { ...asSent, label: toLabel, boxed: toBoxed, boxedInOunces: toBoxed }, Sack: { ...asSent, label: toLabel } },
  },
  {
    name: 'people',
    sdl: /* GraphQL */ `
      type Query {
        people: [Person!]!
        things: [Thing]!
      }
      type Crate @key(fields: "id") {
        id: ID!
        owner: Person
      }
      type Sack @key(fields: "id", resolvable: false) {
        id: ID!
      }
      type Person @key(fields: "id") {
        id: ID!
        first: String!
        last: String
        mood: String
        crates: [Crate!]!
      }
      union Thing = Crate | Sack | Person
    `,
    resolvers: {
      Query: { people: ROOT.people, things: ROOT.things },
      Crate: { ...crateOf, owner: ownerOf },
      Person: { ...personOf, first: firstOf, last: lastOf, mood: moodOf, crates: (entity: Entity) => [toCrate(CRATES[numberOf(entity)] ?? 'c0')] },
    },
  },
  {
    name: 'letters',
    sdl: /* GraphQL */ `
      type Crate @key(fields: "id") {
        id: ID!
        owner: Person @external
        note: String @requires(fields: "owner { first last }")
      }
      type Person @key(fields: "id") {
        id: ID!
        first: String! @external
        last: String @external
        greeting(style: String): String! @requires(fields: "first last")
      }
    `,
    resolvers: { Crate: { ...asSent, note: toNote }, Person: { ...asSent, greeting: toGreeting } },
  },
];
