import type { JsonValue } from '../../../platform/json/json-value.ts';

/** A source, steps and a sink, as they were defined and accepted. Times are milliseconds since the epoch. */
export interface Pipeline extends PipelineDefinition {
  readonly id: string;
  readonly paused: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface PipelineDefinition {
  readonly name: string;
  readonly source: Source;
  readonly steps: readonly Step[];
  readonly sink: Sink;
  /** Most records that are taken and committed at once. */
  readonly batchSize: number;
}

export type Source = EventSource | HttpSource | FileSource;

export interface EventSource {
  readonly kind: 'event';
  readonly pattern: string;
  readonly subject?: string;
  /** Events whose subject or source is this. */
  readonly about?: string;
  readonly from: 'HEAD' | 'BEGINNING';
}

export interface HttpSource {
  readonly kind: 'http';
  readonly url: string;
  readonly format: 'JSON' | 'NDJSON';
  /** Path of the array in a JSON answer; absent when the answer is the array. */
  readonly itemsPath?: string;
  readonly serviceId?: string;
  readonly timeoutMs: number;
}

export interface FileSource {
  readonly kind: 'file';
  /** Relative to the files folder. */
  readonly path: string;
  readonly format: 'NDJSON' | 'CSV';
}

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

export interface FilterStep {
  readonly kind: 'filter';
  readonly expression: string;
}

export interface ValidateStep {
  readonly kind: 'validate';
  readonly rules: readonly Rule[];
}

export interface ProcessorStep {
  readonly kind: 'processor';
  readonly name: string;
}

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

export type Sink = RecordsSink | VectorsSink | GraphSink | TopicSink;

export interface RecordsSink {
  readonly kind: 'records';
  readonly collection: string;
  /** Path of the key; absent: the record's own place in its source. */
  readonly key?: string;
}

export interface VectorsSink {
  readonly kind: 'vectors';
  readonly collection: string;
  readonly id: string;
  readonly vector: string;
  /** Absent: all fields but the vector. */
  readonly payload?: readonly string[];
}

export interface GraphSink {
  readonly kind: 'graph';
  readonly nodes: readonly NodeMapping[];
  readonly relations: readonly RelationMapping[];
}

export interface NodeMapping {
  readonly label: string;
  readonly id: string;
  /** Absent: all fields. */
  readonly properties?: readonly string[];
}

export interface RelationMapping {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** Absent: none. */
  readonly properties?: readonly string[];
}

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
