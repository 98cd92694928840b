import { Kind, type FieldNode, type GraphQLFieldResolver, type SelectionSetNode } from 'graphql';
import type { SubgraphFixture } from '../federation/fixture-subgraph.ts';
import { isThing, type GraphData, type Thing } from './graph-data.ts';
import { canonical } from './graph-values.ts';
import type { GraphPart, ModelSubgraph, ModelType } from './graph-model.ts';

/** An object as a subgraph holds it while it answers. */
interface Held {
  readonly __typename: string;
  readonly thing: Thing;
  /** What the fields above provide of it. */
  readonly provided: readonly SelectionSetNode[];
  /** What it was asked for by. */
  readonly sent: Record<string, unknown> | undefined;
}

/** What mutations count by; each server of a graph has its own. */
export interface Turns {
  next(): number;
}

export function createTurns(): Turns {
  let turn = 0;
  return { next: () => (turn += 1) };
}

/** What a subgraph is served from. */
export interface Serving {
  readonly data: () => GraphData;
  /** As `findGone` answers. */
  readonly gone: ReadonlySet<string>;
  readonly turns: Turns;
}

/**
 * A subgraph of a random graph that answers nothing which it does not have: it fails a request for an external field that nothing
 * provides, for one that another subgraph took over, by an unknown key, or without what a field requires.
 */
export function serveGraph(part: GraphPart, model: ModelSubgraph, setting: Serving): SubgraphFixture {
  const { gone, turns } = setting;
  // They know the composed schema, which there is only when the subgraphs are served.
  const data: Pick<GraphData, 'valueOf' | 'select' | 'read' | 'thingsOf' | 'matches'> = {
    valueOf: (asking) => setting.data().valueOf(asking),
    select: (thing, selectionSet) => setting.data().select(thing, selectionSet),
    read: (sent, selectionSet, typeName) => setting.data().read(sent, selectionSet, typeName),
    thingsOf: (typeName) => setting.data().thingsOf(typeName),
    matches: (typeName, condition) => setting.data().matches(typeName, condition),
  };

  function hold(value: unknown, provided: readonly SelectionSetNode[]): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => hold(one, provided));
    return isThing(value) ? toHeld(value, provided, undefined) : value;
  }

  function toHeld(thing: Thing, provided: readonly SelectionSetNode[], sent: Held['sent']): Held {
    const own = model.types.get(thing.typeName);
    const around = [...model.types.values()].find((type) => type.isInterfaceObject && data.matches(thing.typeName, type.name));
    return { __typename: own === undefined && around !== undefined ? around.name : thing.typeName, thing, provided, sent };
  }

  function createResolver(type: ModelType, fieldName: string): GraphQLFieldResolver<Held | undefined, unknown> {
    const field = type.fields.get(fieldName);
    const isRoot = type.name === 'Query' || type.name === 'Mutation';
    const isKey = type.keys.some((key) => key.selectionSet.selections.some((one) => one.kind === Kind.FIELD && one.name.value === fieldName));
    const isForeign = field?.isExternal === true || gone.has(`${model.name} ${type.name}.${fieldName}`);
    return (held, args) => {
      if (held === undefined && !isRoot) throw new Error(`${type.name}.${fieldName} is asked of nothing`);
      const { thing, provided, sent } = held ?? { thing: { typeName: type.name, nth: 0 }, provided: [], sent: undefined };
      const given = findFields(provided, fieldName, (condition) => data.matches(thing.typeName, condition));
      if (isForeign && given.length === 0 && !isKey) throw new Error(`STRICT: ${model.name} does not have ${type.name}.${fieldName}`);
      if (field?.requires !== undefined) assertSent(thing, sent, field.requires);
      const turn = type.name === 'Mutation' ? { turn: turns.next() } : {};
      const value = data.valueOf({ thing, fieldName, args, ...turn });
      const below = given.flatMap((one) => one.selectionSet ?? []);
      return hold(value, field?.provides === undefined ? below : [...below, field.provides]);
    };
  }

  function assertSent(thing: Thing, sent: Held['sent'], requires: SelectionSetNode): void {
    if (sent === undefined) throw new Error(`STRICT: ${model.name} is not sent what is required of ${thing.typeName}`);
    const [expected, received] = [canonical(data.select(thing, requires)), canonical(data.read(sent, requires, thing.typeName))];
    if (expected !== received) throw new Error(`STRICT: ${model.name} is sent ${received} for ${expected}`);
  }

  function resolveReference(type: ModelType, sent: Record<string, unknown>): Held {
    for (const { selectionSet, isResolvable } of type.keys) {
      if (!isResolvable || !isWhole(sent, selectionSet)) continue;
      const key = canonical(data.read(sent, selectionSet, type.name));
      const thing = data.thingsOf(type.name).find((one) => canonical(data.select(one, selectionSet)) === key);
      if (thing !== undefined) return toHeld(thing, [], sent);
    }
    throw new Error(`STRICT: ${model.name} knows no ${JSON.stringify(sent)}`);
  }

  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const type of model.types.values()) {
    if (type.kind !== 'object' && type.kind !== 'interface') continue;
    const own: Record<string, unknown> = {};
    if (type.kind === 'object') for (const name of type.fields.keys()) own[name] = createResolver(type, name);
    if (type.keys.length > 0) own['__resolveReference'] = (sent: Record<string, unknown>) => resolveReference(type, sent);
    if (type.kind === 'interface') own['__resolveType'] = ({ __typename }: Held) => __typename;
    if (Object.keys(own).length > 0) resolvers[type.name] = own;
  }
  return { name: part.name, sdl: part.sdl, resolvers };
}

/** Coordinates, behind a subgraph's name, of fields that others took over for good. */
export function findGone(models: readonly ModelSubgraph[]): ReadonlySet<string> {
  return new Set(
    models.flatMap(({ types }) =>
      [...types.values()].flatMap((type) =>
        [...type.fields].flatMap(([name, { overrides }]) =>
          overrides === undefined || overrides.isProgressive ? [] : [`${overrides.from} ${type.name}.${name}`],
        ),
      ),
    ),
  );
}

/** How things are seen where there is one schema alone. */
export function createTruthResolver(data: GraphData, turns: Turns): GraphQLFieldResolver<Held | undefined, unknown> {
  function hold(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(hold);
    return isThing(value) ? { __typename: value.typeName, thing: value } : value;
  }
  return (held, args, _context, { parentType, fieldName }) => {
    const turn = parentType.name === 'Mutation' ? { turn: turns.next() } : {};
    return hold(data.valueOf({ thing: held?.thing ?? { typeName: parentType.name, nth: 0 }, fieldName, args, ...turn }));
  };
}

function isWhole(sent: unknown, { selections }: SelectionSetNode): boolean {
  if (Array.isArray(sent)) return sent.every((one: unknown) => isWhole(one, { kind: Kind.SELECTION_SET, selections }));
  if (typeof sent !== 'object' || sent === null) return false;
  const source = sent as Record<string, unknown>;
  return selections.every((one) => {
    if (one.kind !== Kind.FIELD) return true;
    const value = source[one.name.value];
    return value !== null && value !== undefined && (one.selectionSet === undefined || isWhole(value, one.selectionSet));
  });
}

function findFields(provided: readonly SelectionSetNode[], name: string, matches: (condition: string) => boolean): FieldNode[] {
  return provided.flatMap(({ selections }) =>
    selections.flatMap((one): FieldNode[] => {
      if (one.kind === Kind.FIELD) return one.name.value === name ? [one] : [];
      if (one.kind === Kind.FRAGMENT_SPREAD) return [];
      return one.typeCondition === undefined || matches(one.typeCondition.name.value) ? findFields([one.selectionSet], name, matches) : [];
    }),
  );
}
