/** The writing half of the SQLite graph; runs in the file's writer thread. */
import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../sqlite/write-handler.ts';
import type { GraphNode, GraphRelation } from './graph-store.ts';

/** What the graph's writer thread is asked; each is done whole or not at all. */
export type GraphWrite =
  | { readonly kind: 'upsert'; readonly workspace: string; readonly nodes: readonly GraphNode[]; readonly relations: readonly GraphRelation[] }
  | { readonly kind: 'remove'; readonly workspace: string; readonly ids: readonly string[] };

/** `dangling` names the end of a relation that no node has; nothing of the request is kept then. */
export type GraphWritten = { readonly kind: 'done'; readonly nodes: number } | { readonly kind: 'dangling'; readonly field: string; readonly id: string };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS graph_nodes (
    workspace TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, properties TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS graph_nodes_by_label ON graph_nodes (workspace, label, id);
  CREATE TABLE IF NOT EXISTS graph_relations (
    workspace TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, target TEXT NOT NULL, properties TEXT NOT NULL,
    PRIMARY KEY (workspace, source, type, target),
    FOREIGN KEY (workspace, source) REFERENCES graph_nodes (workspace, id) ON DELETE CASCADE,
    FOREIGN KEY (workspace, target) REFERENCES graph_nodes (workspace, id) ON DELETE CASCADE
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS graph_relations_inwards ON graph_relations (workspace, target, type, source);
`;

/** Called once by the writer thread, as `write-handler.ts` describes. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<GraphWrite, GraphWritten> {
  db.exec(SCHEMA);
  const findNode = db.prepare('SELECT 1 FROM graph_nodes WHERE workspace = ? AND id = ?');
  const putNode = db.prepare(`INSERT INTO graph_nodes (workspace, id, label, properties) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET label = excluded.label, properties = excluded.properties`);
  const putRelation = db.prepare(`INSERT INTO graph_relations (workspace, source, type, target, properties) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET properties = excluded.properties`);
  const removeNode = db.prepare('DELETE FROM graph_nodes WHERE workspace = ? AND id = ?');

  /** Looks before anything is written, so that a refusal has nothing to undo. */
  function findDangling(write: GraphWrite & { kind: 'upsert' }): GraphWritten | undefined {
    const coming = new Set(write.nodes.map((node) => node.id));
    const isThere = (id: string) => coming.has(id) || findNode.get(write.workspace, id) !== undefined;
    for (const [index, relation] of write.relations.entries()) {
      if (!isThere(relation.from)) return { kind: 'dangling', field: `relations[${index}].from`, id: relation.from };
      if (!isThere(relation.to)) return { kind: 'dangling', field: `relations[${index}].to`, id: relation.to };
    }
    return undefined;
  }

  function upsert(write: GraphWrite & { kind: 'upsert' }): GraphWritten {
    const dangling = findDangling(write);
    if (dangling !== undefined) return dangling;
    for (const node of write.nodes) putNode.run(write.workspace, node.id, node.label, JSON.stringify(node.properties));
    for (const { from, type, to, properties } of write.relations) putRelation.run(write.workspace, from, type, to, JSON.stringify(properties));
    return { kind: 'done', nodes: write.nodes.length };
  }

  function remove(write: GraphWrite & { kind: 'remove' }): GraphWritten {
    let nodes = 0;
    for (const id of write.ids) nodes += Number(removeNode.run(write.workspace, id).changes);
    return { kind: 'done', nodes };
  }

  return { apply: (write) => (write.kind === 'upsert' ? upsert(write) : remove(write)) };
}
