import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  IdentifierNode,
  OperatorNode,
  ParensNode,
  ReferenceNode,
  TableNode,
  ValueNode,
  WhereNode,
  type OperationNode,
} from 'kysely';
import { UnconfinedQueryError } from './raw-sql.ts';

/** `name.workspace = ?`. */
export function toWorkspaceCondition(name: string, workspace: string): OperationNode {
  const column = ReferenceNode.create(ColumnNode.create('workspace'), TableNode.create(name));
  return BinaryOperationNode.create(column, OperatorNode.create('='), ValueNode.create(workspace));
}

/** The condition and whatever stood there before. */
export function withCondition(where: WhereNode | undefined, condition: OperationNode): WhereNode {
  return WhereNode.create(where === undefined ? condition : AndNode.create(condition, ParensNode.create(where.where)));
}

/** The name by which a table that is read or written is called in its query. Refuses what is not one of the adapter's own tables. */
export function readTargetName(target: OperationNode | undefined): string {
  if (target !== undefined && AliasNode.is(target)) {
    readTargetName(target.node);
    if (!IdentifierNode.is(target.alias)) throw new UnconfinedQueryError('a table with a raw alias');
    return target.alias.name;
  }
  if (target === undefined || !TableNode.is(target)) throw new UnconfinedQueryError(`${target?.kind ?? 'nothing'} is not a table`);
  const { identifier, schema } = target.table;
  if (schema !== undefined) throw new UnconfinedQueryError(`the table ${schema.name}.${identifier.name} names a schema`);
  if (/^(aw_|sqlite_|pg_)/i.test(identifier.name)) throw new UnconfinedQueryError(`${identifier.name} belongs to the store itself`);
  return identifier.name;
}
