import type { OperationResult } from './operation.ts';

/** A result as JSON, `errors` first, as the specification advises. `data` that is text already goes in as it is. */
export function toResultText({ data, dataText, errors, extensions }: OperationResult): string {
  if (dataText === undefined) return JSON.stringify({ errors, data, extensions });
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${dataText}${after}}`;
}

/**
 * The same for the last who reads the result: `dataText` is taken off it. A request that waited is old to the garbage collector by the time it is
 * answered, and what its promises and frames point to is moved to the old generation with them, though all of it is dead.
 */
export function takeResultText(result: OperationResult): string {
  const text = toResultText(result);
  result.dataText = undefined;
  return text;
}
