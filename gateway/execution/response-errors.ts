import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { ResponsePath } from './result-path.ts';

/**
 * The errors of one response. A null that an error already explains, by standing at it, above it or below it,
 * needs no second one.
 */
export interface ResponseErrors {
  readonly all: readonly SubgraphError[];
  /** Adds an error at `path` unless one explains it already. */
  explain(path: ResponsePath, error: { message: string; code: string }): void;
  /** Says that a null at `path` is the doing of an error that stands elsewhere. */
  excuse(path: ResponsePath): void;
}

/** Starts from what the subgraphs reported, with paths as the client sees them. */
export function createResponseErrors(reported: readonly SubgraphError[]): ResponseErrors {
  const all = [...reported];
  /** Places of errors, and every place above one; made when the first null asks. */
  let index: { exact: Set<string>; above: Set<string> } | undefined;

  function addToIndex(path: ResponsePath, into: { exact: Set<string>; above: Set<string> }): void {
    into.exact.add(JSON.stringify(path));
    for (let length = 0; length <= path.length; length += 1) into.above.add(JSON.stringify(path.slice(0, length)));
  }

  function isExplained(path: ResponsePath, { exact, above }: { exact: Set<string>; above: Set<string> }): boolean {
    if (above.has(JSON.stringify(path))) return true;
    for (let length = 0; length < path.length; length += 1) {
      if (exact.has(JSON.stringify(path.slice(0, length)))) return true;
    }
    return false;
  }

  function openIndex(): NonNullable<typeof index> {
    if (index !== undefined) return index;
    index = { exact: new Set(), above: new Set() };
    for (const error of all) addToIndex(error.path ?? [], index);
    return index;
  }

  return {
    all,
    explain(path, { message, code }) {
      const known = openIndex();
      if (isExplained(path, known)) return;
      const copy = [...path];
      all.push({ message, path: copy, extensions: { code } });
      addToIndex(copy, known);
    },
    excuse: (path) => addToIndex(path, openIndex()),
  };
}
