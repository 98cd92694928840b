import { getArgumentValues } from 'graphql/execution/values.js';
import {
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { canonical, join, map, nameOf, sorted, toDigest } from './graph-values.ts';
import { findKept } from './kept-fields.ts';
import type { ModelSubgraph } from './graph-model.ts';

/** An object of a random graph: all subgraphs agree on what its fields have. */
export interface Thing {
  readonly typeName: string;
  readonly nth: number;
}

/** One asking of a field. */
export interface Asking {
  readonly thing: Thing;
  readonly fieldName: string;
  readonly args: Record<string, unknown>;
  /** What a mutation's field finds that others did before. */
  readonly turn?: number;
}

/** Values of every field of every object, drawn from a seed and names alone: a graph that loses a field keeps the values of the rest. */
export interface GraphData {
  /** A leaf, a thing, null, or a list of them. Throws a GraphQLError where the field fails. */
  valueOf(asking: Asking): unknown;
  /** What a selection of keys or requirements has of a thing, `__typename` left out. */
  select(thing: Thing, selectionSet: SelectionSetNode): Record<string, unknown>;
  /** The same, read from what a gateway sent. Throws where something is missing. */
  read(sent: unknown, selectionSet: SelectionSetNode, typeName: string): unknown;
  /** All things that a type of a subgraph can stand for. */
  thingsOf(typeName: string): readonly Thing[];
  matches(typeName: string, condition: string): boolean;
}

export interface GraphDataOptions {
  readonly seed: number;
  readonly fullSchema: GraphQLSchema;
  readonly apiSchema: GraphQLSchema;
  /** True where fields may fail. */
  readonly fails: boolean;
}

const THINGS = 3;

/** Throws an ImpossibleGraphError later, where no value can be right for all subgraphs. */
export function createGraphData(subgraphs: readonly ModelSubgraph[], options: GraphDataOptions): GraphData {
  const { seed, fullSchema, apiSchema } = options;
  const kept = findKept(subgraphs, fullSchema);
  const fields = new Map<string, FieldFacts>();

  function factsOf(typeName: string, fieldName: string): FieldFacts {
    const coordinate = `${typeName}.${fieldName}`;
    const facts = fields.get(coordinate) ?? findFacts(typeName, fieldName);
    fields.set(coordinate, facts);
    return facts;
  }

  function findFacts(typeName: string, fieldName: string): FieldFacts {
    const type = fullSchema.getType(typeName);
    const around = isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [];
    const defined = subgraphs.flatMap((subgraph) =>
      [typeName, ...around].flatMap((name) => {
        const one = subgraph.types.get(name);
        const field = name === typeName || one?.isInterfaceObject === true ? one?.fields.get(fieldName) : undefined;
        return field === undefined ? [] : [{ subgraph, field }];
      }),
    );
    const gone = defined.flatMap(({ field }) => (field.overrides === undefined || field.overrides.isProgressive ? [] : [field.overrides.from]));
    const active = defined.filter(({ subgraph }) => !gone.includes(subgraph.name));
    const types = defined.map(({ field }) => field.node.type);
    const candidates = defined.map(({ subgraph, field }) => new Set(possibleTypes(subgraph, nameOf(field.node.type))));
    const enums = defined.flatMap(({ subgraph, field }) => {
      const one = subgraph.types.get(nameOf(field.node.type));
      return one?.kind === 'enum' ? [new Set(one.values)] : [];
    });
    const all = new Set(types.map(String));
    return {
      types,
      objects: [...candidates.reduce((some, others) => some.intersection(others))].filter((name) => apiSchema.getType(name) !== undefined),
      values: enums.length === 0 ? undefined : [...enums.reduce((some, others) => some.intersection(others))],
      requires: active.flatMap(({ field }) => field.requires ?? [])[0],
      keyed: around.concat(typeName).some((name) => kept.unique.has(`${name}.${fieldName}`)),
      isKey: around.concat(typeName).some((name) => kept.keys.has(`${name}.${fieldName}`)),
      mayFail: options.fails && all.size > 0 && !around.concat(typeName).some((name) => kept.all.has(`${name}.${fieldName}`)),
      field: apiField(typeName, fieldName),
    };
  }

  function possibleTypes(subgraph: ModelSubgraph, name: string): readonly string[] {
    const own = subgraph.types.get(name);
    if (own?.kind === 'union') return own.members;
    if (own?.kind === 'interface')
      return [...subgraph.types.values()].filter((one) => one.kind === 'object' && one.interfaces.has(name)).map((one) => one.name);
    const type = fullSchema.getType(name);
    return isAbstractType(type) ? fullSchema.getPossibleTypes(type).map((one) => one.name) : isObjectType(type) ? [name] : [];
  }

  function apiField(typeName: string, fieldName: string): GraphQLField<unknown, unknown> | undefined {
    for (const type of [apiSchema.getType(typeName), fullSchema.getType(typeName)]) {
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
      if (field !== undefined) return field;
    }
    return undefined;
  }

  function valueOf({ thing, fieldName, args, turn }: Asking): unknown {
    const facts = factsOf(thing.typeName, fieldName);
    const known = Object.fromEntries(Object.entries(args).filter(([name]) => facts.field?.args.some((one) => one.name === name) === true));
    const required = facts.requires === undefined ? '' : JSON.stringify(select(thing, facts.requires));
    const text = [seed, thing.typeName, thing.nth, fieldName, canonical(known), required, turn ?? ''].join('|');
    const name = facts.types[0] === undefined ? '' : nameOf(facts.types[0]);
    if (facts.keyed) {
      const number = (toDigest(`${thing.typeName}.${fieldName}`) % 9_000) * 10 + thing.nth;
      return name === 'Int' ? number : `${fieldName}-${thing.typeName}-${thing.nth}`;
    }
    if (facts.mayFail && toDigest(`fails|${text}`) % 12 === 0) throw new GraphQLError(`${thing.typeName}.${fieldName} fails`);
    return draw(facts.types, text, { facts, name });
  }

  function draw(types: readonly TypeNode[], text: string, of: { facts: FieldFacts; name: string }): unknown {
    const isMust = types.some(({ kind }) => kind === Kind.NON_NULL_TYPE) || of.facts.isKey;
    const digest = toDigest(text);
    if (!isMust && digest % 7 === 0) return null;
    const bare = types.map((one) => (one.kind === Kind.NON_NULL_TYPE ? one.type : one));
    const items = bare.flatMap((one) => (one.kind === Kind.LIST_TYPE ? [one.type] : []));
    if (items.length > 0) return Array.from({ length: (digest >>> 4) % 4 }, (_, index) => draw(items, `${text}|${index}`, of));
    return drawNamed(digest, text, { ...of, isMust });
  }

  function drawNamed(digest: number, text: string, { facts, name, isMust }: { facts: FieldFacts; name: string; isMust: boolean }): unknown {
    const { objects, values } = facts;
    switch (name) {
      case 'Int':
        return digest % 1_000;
      case 'Float':
        return (digest % 1_000) / 8;
      case 'Boolean':
        return digest % 2 === 0;
      case 'ID':
      case 'String':
        return `${text.split('|')[3] ?? ''} ${digest.toString(36)}`;
      case 'Json':
        return digest % 2 === 0 ? { __typename: 'x', a: [digest, null] } : [digest, { id: 'none' }];
    }
    if (values !== undefined && values.length > 0) return values[digest % values.length];
    const typeName = objects[(digest >>> 8) % Math.max(objects.length, 1)];
    if (typeName !== undefined) return { typeName, nth: (digest >>> 3) % THINGS } satisfies Thing;
    if (isMust) throw new ImpossibleGraphError(`${IMPOSSIBLE} ${name}`);
    return null;
  }

  function select(thing: Thing, selectionSet: SelectionSetNode): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const field of fieldsFor(thing.typeName, selectionSet)) {
      const value = valueOf({ thing, fieldName: field.name.value, args: argumentsOf(thing.typeName, field) });
      const name = field.name.value;
      found[name] = join(
        found[name],
        map(value, (one) => (isThing(one) && field.selectionSet !== undefined ? select(one, field.selectionSet) : one)),
      );
    }
    return sorted(found);
  }

  function argumentsOf(typeName: string, field: FieldNode): Record<string, unknown> {
    const definition = apiField(typeName, field.name.value);
    return definition === undefined ? {} : getArgumentValues(definition, field);
  }

  function read(sent: unknown, selectionSet: SelectionSetNode, typeName: string): unknown {
    if (typeof sent !== 'object' || sent === null) throw new Error(`an object of type ${typeName} is expected, not ${JSON.stringify(sent)}`);
    const source = sent as Record<string, unknown>;
    const found: Record<string, unknown> = {};
    const concrete = typeof source['__typename'] === 'string' && isObjectType(fullSchema.getType(source['__typename'])) ? source['__typename'] : typeName;
    for (const field of fieldsFor(concrete, selectionSet)) {
      const name = field.name.value;
      if (!Object.hasOwn(source, name)) throw new Error(`${name} is not sent for ${typeName}: ${JSON.stringify(sent)}`);
      const below = nameOfField(concrete, name);
      const inner = map(source[name], (one) => (one !== null && field.selectionSet !== undefined ? read(one, field.selectionSet, below) : one));
      found[name] = join(found[name], inner);
    }
    return sorted(found);
  }

  function nameOfField(typeName: string, fieldName: string): string {
    const type = fullSchema.getType(typeName);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
    return field === undefined ? '' : String(field.type).replaceAll(/[[\]!]/g, '');
  }

  function fieldsFor(typeName: string, { selections }: SelectionSetNode): FieldNode[] {
    return selections.flatMap((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === '__typename' ? [] : [one];
      if (one.kind === Kind.FRAGMENT_SPREAD) return [];
      return one.typeCondition === undefined || matches(typeName, one.typeCondition.name.value) ? fieldsFor(typeName, one.selectionSet) : [];
    });
  }

  function matches(typeName: string, condition: string): boolean {
    const [type, other] = [fullSchema.getType(typeName), fullSchema.getType(condition)];
    return typeName === condition || (isAbstractType(other) && isObjectType(type) && fullSchema.isSubType(other, type));
  }

  return {
    valueOf,
    select,
    read,
    matches,
    thingsOf(typeName) {
      const type = fullSchema.getType(typeName);
      const names = isAbstractType(type) ? fullSchema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
      return names.flatMap((name) => Array.from({ length: THINGS }, (_, nth) => ({ typeName: name, nth })));
    },
  };
}

interface FieldFacts {
  /** As each subgraph that has it declares it. */
  readonly types: readonly TypeNode[];
  /** Names of object types that each of them can answer. */
  readonly objects: readonly string[];
  readonly values: readonly string[] | undefined;
  readonly requires: SelectionSetNode | undefined;
  readonly keyed: boolean;
  readonly isKey: boolean;
  readonly mayFail: boolean;
  readonly field: GraphQLField<unknown, unknown> | undefined;
}

/** How the message of an ImpossibleGraphError begins. */
export const IMPOSSIBLE = 'no value is right in all subgraphs:';

/** A graph that composes, though no data fits it. */
export class ImpossibleGraphError extends Error {}

/** True for an object of the graph, as `valueOf` answers it. */
export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'nth' in value;
}
