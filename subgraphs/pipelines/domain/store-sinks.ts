import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { GraphNode, GraphRelation, GraphStore } from '../../../platform/graph/graph-store.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { VectorPoint, VectorStore } from '../../../platform/vectors/vector-store.ts';
import { pickFields, valueAt } from './field-path.ts';
import type { GraphSink, VectorsSink } from './pipeline.ts';
import { readRecordKey } from './record-sinks.ts';
import type { OutRecord, Refusal } from './sink-plan.ts';

/** A record as a store takes it, or why it does not. */
type Part<T> = { readonly index: number; readonly part: T } | Refusal;

const NOTHING_KEPT = 'BAD_USER_INPUT';

/** Writes points; answers what was refused. Rejects when the store cannot be reached. */
export async function writeVectors(
  scope: Scope,
  sink: VectorsSink,
  options: { records: readonly OutRecord[]; store: VectorStore },
): Promise<readonly Refusal[]> {
  const parts = options.records.map((record) => toPoint(sink, record));
  return writeParts(parts, (points) =>
    options.store.upsert(
      scope,
      sink.collection,
      lastOf(points, ({ id }) => id),
    ),
  );
}

/** Writes nodes and relations; answers what was refused. Rejects when the store cannot be reached. */
export async function writeGraph(scope: Scope, sink: GraphSink, options: { records: readonly OutRecord[]; store: GraphStore }): Promise<readonly Refusal[]> {
  const parts = options.records.map((record) => toGraphPart(sink, record));
  return writeParts(parts, (changes) =>
    options.store.upsert(scope, {
      nodes: lastOf(
        changes.flatMap(({ nodes }) => nodes),
        ({ id }) => id,
      ),
      relations: lastOf(
        changes.flatMap(({ relations }) => relations),
        ({ from, type, to }) => JSON.stringify([from, type, to]),
      ),
    }),
  );
}

/** All at once; when the store refuses the whole, one by one to find out which. */
async function writeParts<T>(parts: readonly Part<T>[], write: (parts: readonly T[]) => Promise<void>): Promise<readonly Refusal[]> {
  const refused: Refusal[] = parts.filter((part): part is Refusal => !('part' in part));
  const accepted = parts.filter((part): part is { index: number; part: T } => 'part' in part);
  if (accepted.length === 0) return refused;
  if ((await refusalOf(() => write(accepted.map(({ part }) => part)))) === undefined) return refused;
  for (const { index, part } of accepted) {
    const reason = await refusalOf(() => write([part]));
    if (reason !== undefined) refused.push({ index, reason });
  }
  return refused;
}

async function refusalOf(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CodedError && error.code === NOTHING_KEPT) return error.message;
    throw error;
  }
}

function toPoint(sink: VectorsSink, { index, record }: OutRecord): Part<VectorPoint> {
  const id = readRecordKey(valueAt(record, sink.id));
  if (id === undefined) return { index, field: sink.id, reason: `${sink.id} is not an id: a text of 1 to 256 characters or a number` };
  const vector = valueAt(record, sink.vector);
  if (!isVector(vector)) return { index, field: sink.vector, reason: `${sink.vector} is not a vector: a list of 1 to 4096 finite numbers` };
  const { [sink.vector]: _vector, ...others } = record;
  return { index, part: { id, vector, payload: sink.payload === undefined ? others : pickFields(record, sink.payload) } };
}

function isVector(value: JsonValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.length <= 4_096 && value.every((item) => Number.isFinite(item));
}

interface GraphPart {
  readonly nodes: readonly GraphNode[];
  readonly relations: readonly GraphRelation[];
}

function toGraphPart(sink: GraphSink, { index, record }: OutRecord): Part<GraphPart> {
  const keys = new Map<string, string>();
  for (const path of [...sink.nodes.map(({ id }) => id), ...sink.relations.flatMap(({ from, to }) => [from, to])]) {
    const key = readRecordKey(valueAt(record, path));
    if (key === undefined) return { index, field: path, reason: `${path} is not an id: a text of 1 to 256 characters or a number` };
    keys.set(path, key);
  }
  const at = (path: string): string => keys.get(path) ?? path;
  return {
    index,
    part: {
      nodes: sink.nodes.map(({ id, label, properties }) => ({
        id: at(id),
        label,
        properties: properties === undefined ? record : pickFields(record, properties),
      })),
      relations: sink.relations.map(({ from, to, type, properties }) => ({
        from: at(from),
        to: at(to),
        type,
        properties: pickFields(record, properties ?? []),
      })),
    },
  };
}

/** Of those with one key the last, as writing them one after the other would leave it. */
function lastOf<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
