import type { GraphStore } from '../../../platform/graph/graph-store.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { VectorStore } from '../../../platform/vectors/vector-store.ts';
import type { Sink } from './pipeline.ts';
import { planRows, planTopic } from './record-sinks.ts';
import type { OutRecord, SinkOrigin, SinkPlan } from './sink-plan.ts';
import { writeGraph, writeVectors } from './store-sinks.ts';

/** Stores are opened when the first pipeline needs them. */
export interface SinkStores {
  vectors(): Promise<VectorStore>;
  graph(): Promise<GraphStore>;
}

/**
 * Brings a batch to its sink. Rows and events are left to the caller's unit of work; vectors, nodes and relations are
 * written here, before it, under keys that make writing them again harmless.
 */
export async function writeToSink(
  scope: Scope,
  sink: Sink,
  options: { records: readonly OutRecord[]; origin: SinkOrigin; stores: SinkStores },
): Promise<SinkPlan> {
  const { records, origin, stores } = options;
  if (records.length === 0) return { changes: [], events: [], refused: [] };
  switch (sink.kind) {
    case 'records':
      return planRows(sink, records, origin);
    case 'topic':
      return planTopic(sink, records, origin);
    case 'vectors':
      return toPlan(await writeVectors(scope, sink, { records, store: await stores.vectors() }));
    case 'graph':
      return toPlan(await writeGraph(scope, sink, { records, store: await stores.graph() }));
  }
}

function toPlan(refused: SinkPlan['refused']): SinkPlan {
  return { changes: [], events: [], refused };
}
