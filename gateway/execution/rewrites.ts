import { isDataObject, readKey, writeKey, type DataObject } from './own-property.ts';
import type { Rewrite } from './query-plan.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

const CONDITION = '... on ';

/**
 * Applies a planner's rewrites to a representation or an answer, in place and in order. An object without
 * `__typename` passes every type condition: the planner asks for it wherever the type is in doubt.
 */
export function applyRewrites(value: unknown, rewrites: readonly Rewrite[], matchesType: MatchesType): void {
  for (const rewrite of rewrites) rewriteAt(value, 0, { rewrite, matchesType });
}

function rewriteAt(value: unknown, depth: number, options: { rewrite: Rewrite; matchesType: MatchesType }): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, depth, options);
    return;
  }
  if (!isDataObject(value)) return;
  const { path } = options.rewrite;
  const step = path[depth];
  if (step === undefined) return;
  if (step.startsWith(CONDITION)) {
    const typeName = typeNameOf(value);
    if (typeName === undefined || options.matchesType(typeName, step.slice(CONDITION.length))) rewriteAt(value, depth + 1, options);
  } else if (depth < path.length - 1) {
    rewriteAt(readKey(value, step), depth + 1, options);
  } else {
    rewriteKey(value, step, options.rewrite);
  }
}

function rewriteKey(object: DataObject, key: string, rewrite: Rewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    writeKey(object, key, rewrite.setValueTo);
  } else if (Object.hasOwn(object, key)) {
    const value = object[key];
    delete object[key];
    writeKey(object, rewrite.renameKeyTo, value);
  }
}
