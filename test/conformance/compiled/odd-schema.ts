import {
  buildSchema,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isListType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { createRandom, type Random } from '../differential/random.ts';

const SDL = `
  scalar Odd
  enum Rank { LOW HIGH }
  input Where { ids: [ID!] = ["p1"], rank: Rank = LOW, inner: Inner }
  input Inner { text: String = "x", odd: Odd }
  type Query {
    one(id: ID!): Thing
    all(where: Where, first: Int = 2): [Thing!]
    any: [Any]
    named: Named!
    box: Box
    grid: [[Int!]!]
    rank(in: Rank = HIGH): Rank!
    node(odd: Odd): Node
  }
  interface Named { name: String! box: Box }
  interface Node implements Named { id: ID! name: String! box: Box }
  type Thing implements Node & Named { id: ID! name: String! price: Float count: Int! on: Boolean odd: Odd box: Box! friends(first: Int): [Thing] ranks: [Rank!]! }
  type Other implements Named { name: String! box: Box any: Any! odds: [Odd!] }
  type Box { width: Int height: Int! label(upper: Boolean = false): String inner: Box things: [Named!]! }
  union Any = Thing | Other | Box
`;

/** What else than a value may come of a field, and whether promises may. */
export interface Oddity {
  readonly withPromises: boolean;
}

/**
 * A schema of every kind of type over a world in which anything may go wrong anywhere: nulls, errors thrown and returned, promises that
 * come or fail, methods, wrong shapes, wrong types. All follows from where a value stands, so that executing twice meets the same.
 */
export function createOddSchema(oddity: Oddity): GraphQLSchema {
  // graphql-js leaves promises of a list behind when another of its items fails at once: there, no item is required.
  const schema = buildSchema(oddity.withPromises ? SDL.replaceAll('!]', ']') : SDL);
  const odd = schema.getType('Odd') as GraphQLScalarType;
  odd.serialize = (value) => {
    if (value === 'throws') throw new Error('Odd cannot be that');
    return value === 'nothing' ? undefined : { odd: value };
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isInterfaceType(type)) type.resolveType = (value: unknown, _context, info) => resolveOddType(value, info.schema.getPossibleTypes(type), oddity);
    if (isEnumType(type)) for (const value of type.getValues()) value.value = value.name;
    if (!isObjectType(type)) continue;
    if (type.name === 'Box' || type.name === 'Other') {
      type.isTypeOf = (value: unknown) => {
        const isOfType = (value as { kind?: string }).kind === type.name;
        return oddity.withPromises && type.name === 'Other' ? Promise.resolve(isOfType) : isOfType;
      };
    } else if (type.name === 'Thing') {
      type.isTypeOf = (value: unknown) => (value as { kind?: string }).kind === 'Thing';
    }
    for (const [name, field] of Object.entries(type.getFields())) {
      // Some are read from the object, the rest resolved.
      if (name.length % 2 === 0 && type.name !== 'Query') continue;
      field.resolve = (source: unknown, args: unknown) =>
        makeValue(field.type, { seed: hash(`${seedOf(source)}.${name}${JSON.stringify(args)}`), schema, oddity, mayThrow: true });
    }
  }
  return schema;
}

interface Making {
  readonly seed: number;
  readonly schema: GraphQLSchema;
  readonly oddity: Oddity;
  readonly mayThrow: boolean;
}

function makeValue(type: GraphQLOutputType, making: Making): unknown {
  const random = createRandom(making.seed);
  if (making.mayThrow && random.chance(0.04)) throw new Error(`thrown ${making.seed}`);
  if (making.oddity.withPromises && random.chance(0.25)) {
    const wait = random.chance(0.5) ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
    const promise = wait.then(() => (random.chance(0.08) ? Promise.reject(new Error(`rejected ${making.seed}`)) : makeSettled(type, making, random)));
    // A property that was read and then not needed is nobody's failure.
    promise.catch(() => undefined);
    return promise;
  }
  return makeSettled(type, making, random);
}

function makeSettled(type: GraphQLOutputType, making: Making, random: Random): unknown {
  if (random.chance(0.07)) return random.chance(0.5) ? null : undefined;
  if (random.chance(0.03)) return new Error(`returned ${making.seed}`);
  if (random.chance(0.02)) return random.pick<unknown>(['text', 7, true, [], Number.NaN, 2 ** 40]);
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.from({ length: random.below(4) }, (_, index) =>
      makeValue(nullable.ofType, { ...making, seed: hash(`${making.seed}[${index}`), mayThrow: false }),
    );
    return random.chance(0.2) ? new Set(items) : items;
  }
  if (isObjectType(nullable)) return makeObject(nullable, making);
  if (isInterfaceType(nullable) || isUnionType(nullable)) return makeObject(random.pick([...making.schema.getPossibleTypes(nullable)]), making);
  if (isEnumType(nullable)) return random.pick(['LOW', 'HIGH', 'LOW', 'HIGH', 'NONE']);
  if (!isScalarType(nullable)) throw new Error(`what is ${String(type)}?`);
  switch (nullable.name) {
    case 'Int':
      return random.pick<unknown>([0, 1, -5, true, '12', 1.5]);
    case 'Float':
      return random.pick<unknown>([0, 1.5, -0, '2.5', Number.POSITIVE_INFINITY]);
    case 'Boolean':
      return random.pick<unknown>([true, false, 1, 'yes']);
    case 'Odd':
      return random.pick(['throws', 'nothing', 'fine', 'fine']);
    default:
      return random.pick<unknown>(['text', '', 5, true, { toString: () => 'an object' }, { valueOf: () => 'a value' }]);
  }
}

/** An object whose properties are made when they are read, some of them as methods. */
function makeObject(type: GraphQLObjectType, making: Making): object {
  const object = { seed: making.seed, kind: type.name };
  for (const [name, field] of Object.entries(type.getFields())) {
    const seed = hash(`${making.seed}.${name}`);
    // Read again it is the same: what is compiled may read a property more than once.
    let made: { value: unknown } | undefined;
    const make = () => (made ??= { value: makeValue(field.type, { ...making, seed, mayThrow: true }) }).value;
    if (seed % 5 === 0) Object.defineProperty(object, name, { value: (args: unknown) => (JSON.stringify(args).length > 90 ? null : make()) });
    else Object.defineProperty(object, name, { get: make, enumerable: true });
  }
  return object;
}

function resolveOddType(value: unknown, possible: readonly GraphQLObjectType[], oddity: Oddity): never {
  const kind = (value as { kind?: string }).kind ?? possible[0]?.name;
  const seed = seedOf(value);
  const name = seed % 23 === 0 ? 'Nonsense' : seed % 29 === 0 ? undefined : seed % 31 === 0 ? 'Rank' : seed % 37 === 0 ? 'Query' : kind;
  if (seed % 41 === 0) throw new Error('no type');
  return (oddity.withPromises && seed % 3 === 0 ? Promise.resolve(name) : name) as never;
}

function seedOf(value: unknown): number {
  return (value as { seed?: number } | null | undefined)?.seed ?? 1;
}

function hash(text: string): number {
  let state = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 16_777_619);
  return state >>> 0;
}
