import type { Random } from '../differential/random.ts';

/** A field that some subgraph is to have. */
export interface UniverseField {
  readonly name: string;
  /** As SDL writes it. */
  readonly type: string;
  /** With its parentheses; empty for none. */
  readonly args: string;
  /** True for one that keys are made of: whoever has the type may have it. */
  readonly isKeyed: boolean;
}

export interface UniverseType {
  readonly name: string;
  /** Field sets; none for a type without identity. */
  readonly keys: readonly string[];
  readonly fields: UniverseField[];
  readonly interfaces: readonly string[];
}

export interface UniverseInterface {
  readonly name: string;
  readonly fields: readonly UniverseField[];
  readonly members: readonly string[];
  /** True where all members share the key `id`, and so may the interface. */
  readonly isEntity: boolean;
}

/** All that a random graph speaks of. */
export interface Universe {
  readonly types: readonly UniverseType[];
  readonly interfaces: readonly UniverseInterface[];
  readonly unions: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly enums: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Input objects by name, with their fields as SDL; the first must be there, others may be left out. */
  readonly inputs: readonly { readonly name: string; readonly fields: readonly string[] }[];
}

const KEYS: readonly (readonly string[])[] = [
  ['id'],
  ['id'],
  ['id', 'sku'],
  ['id', 'upc'],
  ['id', 'sku', 'upc'],
  ['id region'],
  ['id', 'sku region'],
  ['id', 'sku org { code }'],
  ['id org { code }', 'sku'],
];
const KEY_FIELDS: Readonly<Record<string, string>> = { id: 'ID!', sku: 'String!', upc: 'Int!', region: 'String!', org: 'Org!' };
const LEAVES = ['String', 'String', 'String!', 'Int', 'Int!', 'Boolean!', 'Float', 'ID', '[String!]', '[Int]!', 'Color', 'Color!', 'Json'];
const ARGS = ['', '', '', '', '(x: Int)', '(x: Int = 3, y: String)', '(e: Size)', '(in: Filter)', '(xs: [Int!], in: Filter!)'];
/** Types with a name of their own each. Fields of unlike types share names now and then. */
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'name', 'price', 'title'];

export function drawUniverse(random: Random): Universe {
  const entities = Array.from({ length: 2 + random.below(3) }, (_, index) => `E${index}`);
  const values = Array.from({ length: 1 + random.below(3) }, (_, index) => `V${index}`);
  const all = [...entities, ...values];
  const keysOf = new Map(entities.map((name) => [name, random.pick(KEYS)]));
  const interfaces = Array.from({ length: random.below(3) }, (_, index) => drawInterface(index, { random, entities, all, keysOf }));
  const unions = Array.from({ length: random.below(2) }, (_, index) => ({ name: `U${index}`, members: some(all, 2, random) }));
  const composites = [...all, ...interfaces.map(({ name }) => name), ...unions.map(({ name }) => name)];
  const types = all.map((name): UniverseType => {
    const keys = keysOf.get(name) ?? [];
    const around = interfaces.filter(({ members }) => members.includes(name));
    const fields = new Map(around.flatMap((one) => one.fields.map((field) => [field.name, field] as const)));
    for (const key of new Set(keys.join(' ').match(/\b(?:id|sku|upc|region|org)\b/g) ?? [])) {
      fields.set(key, { name: key, type: KEY_FIELDS[key] ?? 'ID!', args: '', isKeyed: true });
    }
    for (const field of drawFields(2 + random.below(4), composites, random)) if (!fields.has(field.name)) fields.set(field.name, field);
    return { name, keys, fields: [...fields.values()], interfaces: around.map((one) => one.name) };
  });
  const org: UniverseType = { name: 'Org', keys: [], interfaces: [], fields: [{ name: 'code', type: 'String!', args: '', isKeyed: false }] };
  return {
    types: [...types, org],
    interfaces,
    unions,
    enums: [
      { name: 'Color', values: ['RED', 'GREEN', 'BLUE'] },
      { name: 'Size', values: ['S', 'M', 'L'] },
    ],
    inputs: [{ name: 'Filter', fields: ['x: Int!', 'y: [String]', 'z: Size', 'deep: Filter'] }],
  };
}

interface Drawing {
  readonly random: Random;
  readonly entities: readonly string[];
  readonly all: readonly string[];
  readonly keysOf: ReadonlyMap<string, readonly string[]>;
}

function drawInterface(index: number, { random, entities, all, keysOf }: Drawing): UniverseInterface {
  const withId = entities.filter((name) => keysOf.get(name)?.includes('id') === true);
  const isEntity = withId.length > 1 && random.chance(0.5);
  const members = some(isEntity ? withId : all, 2, random);
  const fields = drawFields(1 + random.below(3), [], random).map((field) => ({ ...field, name: `i${index}${field.name}` }));
  if (random.chance(0.5)) fields.push({ name: `i${index}to`, type: random.pick(all), args: '', isKeyed: false });
  return { name: `I${index}`, fields, members, isEntity };
}

function drawFields(count: number, composites: readonly string[], random: Random): UniverseField[] {
  const names = some(NAMES, count, random);
  return names.map((name) => {
    const isComposite = composites.length > 0 && random.chance(0.4);
    const target = isComposite ? random.pick(composites) : '';
    const type = isComposite ? random.pick([target, target, `${target}!`, `[${target}]`, `[${target}!]!`, `[[${target}!]]`]) : random.pick(LEAVES);
    return { name, type, args: random.pick(ARGS), isKeyed: false };
  });
}

/** Some of the items, in their order: at least as many as said, where there are. */
export function some<Item>(items: readonly Item[], least: number, random: Random): Item[] {
  const chosen = new Set(items.filter(() => random.chance(0.4)));
  const rest = items.filter((item) => !chosen.has(item));
  while (chosen.size < least && rest.length > 0) chosen.add(rest.splice(random.below(rest.length), 1)[0] as Item);
  return items.filter((item) => chosen.has(item));
}
