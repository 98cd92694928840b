import { badInput } from '../../../platform/errors/coded-error.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import { readFieldPath } from './field-path.ts';
import { given } from './given.ts';
import { readOneOf } from './one-of.ts';
import type { GraphSink, NodeMapping, RecordsSink, RelationMapping, Sink, TopicSink, VectorsSink } from './pipeline.ts';

/** Exactly one member is to be given. */
export interface SinkDraft {
  readonly records?: { readonly collection: string; readonly key?: string | null | undefined } | null | undefined;
  readonly vectors?: VectorsSinkDraft | null | undefined;
  readonly graph?: GraphSinkDraft | null | undefined;
  readonly topic?: { readonly type: string; readonly subject?: string | null | undefined } | null | undefined;
}

interface VectorsSinkDraft {
  readonly collection: string;
  readonly id: string;
  readonly vector: string;
  readonly payload?: readonly string[] | null | undefined;
}

interface GraphSinkDraft {
  readonly nodes: readonly { readonly label: string; readonly id: string; readonly properties?: readonly string[] | null | undefined }[];
  readonly relations: readonly RelationDraft[];
}

interface RelationDraft {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly properties?: readonly string[] | null | undefined;
}

const MAX_PARTS = 50;

/** Accepts a sink or throws BAD_USER_INPUT under `field`. */
export function readSink(draft: SinkDraft, field: string): Sink {
  const chosen = readOneOf(draft, ['records', 'vectors', 'graph', 'topic'], field);
  switch (chosen.kind) {
    case 'records':
      return readRecordsSink(chosen.value, `${field}.records`);
    case 'vectors':
      return readVectorsSink(chosen.value, `${field}.vectors`);
    case 'graph':
      return readGraphSink(chosen.value, `${field}.graph`);
    case 'topic':
      return readTopicSink(chosen.value, `${field}.topic`);
  }
}

function readRecordsSink(draft: NonNullable<SinkDraft['records']>, field: string): RecordsSink {
  return {
    kind: 'records',
    collection: readCollection(draft.collection, `${field}.collection`),
    ...given('key', draft.key, (value) => readFieldPath(value, `${field}.key`)),
  };
}

function readVectorsSink(draft: VectorsSinkDraft, field: string): VectorsSink {
  return {
    kind: 'vectors',
    collection: readCollection(draft.collection, `${field}.collection`),
    id: readFieldPath(draft.id, `${field}.id`),
    vector: readFieldPath(draft.vector, `${field}.vector`),
    ...readNames('payload', draft.payload, field),
  };
}

function readGraphSink(draft: GraphSinkDraft, field: string): GraphSink {
  const parts = draft.nodes.length + draft.relations.length;
  if (parts === 0 || parts > MAX_PARTS) throw badInput(field, `1 to ${MAX_PARTS} nodes and relations`);
  return {
    kind: 'graph',
    nodes: draft.nodes.map((node, index): NodeMapping => {
      const at = `${field}.nodes[${index}]`;
      return { label: readLabel(node.label, `${at}.label`), id: readFieldPath(node.id, `${at}.id`), ...readNames('properties', node.properties, at) };
    }),
    relations: draft.relations.map((relation, index) => readRelation(relation, `${field}.relations[${index}]`)),
  };
}

function readRelation(draft: RelationDraft, field: string): RelationMapping {
  return {
    type: readLabel(draft.type, `${field}.type`),
    from: readFieldPath(draft.from, `${field}.from`),
    to: readFieldPath(draft.to, `${field}.to`),
    ...readNames('properties', draft.properties, field),
  };
}

function readTopicSink(draft: NonNullable<SinkDraft['topic']>, field: string): TopicSink {
  const type = readEventPattern(draft.type, `${field}.type`);
  if (type.literal === undefined) throw badInput(`${field}.type`, 'an event type without wildcards', draft.type);
  if (/^(pipeline|service|core|metric)\./.test(draft.type))
    throw badInput(`${field}.type`, 'a type outside of pipeline., service., core. and metric., which this backend publishes itself', draft.type);
  return { kind: 'topic', type: draft.type, ...given('subject', draft.subject, (value) => readFieldPath(value, `${field}.subject`)) };
}

/** The name of a collection of records or vectors. */
export function readCollection(name: string, field: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) throw badInput(field, '1 to 64 of letters, digits, _ and -, starting with a letter', name);
  return name;
}

function readLabel(label: string, field: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(label)) throw badInput(field, '1 to 64 letters, digits or underscores, starting with a letter', label);
  return label;
}

function readNames<K extends string>(key: K, names: readonly string[] | null | undefined, field: string): { readonly [P in K]?: readonly string[] } {
  return given(key, names, (all) => {
    if (all.length > 200 || all.some((name) => name === '' || name === '__proto__')) throw badInput(`${field}.${key}`, 'at most 200 names of fields');
    return all;
  });
}
