import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs, RootOperationNode } from 'kysely';
import { UnconfinedQueryError } from './raw-sql.ts';
import { createWorkspaceTransformer, type QueryMode } from './workspace-transformer.ts';

/** A Kysely plugin that knows which queries went through it. */
export interface QueryGuard extends KyselyPlugin {
  /** True for the root of a compiled query that this very plugin transformed last; false for raw or foreign ones. */
  hasGuarded(root: RootOperationNode): boolean;
}

/**
 * Confines every query to `workspace`, so that no adapter can forget it:
 * each table that is read becomes `(select * from t where t.workspace = ?)`, which is right under outer joins too;
 * updates and deletes get the condition; inserts get the column, and so do the targets of their ON CONFLICT
 * (a unique key without `workspace` is therefore refused by the database itself). What cannot be confined is
 * refused with an UnconfinedQueryError: raw from-clauses, raw subqueries, other schemas, the store's own tables.
 */
export function createWorkspacePlugin(workspace: string, mode: QueryMode): QueryGuard {
  return createGuard({ workspace, mode });
}

/** Lets a query read all workspaces, under the same rules otherwise. For background work only. */
export function createEverywherePlugin(): QueryGuard {
  return createGuard({ workspace: undefined, mode: 'read' });
}

function createGuard(options: { workspace: string | undefined; mode: QueryMode }): QueryGuard {
  const transformer = createWorkspaceTransformer(options);
  return {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      if (!ROOTS.has(node.kind)) throw new UnconfinedQueryError(`${node.kind} is not a select, insert, update or delete`);
      return transformer.transformNode(node, queryId);
    },
    transformResult: ({ result }: PluginTransformResultArgs) => Promise.resolve(result),
    hasGuarded: (root) => transformer.hasTransformed(root),
  };
}

const ROOTS: ReadonlySet<string> = new Set(['SelectQueryNode', 'InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);
