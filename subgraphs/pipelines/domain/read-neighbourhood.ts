import { badInput } from '../../../platform/errors/coded-error.ts';
import type { GraphStore, Neighbourhood } from '../../../platform/graph/graph-store.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { given } from './given.ts';

/** How far from a node, and which way, a caller wants to look. */
export interface AroundNode {
  readonly depth: number;
  readonly direction: 'OUT' | 'IN' | 'BOTH';
  readonly types?: readonly string[] | null | undefined;
  readonly first: number;
}

const DIRECTIONS = { OUT: 'out', IN: 'in', BOTH: 'both' } as const;

/** What lies around a node, or undefined when there is none; BAD_USER_INPUT names the argument that cannot be. */
export function readNeighbourhood(scope: Scope, id: string, around: AroundNode & { store: GraphStore }): Promise<Neighbourhood | undefined> {
  const { depth, direction, types, first, store } = around;
  if (depth < 1 || depth > 6) throw badInput('depth', '1 to 6', depth);
  if (first < 1 || first > 1_000) throw badInput('first', '1 to 1000', first);
  return store.neighbourhood(scope, id, { depth, direction: DIRECTIONS[direction], limit: first, ...given('types', types, (names) => names) });
}
