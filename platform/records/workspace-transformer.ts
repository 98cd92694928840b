import {
  AliasNode,
  ColumnNode,
  FromNode,
  IdentifierNode,
  OperationNodeTransformer,
  SelectAllNode,
  SelectionNode,
  SelectQueryNode,
  TableNode,
  WhereNode,
  type AggregateFunctionNode,
  type CommonTableExpressionNode,
  type DeleteQueryNode,
  type FunctionNode,
  type InsertQueryNode,
  type JoinNode,
  type MergeQueryNode,
  type OperationNode,
  type QueryId,
  type RawNode,
  type UpdateQueryNode,
  type UsingNode,
  type WithNode,
} from 'kysely';
import { assertFunctionName, assertPlainExpression, UnconfinedQueryError } from './raw-sql.ts';
import { addWorkspaceToInsert } from './workspace-insert.ts';
import { readTargetName, toWorkspaceCondition, withCondition } from './workspace-condition.ts';

/** What a query may do: `read` refuses every statement that writes, at any depth. */
export type QueryMode = 'read' | 'write';

/** Functions that may stand where a table does: they see only their arguments. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  'json_each',
  'json_tree',
  'generate_series',
  'unnest',
  'json_array_elements',
  'json_array_elements_text',
  'jsonb_array_elements',
  'jsonb_array_elements_text',
  'jsonb_each',
  'jsonb_each_text',
]);

/** The tree walk behind `workspace-plugin.ts`; `workspace` undefined leaves tables unconfined but keeps every refusal. */
export function createWorkspaceTransformer(options: { workspace: string | undefined; mode: QueryMode }): WorkspaceTransformer {
  return new WorkspaceTransformer(options.workspace, options.mode);
}

class WorkspaceTransformer extends OperationNodeTransformer {
  readonly #workspace: string | undefined;
  readonly #mode: QueryMode;
  /** What has been through here: a subquery built from the same builder arrives transformed already. */
  readonly #done = new WeakSet<OperationNode>();
  /** The names of the WITH clauses around the node at hand, innermost last. */
  readonly #expressionNames: Set<string>[] = [];

  constructor(workspace: string | undefined, mode: QueryMode) {
    super();
    this.#workspace = workspace;
    this.#mode = mode;
  }

  hasTransformed(node: OperationNode): boolean {
    return this.#done.has(node);
  }

  protected override transformNodeImpl<T extends OperationNode>(node: T, queryId?: QueryId): T {
    if (this.#done.has(node)) return node;
    const out = hasWith(node) ? this.#inWith(node.with, () => super.transformNodeImpl(node, queryId)) : super.transformNodeImpl(node, queryId);
    if (QUERIES.has(node.kind)) this.#done.add(out);
    return out;
  }

  /** Its names stand for their expressions in the whole query; a name is real only where both engines see it so. */
  #inWith<T>(node: WithNode, transform: () => T): T {
    this.#expressionNames.push(new Set(node.expressions.map(readExpressionName)));
    try {
      return transform();
    } finally {
      this.#expressionNames.pop();
    }
  }

  /** Inside the clause an expression sees those before it, and itself when the clause is recursive: `with t as (select … from t)` reads the table. */
  protected override transformWith(node: WithNode, queryId?: QueryId): WithNode {
    const all = this.#expressionNames.pop() ?? new Set<string>();
    const seen = new Set<string>();
    this.#expressionNames.push(seen);
    const expressions = node.expressions.map((expression) => {
      const name = readExpressionName(expression);
      if (node.recursive === true) seen.add(name);
      const out = this.transformNode(expression, queryId);
      seen.add(name);
      return out;
    });
    this.#expressionNames.pop();
    this.#expressionNames.push(all);
    return { ...node, expressions };
  }

  protected override transformFrom(node: FromNode, queryId?: QueryId): FromNode {
    return { ...node, froms: node.froms.map((source) => this.#confineSource(source, queryId)) };
  }

  protected override transformUsing(node: UsingNode, queryId?: QueryId): UsingNode {
    return { ...node, tables: node.tables.map((source) => this.#confineSource(source, queryId)) };
  }

  protected override transformJoin(node: JoinNode, queryId?: QueryId): JoinNode {
    const on = this.transformNode(node.on, queryId);
    return { kind: 'JoinNode', joinType: node.joinType, table: this.#confineSource(node.table, queryId), ...(on === undefined ? {} : { on }) };
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    this.#assertMayWrite('an insert');
    readTargetName(node.into);
    return addWorkspaceToInsert(super.transformInsertQuery(node, queryId), this.#writeWorkspace());
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    this.#assertMayWrite('an update');
    const { table, ...rest } = node;
    if (table === undefined) throw new UnconfinedQueryError('an update without a table');
    assertLeavesWorkspace(node);
    const out = super.transformUpdateQuery(rest, queryId);
    return { ...out, table, where: withCondition(out.where, toWorkspaceCondition(readTargetName(table), this.#writeWorkspace())) };
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId?: QueryId): DeleteQueryNode {
    this.#assertMayWrite('a delete');
    const [target, ...others] = node.from.froms;
    if (others.length > 0) throw new UnconfinedQueryError('a delete from several tables');
    const out = super.transformDeleteQuery({ ...node, from: FromNode.create([]) }, queryId);
    return { ...out, from: node.from, where: withCondition(out.where, toWorkspaceCondition(readTargetName(target), this.#writeWorkspace())) };
  }

  protected override transformMergeQuery(_node: MergeQueryNode): MergeQueryNode {
    throw new UnconfinedQueryError('merge is not supported');
  }

  protected override transformRaw(node: RawNode, queryId?: QueryId): RawNode {
    assertPlainExpression(node.sqlFragments);
    return super.transformRaw(node, queryId);
  }

  protected override transformFunction(node: FunctionNode, queryId?: QueryId): FunctionNode {
    assertFunctionName(node.func);
    return super.transformFunction(node, queryId);
  }

  protected override transformAggregateFunction(node: AggregateFunctionNode, queryId?: QueryId): AggregateFunctionNode {
    assertFunctionName(node.func);
    return super.transformAggregateFunction(node, queryId);
  }

  #confineSource(source: OperationNode, queryId: QueryId | undefined): OperationNode {
    if (TableNode.is(source)) return this.#confineTable(source, undefined);
    if (!AliasNode.is(source)) throw new UnconfinedQueryError(`${source.kind} cannot be read from`);
    const { node, alias } = source;
    if (TableNode.is(node)) return this.#confineTable(node, alias);
    if (SelectQueryNode.is(node)) return this.transformNode(source, queryId);
    if (isTableFunction(node)) return this.transformNode(source, queryId);
    throw new UnconfinedQueryError(`${node.kind} cannot be read from`);
  }

  #confineTable(table: TableNode, alias: OperationNode | undefined): OperationNode {
    const { identifier, schema } = table.table;
    const isExpression = schema === undefined && this.#expressionNames.some((names) => names.has(identifier.name));
    if (alias !== undefined && !IdentifierNode.is(alias)) throw new UnconfinedQueryError('a table with a raw alias');
    if (isExpression) return alias === undefined ? table : AliasNode.create(table, alias);
    const name = readTargetName(table);
    if (this.#workspace === undefined) return alias === undefined ? table : AliasNode.create(table, alias);
    const confined: SelectQueryNode = {
      ...SelectQueryNode.cloneWithSelections(SelectQueryNode.createFrom([table]), [SelectionNode.create(SelectAllNode.create())]),
      where: WhereNode.create(toWorkspaceCondition(name, this.#workspace)),
    };
    return AliasNode.create(confined, alias ?? IdentifierNode.create(name));
  }

  #assertMayWrite(what: string): void {
    if (this.#mode === 'read') throw new UnconfinedQueryError(`a read holds ${what}`);
  }

  #writeWorkspace(): string {
    if (this.#workspace === undefined) throw new UnconfinedQueryError('a write needs a workspace');
    return this.#workspace;
  }
}

export type { WorkspaceTransformer };

const QUERIES: ReadonlySet<string> = new Set(['SelectQueryNode', 'InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

function hasWith(node: OperationNode): node is OperationNode & { with: WithNode } {
  return 'with' in node && node.with !== undefined && QUERIES.has(node.kind);
}

function readExpressionName(expression: CommonTableExpressionNode): string {
  return expression.name.table.table.identifier.name;
}

function isTableFunction(node: OperationNode): boolean {
  return node.kind === 'FunctionNode' && TABLE_FUNCTIONS.has((node as FunctionNode).func.toLowerCase());
}

function assertLeavesWorkspace(node: UpdateQueryNode): void {
  for (const { column } of node.updates ?? []) {
    if (!ColumnNode.is(column)) throw new UnconfinedQueryError(`an update of a ${column.kind}`);
    if (column.column.name.toLowerCase() === 'workspace') throw new UnconfinedQueryError('an update of the column workspace');
  }
}
