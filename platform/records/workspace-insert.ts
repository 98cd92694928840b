import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  PrimitiveValueListNode,
  SelectionNode,
  SelectQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  type InsertQueryNode,
  type OnConflictNode,
  type OperationNode,
} from 'kysely';
import { UnconfinedQueryError } from './raw-sql.ts';

/** Adds the column `workspace` to an insert: to its rows or its select, and to the target of its ON CONFLICT. */
export function addWorkspaceToInsert(node: InsertQueryNode, workspace: string): InsertQueryNode {
  if (node.replace === true || node.orAction?.action.toLowerCase() === 'replace') throw new UnconfinedQueryError('replace may delete rows of other workspaces');
  if (node.onDuplicateKey !== undefined) throw new UnconfinedQueryError('on duplicate key names no key');
  const columns = node.columns ?? [];
  assertNotNamed(columns);
  const { onConflict, ...rest } = node;
  return {
    ...rest,
    defaultValues: false,
    columns: [...columns, ColumnNode.create('workspace')],
    values: addWorkspaceToValues(node, workspace),
    ...(onConflict === undefined ? {} : { onConflict: addWorkspaceToConflict(onConflict) }),
  };
}

function addWorkspaceToValues(node: InsertQueryNode, workspace: string): OperationNode {
  const { values } = node;
  if (node.defaultValues === true || values === undefined) return ValuesNode.create([PrimitiveValueListNode.create([workspace])]);
  if (ValuesNode.is(values)) {
    return ValuesNode.create(
      values.values.map((row) =>
        PrimitiveValueListNode.is(row)
          ? PrimitiveValueListNode.create([...row.values, workspace])
          : ValueListNode.create([...row.values, ValueNode.create(workspace)]),
      ),
    );
  }
  if (!SelectQueryNode.is(values)) throw new UnconfinedQueryError(`an insert of a ${values.kind}`);
  if (node.columns === undefined) throw new UnconfinedQueryError('an insert from a select without a list of columns');
  if (values.setOperations !== undefined && values.setOperations.length > 0) throw new UnconfinedQueryError('an insert from a union');
  if ((values.selections ?? []).some(selectsAll)) throw new UnconfinedQueryError('an insert from a select of all columns');
  return SelectQueryNode.cloneWithSelections(values, [SelectionNode.create(AliasNode.create(ValueNode.create(workspace), IdentifierNode.create('workspace')))]);
}

function selectsAll({ selection }: SelectionNode): boolean {
  return selection.kind === 'SelectAllNode' || (selection.kind === 'ReferenceNode' && 'column' in selection && isSelectAll(selection.column));
}

function isSelectAll(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'SelectAllNode';
}

function addWorkspaceToConflict(node: OnConflictNode): OnConflictNode {
  for (const { column } of node.updates ?? []) {
    if (!ColumnNode.is(column)) throw new UnconfinedQueryError(`an update of a ${column.kind}`);
    assertNotNamed([column]);
  }
  assertNotNamed(node.columns ?? []);
  if (node.columns !== undefined && node.columns.length > 0) return { ...node, columns: [ColumnNode.create('workspace'), ...node.columns] };
  if (node.doNothing === true && node.constraint === undefined && node.indexExpression === undefined) return node;
  throw new UnconfinedQueryError('on conflict must name its columns');
}

function assertNotNamed(columns: readonly ColumnNode[]): void {
  if (columns.some(({ column }) => column.name.toLowerCase() === 'workspace'))
    throw new UnconfinedQueryError('the column workspace is added by the port and cannot be named');
}
