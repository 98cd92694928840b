import { createHash } from 'node:crypto';
import { Kind, parse, print, type DocumentNode, type FieldNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { CacheHints } from './cache-hints.ts';
import { toCachePolicy, type CachePolicy } from './cache-policy.ts';

/** What one fetch asks of entities: they come in lists, each under a name of its own and from a variable of its own. */
export interface EntityQuery {
  readonly lists: readonly EntityList[];
  /** Every pattern of events that its policies have. */
  readonly events: readonly string[];
}

/** One `_entities` field of a query to a subgraph. */
export interface EntityList {
  readonly alias: string;
  readonly variableName: string;
  /** What may be done with an entity, by the type of its representation; without one it is not kept. */
  readonly policies: ReadonlyMap<string, CachePolicy>;
  /** Stands for what is selected. */
  readonly hash: string;
}

/** Undefined for a query that asks for anything but entities, and for one of whose entities none may be kept. */
export function readEntityQuery(query: string, judging: { schema: GraphQLSchema; hints: CacheHints }): EntityQuery | undefined {
  const document = parse(query, { noLocation: true });
  const definition = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (definition?.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'query') return undefined;
  const lists: EntityList[] = [];
  for (const selection of definition.selectionSet.selections) {
    const list = selection.kind === Kind.FIELD ? readList(selection, document, judging) : undefined;
    if (list === undefined) return undefined;
    lists.push(list);
  }
  if (lists.every(({ policies }) => policies.size === 0)) return undefined;
  return { lists, events: [...new Set(lists.flatMap(({ policies }) => [...policies.values()].flatMap(({ events }) => events)))] };
}

function readList(field: FieldNode, document: DocumentNode, judging: { schema: GraphQLSchema; hints: CacheHints }): EntityList | undefined {
  const variable = field.arguments?.find(({ name }) => name.value === 'representations')?.value;
  if (field.name.value !== '_entities' || variable?.kind !== Kind.VARIABLE || field.selectionSet === undefined) return undefined;
  if ((field.directives ?? []).length > 0) return undefined;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const text = [field.selectionSet, ...fragments].map(print).join('\n');
  return {
    alias: (field.alias ?? field.name).value,
    variableName: variable.name.value,
    policies: readPolicies(field.selectionSet, document, judging),
    hash: createHash('sha256').update(text).digest('base64url').slice(0, 22),
  };
}

/** By type; none when the selection is more than one fragment for each type of object. */
function readPolicies(set: SelectionSetNode, document: DocumentNode, { schema, hints }: { schema: GraphQLSchema; hints: CacheHints }) {
  const policies = new Map<string, CachePolicy>();
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD && selection.name.value === '__typename') continue;
    const name = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
    const root = name === undefined ? undefined : schema.getType(name);
    const isPlain = selection.kind === Kind.INLINE_FRAGMENT && (selection.directives ?? []).length === 0;
    if (name === undefined || !root || !isPlain || policies.has(name)) return new Map<string, CachePolicy>();
    const around = hints.ofType.get(name);
    if (around?.maxAgeMs === undefined) continue;
    const policy = toCachePolicy({ schema, document, selectionSet: selection.selectionSet, root, around }, hints);
    // An entity is asked for anew when it is old: answers as a whole have their own time of grace.
    if (policy.maxAgeMs > 0) policies.set(name, { ...policy, staleMs: 0 });
  }
  return policies;
}
