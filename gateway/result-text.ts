import type { OperationResult } from './operation.ts';

/** A result as JSON, `errors` first, as the specification advises. `data` that is text already goes in as it is. */
export function toResultText(result: OperationResult): string {
  return toResultTexts(result).join('');
}

/** The same in pieces, one after the other: data that is text already is large, and none the better for a copy. */
function toResultTexts({ data, dataText, errors, extensions }: OperationResult): readonly string[] {
  if (dataText === undefined) return [JSON.stringify({ errors, data, extensions })];
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return [`{${before}"data":`, dataText, `${after}}`];
}

/**
 * The pieces for the last who reads the result: `dataText` is taken off it. A request that waited is old to the garbage collector by the time it is
 * answered, and what its promises and frames point to is moved to the old generation with them, though all of it is dead.
 */
export function takeResultTexts(result: OperationResult): readonly string[] {
  const texts = toResultTexts(result);
  result.dataText = undefined;
  return texts;
}
