import type { JsonValue } from '../../../platform/json/json-value.ts';

/** A source, steps and a sink, as they were defined and accepted. Times are milliseconds since the epoch. */
export interface Pipeline extends PipelineDefinition {
  readonly id: string;
  readonly paused: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What makes a pipeline, without its state. */
export interface PipelineDefinition {
  readonly name: string;
  readonly source: Source;
  readonly steps: readonly Step[];
  readonly sink: Sink;
  /** Most records that are taken and committed at once. */
  readonly batchSize: number;
}

/** Where records come from. */
export type Source = EventSource | HttpSource | FileSource;

/** The workspace's log, for ever. All that is given must hold. */
export interface EventSource {
  readonly kind: 'event';
  readonly pattern: string;
  readonly subject?: string;
  /** Events whose subject or source is this. */
  readonly about?: string;
  readonly from: 'HEAD' | 'BEGINNING';
}

/** The answer to one GET, once a run. */
export interface HttpSource {
  readonly kind: 'http';
  readonly url: string;
  readonly format: 'JSON' | 'NDJSON';
  /** Path of the array in a JSON answer; absent when the answer is the array. */
  readonly itemsPath?: string;
  readonly serviceId?: string;
  readonly timeoutMs: number;
}

/** A file, once a run. */
export interface FileSource {
  readonly kind: 'file';
  /** Relative to the files folder. */
  readonly path: string;
  readonly format: 'NDJSON' | 'CSV';
}

/** What becomes of a record on its way. */
export type Step = MapStep | FilterStep | ValidateStep | ProcessorStep;

/** Exactly one of the two is there. */
export interface MapStep {
  readonly kind: 'map';
  readonly expression?: string;
  readonly fields?: readonly FieldMapping[];
}

/** Exactly one of `from` and `expression` is there. */
export interface FieldMapping {
  readonly to: string;
  readonly from?: string;
  readonly expression?: string;
}

/** Lets a record go on for which the expression is true. */
export interface FilterStep {
  readonly kind: 'filter';
  readonly expression: string;
}

/** Lets a record go on that breaks no rule; any other is rejected. */
export interface ValidateStep {
  readonly kind: 'validate';
  readonly rules: readonly Rule[];
}

/** The expression that stands under a name when a batch begins. */
export interface ProcessorStep {
  readonly kind: 'processor';
  readonly name: string;
}

/** What a field may be demanded to be. */
export type FieldType = 'STRING' | 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'OBJECT' | 'ARRAY' | 'DATETIME';

/** What a field must be; an absent or null field breaks only `required`. */
export interface Rule {
  readonly field: string;
  readonly required: boolean;
  readonly type?: FieldType;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly oneOf?: readonly JsonValue[];
}

/** Where records go. */
export type Sink = RecordsSink | VectorsSink | GraphSink | TopicSink;

/** Rows of this subgraph's own store; one of the same key is replaced. */
export interface RecordsSink {
  readonly kind: 'records';
  readonly collection: string;
  /** Path of the key; absent: the record's own place in its source. */
  readonly key?: string;
}

/** Points of a collection; one of the same id is replaced. */
export interface VectorsSink {
  readonly kind: 'vectors';
  readonly collection: string;
  readonly id: string;
  readonly vector: string;
  /** Absent: all fields but the vector. */
  readonly payload?: readonly string[];
}

/** Nodes and relations; those that are there already are replaced. */
export interface GraphSink {
  readonly kind: 'graph';
  readonly nodes: readonly NodeMapping[];
  readonly relations: readonly RelationMapping[];
}

/** A node that each record makes. */
export interface NodeMapping {
  readonly label: string;
  readonly id: string;
  /** Absent: all fields. */
  readonly properties?: readonly string[];
}

/** A relation that each record makes, between nodes by their ids. */
export interface RelationMapping {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** Absent: none. */
  readonly properties?: readonly string[];
}

/** Events of one type, each record the data of one. */
export interface TopicSink {
  readonly kind: 'topic';
  readonly type: string;
  /** Path of the subject. */
  readonly subject?: string;
}

/** An expression under a name, for steps to use. */
export interface Processor {
  readonly name: string;
  readonly kind: 'MAP' | 'FILTER';
  readonly expression: string;
  readonly updatedAtMs: number;
}
