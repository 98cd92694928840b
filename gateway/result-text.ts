import type { OperationResult } from './operation.ts';

/** A result as JSON, `errors` first, as the specification advises. `data` that is text already goes in as it is. */
export function toResultText({ data, dataText, errors, extensions }: OperationResult): string {
  if (dataText === undefined) return JSON.stringify({ errors, data, extensions });
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${dataText}${after}}`;
}
