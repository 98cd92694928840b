import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Freshness } from '../../platform/subgraph/freshness.ts';
import type { CacheHint, CacheHints } from './cache-hints.ts';

/** What may be done with the answer of a selection, from what it selects alone. */
export interface CachePolicy {
  /** 0: it is not kept. */
  readonly maxAgeMs: number;
  readonly staleMs: number;
  /** Kept for one principal alone. */
  readonly isPrivate: boolean;
  /** An event of such a type makes it another. */
  readonly events: readonly string[];
  /** Whether every age in it comes with such events, so that nothing but them changes it. */
  readonly isCovered: boolean;
  /** Types of which an object may be in it. */
  readonly types: readonly string[];
  /** What `@cacheControl(tags:)` says of what is selected. */
  readonly tags: readonly string[];
  /** Why it is not kept: the first field without an age, as `Type.field`. */
  readonly because: string | undefined;
}

/** A selection whose fields are judged as those of the type `root`, under the age of a field around it, where there is one. */
export interface JudgedSelection {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly selectionSet: SelectionSetNode;
  readonly root: GraphQLNamedType;
  /** The hint of what the selection is of, when that is no root. */
  readonly around?: CacheHint;
}

/**
 * The shortest age of all that is selected. A field has its own age, else that of its type; a leaf, and a field that inherits,
 * has that of the object around it. Any other without an age has none, and so has a field of the root: the answer is not kept.
 * Conditions (`@skip`, `@include`) are taken to hold.
 */
export function toCachePolicy(judged: JudgedSelection, hints: CacheHints): CachePolicy {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of judged.document.definitions) if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  const events = new Set<string>(judged.around?.events);
  const types = new Set<string>(judged.around === undefined ? [] : [judged.root.name]);
  const tags = new Set<string>(judged.around?.tags);
  const policy = {
    maxAgeMs: judged.around?.maxAgeMs ?? Number.POSITIVE_INFINITY,
    staleMs: judged.around === undefined ? Number.POSITIVE_INFINITY : (judged.around.staleMs ?? 0),
    isPrivate: judged.around?.isPrivate ?? false,
    isCovered: judged.around === undefined || judged.around.events !== undefined,
    because: undefined as string | undefined,
  };
  const seen = new Set<string>();

  function ofSet(set: SelectionSetNode, parent: GraphQLNamedType, isInside: boolean): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) ofField(selection, parent, isInside);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        ofCondition(selection.typeCondition?.name.value);
        ofSet(selection.selectionSet, typeOf(selection.typeCondition?.name.value, parent), isInside);
      } else {
        const fragment = fragments.get(selection.name.value);
        const key = `${selection.name.value} ${String(isInside)}`;
        if (fragment === undefined || seen.has(key)) continue;
        seen.add(key);
        ofCondition(fragment.typeCondition.name.value);
        ofSet(fragment.selectionSet, typeOf(fragment.typeCondition.name.value, parent), isInside);
      }
    }
  }

  // What only some of the possible objects are, the answer may be.
  function ofCondition(condition: string | undefined): void {
    const hint = condition === undefined ? undefined : hints.ofType.get(condition);
    if (hint?.isPrivate === true) policy.isPrivate = true;
    if (hint?.maxAgeMs !== undefined) policy.maxAgeMs = Math.min(policy.maxAgeMs, hint.maxAgeMs);
    for (const pattern of hint?.events ?? []) events.add(pattern);
    for (const tag of hint?.tags ?? []) tags.add(tag);
  }

  function ofPossible(type: GraphQLNamedType): void {
    if (isCompositeType(type)) types.add(type.name);
    if (!isAbstractType(type)) return;
    for (const { name } of judged.schema.getPossibleTypes(type)) {
      types.add(name);
      const hint = hints.ofType.get(name);
      if (hint?.isPrivate === true) policy.isPrivate = true;
      for (const pattern of hint?.events ?? []) events.add(pattern);
    }
  }

  function typeOf(condition: string | undefined, parent: GraphQLNamedType): GraphQLNamedType {
    return condition === undefined ? parent : (judged.schema.getType(condition) ?? parent);
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType, isInside: boolean): void {
    const name = node.name.value;
    if (name === '__typename') return;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = field === undefined ? undefined : getNamedType(field.type);
    const own = hints.ofField.get(`${parent.name}.${name}`);
    const ofType = type === undefined ? undefined : hints.ofType.get(type.name);
    const hint = { ...ofType, ...own };
    const patterns = [...(ofType?.events ?? []), ...(own?.events ?? [])];
    for (const pattern of patterns) events.add(pattern);
    for (const tag of [...(ofType?.tags ?? []), ...(own?.tags ?? [])]) tags.add(tag);
    if (hint.isPrivate === true) policy.isPrivate = true;
    if (type !== undefined) ofPossible(type);
    if (hint.maxAgeMs !== undefined) {
      policy.maxAgeMs = Math.min(policy.maxAgeMs, hint.maxAgeMs);
      policy.staleMs = Math.min(policy.staleMs, hint.staleMs ?? 0);
      if (patterns.length === 0) policy.isCovered = false;
      if (hint.maxAgeMs === 0) policy.because ??= `${parent.name}.${name}`;
    } else if (!isInside || field === undefined || (isCompositeType(type) && hint.inherits !== true)) {
      policy.maxAgeMs = 0;
      policy.because ??= `${parent.name}.${name}`;
    }
    if (node.selectionSet !== undefined && type !== undefined) ofSet(node.selectionSet, type, true);
  }

  ofSet(judged.selectionSet, judged.root, judged.around !== undefined);
  const maxAgeMs = Number.isFinite(policy.maxAgeMs) ? policy.maxAgeMs : 0;
  return {
    ...policy,
    maxAgeMs,
    staleMs: maxAgeMs === 0 ? 0 : Math.min(policy.staleMs, Number.MAX_SAFE_INTEGER),
    events: [...events],
    types: [...types],
    tags: [...tags],
  };
}

/** The policy of a whole operation. */
export function toOperationPolicy(
  operation: { readonly schema: GraphQLSchema; readonly document: DocumentNode; readonly definition: OperationDefinitionNode },
  hints: CacheHints,
): CachePolicy {
  const { schema, document, definition } = operation;
  const root = schema.getRootType(definition.operation);
  if (root === undefined || root === null) throw new Error(`the schema has no root type for a ${definition.operation}`);
  return toCachePolicy({ schema, document, selectionSet: definition.selectionSet, root }, hints);
}

/**
 * The policy for one answer, of which its subgraphs said how long it may be kept. They shorten what the supergraph says, and what is
 * shorter is never answered old; what they call private is kept only where the supergraph calls it so, too, for it is looked for
 * before it is asked for.
 */
export function narrowPolicy(policy: CachePolicy, freshness: Freshness | undefined): CachePolicy {
  if (freshness === undefined) return policy;
  const { maxAgeMs = Number.POSITIVE_INFINITY, isPrivate = false } = freshness;
  if (isPrivate && !policy.isPrivate) return { ...policy, maxAgeMs: 0, staleMs: 0, because: "a subgraph's Cache-Control: private" };
  if (maxAgeMs >= policy.maxAgeMs) return policy;
  return { ...policy, maxAgeMs, staleMs: 0, because: maxAgeMs === 0 ? "a subgraph's Cache-Control" : policy.because };
}
