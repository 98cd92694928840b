import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Slice } from '../domain/pipeline-store.ts';

/** A page in the form of a connection. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

type Key = readonly (string | number)[];

/** Reads a page of at most `max`; a cursor is the sort key of its row, which `keyOf` gives. */
export async function readPage<Node>(
  args: { readonly first: number; readonly after?: string | null | undefined },
  options: { max: number; read: (slice: Slice) => Promise<readonly Node[]>; keyOf: (node: Node) => Key },
): Promise<Page<Node>> {
  const { first, after } = args;
  if (first < 1 || first > options.max) throw badInput('first', `1 to ${options.max}`, first);
  const found = await options.read({ limit: first + 1, ...(typeof after === 'string' ? { after: readCursor(after) } : {}) });
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: toCursor(options.keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: typeof after === 'string',
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function toCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor(cursor: string): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === 'string' || typeof part === 'number')) return key as Key;
  } catch {
    // Not JSON: told below.
  }
  throw badInput('after', 'a cursor of an earlier page', cursor);
}
