import { Kind, parse, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { readEventPattern } from '../../platform/event-log/event-pattern.ts';

/** What a supergraph says of keeping the value of one field, or of every field that has one type. */
export interface CacheHint {
  readonly maxAgeMs?: number;
  /** How long after `maxAgeMs` a value may still be answered while it is asked for anew. */
  readonly staleMs?: number;
  readonly isPrivate?: boolean;
  /** Takes the age of the field around it. */
  readonly inherits?: boolean;
  /** Patterns of event types after which the value is another. */
  readonly events?: readonly string[];
  /** By which it may be dropped. */
  readonly tags?: readonly string[];
}

/** Hints by `Type` and by `Type.field`. */
export interface CacheHints {
  readonly ofType: ReadonlyMap<string, CacheHint>;
  readonly ofField: ReadonlyMap<string, CacheHint>;
  /** Every pattern that occurs. */
  readonly events: readonly string[];
}

const MAX_AGE_SECONDS = 86_400;

/**
 * Reads `@cacheControl` and `@invalidatedBy`, under whatever prefix the supergraph imports them; undefined when it gives
 * nothing an age. What is malformed counts as not said.
 */
export function readCacheHints(supergraphSdl: string): CacheHints | undefined {
  if (!/@(\w+__)?cacheControl\(/.test(supergraphSdl)) return undefined;
  const ofType = new Map<string, CacheHint>();
  const ofField = new Map<string, CacheHint>();
  const events = new Set<string>();

  function read(into: Map<string, CacheHint>, key: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    const hint = readHint(directives ?? []);
    if (hint === undefined) return;
    into.set(key, hint);
    for (const pattern of hint.events ?? []) events.add(pattern);
  }

  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) read(ofType, definition.name.value, definition.directives);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    read(ofType, definition.name.value, definition.directives);
    for (const field of definition.fields ?? []) read(ofField, `${definition.name.value}.${field.name.value}`, field.directives);
  }
  const saysAge = [...ofType.values(), ...ofField.values()].some(({ maxAgeMs = 0 }) => maxAgeMs > 0);
  return saysAge ? { ofType, ofField, events: [...events] } : undefined;
}

function readHint(directives: readonly ConstDirectiveNode[]): CacheHint | undefined {
  const control = findArguments(directives, 'cacheControl');
  const invalidation = findArguments(directives, 'invalidatedBy');
  if (control === undefined && invalidation === undefined) return undefined;
  const maxAgeMs = toMs(control?.get('maxAge'));
  const staleMs = toMs(control?.get('staleWhileRevalidate'));
  const scope = control?.get('scope');
  const inherits = control?.get('inheritMaxAge');
  const events = toTexts(invalidation?.get('events')).filter(isPattern);
  const tags = toTexts(control?.get('tags'));
  return {
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(staleMs === undefined ? {} : { staleMs }),
    ...(scope === undefined ? {} : { isPrivate: scopeOf(scope) !== 'PUBLIC' }),
    ...(inherits?.kind === Kind.BOOLEAN && inherits.value ? { inherits: true } : {}),
    ...(events.length === 0 ? {} : { events }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

function findArguments(directives: readonly ConstDirectiveNode[], name: string): ReadonlyMap<string, ConstValueNode> | undefined {
  const directive = directives.find((each) => each.name.value.replace(/^\w+__/, '') === name);
  return directive === undefined ? undefined : new Map(directive.arguments?.map((argument) => [argument.name.value, argument.value]));
}

function toMs(value: ConstValueNode | undefined): number | undefined {
  if (value?.kind !== Kind.INT) return undefined;
  const seconds = Number(value.value);
  return seconds >= 0 ? Math.min(seconds, MAX_AGE_SECONDS) * 1_000 : undefined;
}

function scopeOf(value: ConstValueNode): string | undefined {
  return value.kind === Kind.ENUM || value.kind === Kind.STRING ? value.value : undefined;
}

function toTexts(value: ConstValueNode | undefined): readonly string[] {
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}

function isPattern(text: string): boolean {
  try {
    readEventPattern(text);
    return true;
  } catch {
    return false;
  }
}
