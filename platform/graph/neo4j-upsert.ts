import type { ManagedTransaction } from 'neo4j-driver';
import { badInput } from '../errors/coded-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { GraphNode, GraphRelation } from './graph-store.ts';

/** The label that every node of this store carries beside its own. No caller's label can equal it: those start with a letter. */
export const NODE_LABEL = '_Node';

const NATIVE_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/**
 * Writes a change that `assertGraphChange` has passed, in the caller's transaction. Throws BAD_USER_INPUT, which rolls it
 * back, for a relation to an absent node. Nodes are locked by the first statement, in the order of their ids, so that two
 * changes of one node follow each other and do not deadlock.
 */
export async function writeChange(
  tx: ManagedTransaction,
  workspace: string,
  change: { nodes: readonly GraphNode[]; relations: readonly GraphRelation[] },
): Promise<void> {
  const latest = new Map(change.nodes.map((node) => [node.id, node]));
  const nodes = [...latest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  await putNodes(tx, workspace, nodes);
  await assertEnds(tx, workspace, change.relations);
  for (const [type, relations] of Map.groupBy(change.relations, (relation) => relation.type)) await putRelations(tx, workspace, { type, relations });
}

async function putNodes(tx: ManagedTransaction, workspace: string, nodes: readonly GraphNode[]): Promise<void> {
  if (nodes.length === 0) return;
  const rows = nodes.map(({ id, properties }) => ({ id, properties: { ...toNative(properties), _workspace: workspace, _id: id } }));
  await tx.run(`UNWIND $rows AS row MERGE (n:${NODE_LABEL} {_workspace: $workspace, _id: row.id}) SET n = row.properties`, { rows, workspace });
  const ids = nodes.map(({ id }) => id);
  const labelled = await tx.run<{ id: string; label: string }>(
    `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id IN $ids UNWIND labels(n) AS label WITH n, label WHERE label <> '${NODE_LABEL}'
     RETURN n._id AS id, label`,
    { workspace, ids },
  );
  const wanted = new Map(nodes.map(({ id, label }) => [id, label]));
  const stale = labelled.records.map((record) => record.toObject()).filter(({ id, label }) => wanted.get(id) !== label);
  for (const [label, group] of Map.groupBy(stale, (each) => each.label)) await changeLabel(tx, workspace, { verb: 'REMOVE', label, group });
  for (const [label, group] of Map.groupBy(nodes, (each) => each.label)) await changeLabel(tx, workspace, { verb: 'SET', label, group });
}

/** Labels cannot be parameters; this one has passed `assertGraphName` or came from the store, and is quoted all the same. */
async function changeLabel(
  tx: ManagedTransaction,
  workspace: string,
  { verb, label, group }: { verb: 'SET' | 'REMOVE'; label: string; group: readonly { id: string }[] },
): Promise<void> {
  const query = `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id IN $ids ${verb} n:${quoteName(label)}`;
  await tx.run(query, { workspace, ids: group.map(({ id }) => id) });
}

async function assertEnds(tx: ManagedTransaction, workspace: string, relations: readonly GraphRelation[]): Promise<void> {
  if (relations.length === 0) return;
  const ids = [...new Set(relations.flatMap(({ from, to }) => [from, to]))];
  const query = `MATCH (n:${NODE_LABEL}) WHERE n._workspace = $workspace AND n._id IN $ids RETURN n._id AS id`;
  const found = await tx.run<{ id: string }>(query, { workspace, ids });
  const there = new Set(found.records.map((record) => record.get('id')));
  relations.forEach(({ from, to }, index) => {
    if (!there.has(from)) throw badInput(`relations[${index}].from`, 'the id of a node', from);
    if (!there.has(to)) throw badInput(`relations[${index}].to`, 'the id of a node', to);
  });
}

async function putRelations(
  tx: ManagedTransaction,
  workspace: string,
  { type, relations }: { type: string; relations: readonly GraphRelation[] },
): Promise<void> {
  const rows = relations.map(({ from, to, properties }) => ({ from, to, properties: toNative(properties) }));
  const written = await tx.run<{ count: number }>(
    `UNWIND $rows AS row
     MATCH (a:${NODE_LABEL} {_workspace: $workspace, _id: row.from})
     MATCH (b:${NODE_LABEL} {_workspace: $workspace, _id: row.to})
     MERGE (a)-[r:${quoteName(type)}]->(b) SET r = row.properties RETURN count(*) AS count`,
    { rows, workspace },
  );
  // A node may go between the look at the ends and this statement.
  if (written.records[0]?.get('count') !== rows.length) throw badInput('relations', 'relations between nodes that stay while they are written');
}

/** Quotes a label or type for Cypher. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** Neo4j has no nested properties: the whole is kept as JSON, and plain values once more under their own names, for those who query it directly. */
function toNative(properties: JsonObject): Record<string, string | number | boolean> {
  const native: Record<string, string | number | boolean> = { _json: JSON.stringify(properties) };
  for (const [key, value] of Object.entries(properties)) {
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (plain && NATIVE_KEY.test(key)) native[key] = value;
  }
  return native;
}
