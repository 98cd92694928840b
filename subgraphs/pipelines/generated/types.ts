import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PipelineMapper, EventSourceMapper, HttpSourceMapper, FileSourceMapper, MapStepMapper, FilterStepMapper, ValidateStepMapper, ProcessorStepMapper, RecordsSinkMapper, VectorsSinkMapper, GraphSinkMapper, TopicSinkMapper, PipelineStatsMapper, PipelineRunMapper, PipelineRunProgressMapper, PipelineRecordMapper, PipelineProcessorMapper, CommandDoneMapper, ServiceMapper, CommandReceiptMapper, DurabilityMapper } from '../schema.mappers.ts';
import type { PipelinesContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time, RFC 3339 in UTC with milliseconds, e.g. `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: JsonValue; output: JsonValue; }
  /** Any JSON object. */
  JSONObject: { input: JsonObject; output: JsonObject; }
  /** A place in the workspace's event log. Opaque: keep it, send it back, compare nothing. */
  Position: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

/** What is true of a command's changes when its answer arrives. */
export type CommandReceipt = {
  readonly __typename?: 'CommandReceipt';
  /** Names the command; sending it again under this id changes nothing. */
  readonly commandId: Scalars['ID']['output'];
  /** How safe the changes are. */
  readonly durability: Durability;
  /** Where the command's last event stands in the log; null while the log does not hold it yet. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** True when this command id had been committed before: nothing changed now. */
  readonly repeated: Scalars['Boolean']['output'];
};

/** What deleting did. */
export type DeletePipelinePayload = {
  readonly __typename?: 'DeletePipelinePayload';
  readonly id: Scalars['ID']['output'];
  readonly receipt: CommandReceipt;
};

/** How far something is safe. */
export type Durability = {
  readonly __typename?: 'Durability';
  readonly level: DurabilityLevel;
  /** Copies beyond the first that have confirmed it. */
  readonly replicas: Scalars['Int']['output'];
};

export type DurabilityLevel =
  /** Survives the loss of power. */
  | 'FSYNCED'
  /** Survives the death of any process. */
  | 'WRITTEN';

export type GraphDirection =
  | 'BOTH'
  | 'IN'
  | 'OUT';

/** What lies around a node. */
export type GraphNeighbourhood = {
  readonly __typename?: 'GraphNeighbourhood';
  readonly nodes: ReadonlyArray<PipelineGraphNode>;
  /** The relations among the nodes. */
  readonly relations: ReadonlyArray<PipelineGraphRelation>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Defines a pipeline. One with an event source starts at once and runs until it is paused or deleted; others run when asked. */
  readonly definePipeline?: Maybe<PipelinePayload>;
  /** Stops and removes a pipeline with its runs and rejected records. What it wrote to its sink stays. */
  readonly deletePipeline?: Maybe<DeletePipelinePayload>;
  /** Stops taking records after the current batch; the checkpoint is kept. Pausing a paused pipeline changes nothing. */
  readonly pausePipeline?: Maybe<PipelinePayload>;
  /** Registers or replaces a processor, which steps use by its name. Pipelines take the expression that stands when a batch begins. */
  readonly registerPipelineProcessor?: Maybe<PipelineProcessorPayload>;
  /** Goes on from the checkpoint. Resuming a pipeline that is not paused changes nothing. */
  readonly resumePipeline?: Maybe<PipelinePayload>;
  /** Starts a run and answers at once. A pipeline with an event source always runs: its one run is answered. CONFLICT when the pipeline is paused or a run of it is under way. */
  readonly runPipeline?: Maybe<PipelineRunPayload>;
};


export type MutationDefinePipelineArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  input: PipelineInput;
};


export type MutationDeletePipelineArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationPausePipelineArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRegisterPipelineProcessorArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  input: PipelineProcessorInput;
};


export type MutationResumePipelineArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRunPipelineArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};

/** Where a page stands among all that match. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** More follow after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** More come before `startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A source, steps and a sink. */
export type Pipeline = {
  readonly __typename?: 'Pipeline';
  /** Most records that are read, taken through the steps and committed at once. */
  readonly batchSize: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly lastRun?: Maybe<PipelineRun>;
  readonly name: Scalars['String']['output'];
  readonly queue: PipelineQueue;
  /** Newest first. `first` is at most 100. */
  readonly runs: PipelineRunConnection;
  readonly sink: PipelineSink;
  readonly source: PipelineSource;
  readonly stats: PipelineStats;
  readonly status: PipelineStatus;
  /** In the order in which a record passes them. */
  readonly steps: ReadonlyArray<PipelineStep>;
  readonly updatedAt: Scalars['DateTime']['output'];
};


/** A source, steps and a sink. */
export type PipelineRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A page of pipelines. */
export type PipelineConnection = {
  readonly __typename?: 'PipelineConnection';
  readonly edges: ReadonlyArray<PipelineEdge>;
  readonly nodes: ReadonlyArray<Pipeline>;
  readonly pageInfo: PageInfo;
};

/** An account of records. Always `in` = `out` + `filtered` + `rejected`. */
export type PipelineCounts = {
  readonly __typename?: 'PipelineCounts';
  /** Records that a filter left out. */
  readonly filtered: Scalars['Int']['output'];
  /** Records taken from the source. */
  readonly in: Scalars['Int']['output'];
  /** Records written to the sink. */
  readonly out: Scalars['Int']['output'];
  /** Records that a step or the sink refused; each is kept with its reason. */
  readonly rejected: Scalars['Int']['output'];
};

/** A pipeline in a page. */
export type PipelineEdge = {
  readonly __typename?: 'PipelineEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Pipeline;
};

/** Events of the workspace's log, as they come. A record is the event: id, source, type, subject, time, recordedAt, correlationId and data. */
export type PipelineEventSource = {
  readonly __typename?: 'PipelineEventSource';
  /** Only events whose subject or source is this. */
  readonly about?: Maybe<Scalars['String']['output']>;
  readonly from: PipelineStart;
  /** Dotted event types; `*` is one segment, a final `**` one or more. */
  readonly pattern: Scalars['String']['output'];
  /** Only events of this subject. */
  readonly subject?: Maybe<Scalars['String']['output']>;
};

/** Events of the workspace's log, as they come. */
export type PipelineEventSourceInput = {
  readonly about?: InputMaybe<Scalars['String']['input']>;
  readonly from: PipelineStart;
  readonly pattern: Scalars['String']['input'];
  readonly subject?: InputMaybe<Scalars['String']['input']>;
};

/** One field of a new record: taken from a path, or computed. */
export type PipelineFieldMapping = {
  readonly __typename?: 'PipelineFieldMapping';
  /** A JSONata expression over the old record. */
  readonly expression?: Maybe<Scalars['String']['output']>;
  /** Dotted path in the old record. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** Dotted path in the new record. */
  readonly to: Scalars['String']['output'];
};

/** `to`, and exactly one of `from` and `expression`. */
export type PipelineFieldMappingInput = {
  readonly expression?: InputMaybe<Scalars['String']['input']>;
  readonly from?: InputMaybe<Scalars['String']['input']>;
  readonly to: Scalars['String']['input'];
};

export type PipelineFieldType =
  | 'ARRAY'
  | 'BOOLEAN'
  /** RFC 3339 text. */
  | 'DATETIME'
  | 'INTEGER'
  | 'NUMBER'
  | 'OBJECT'
  | 'STRING';

export type PipelineFileFormat =
  /** Comma-separated, the first line names the fields; every value is text. */
  | 'CSV'
  /** One JSON object a line. */
  | 'NDJSON';

/** A file in the backend's files folder. */
export type PipelineFileSource = {
  readonly __typename?: 'PipelineFileSource';
  readonly format: PipelineFileFormat;
  /** Relative to the files folder. */
  readonly path: Scalars['String']['output'];
};

/** A file in the backend's files folder. */
export type PipelineFileSourceInput = {
  readonly format: PipelineFileFormat;
  readonly path: Scalars['String']['input'];
};

/** Lets through the records for which the JSONata expression is true (as JSONata's `$boolean` says). */
export type PipelineFilterStep = {
  readonly __typename?: 'PipelineFilterStep';
  readonly expression: Scalars['String']['output'];
};

/** A condition. */
export type PipelineFilterStepInput = {
  readonly expression: Scalars['String']['input'];
};

/** A node of the graph. */
export type PipelineGraphNode = {
  readonly __typename?: 'PipelineGraphNode';
  /** Relations between it and the node that was asked for. */
  readonly distance: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly label: Scalars['String']['output'];
  readonly properties: Scalars['JSONObject']['output'];
};

/** A directed relation between two nodes. */
export type PipelineGraphRelation = {
  readonly __typename?: 'PipelineGraphRelation';
  readonly from: Scalars['ID']['output'];
  readonly properties: Scalars['JSONObject']['output'];
  readonly to: Scalars['ID']['output'];
  readonly type: Scalars['String']['output'];
};

/** Nodes and relations that `graphNeighbourhood` reads. */
export type PipelineGraphSink = {
  readonly __typename?: 'PipelineGraphSink';
  readonly nodes: ReadonlyArray<PipelineNodeMapping>;
  readonly relations: ReadonlyArray<PipelineRelationMapping>;
};

/** Nodes and relations, at least one. */
export type PipelineGraphSinkInput = {
  readonly nodes: ReadonlyArray<PipelineNodeMappingInput>;
  readonly relations: ReadonlyArray<PipelineRelationMappingInput>;
};

export type PipelineHttpFormat =
  /** One JSON array, or an object that holds it at `itemsPath`. */
  | 'JSON'
  /** One JSON object a line. */
  | 'NDJSON';

/** The answer to a GET request. */
export type PipelineHttpSource = {
  readonly __typename?: 'PipelineHttpSource';
  readonly format: PipelineHttpFormat;
  /** Dotted path of the array in a JSON answer; null when the answer itself is the array. */
  readonly itemsPath?: Maybe<Scalars['String']['output']>;
  /** The registered service that the answer is attributed to. */
  readonly serviceId?: Maybe<Scalars['ID']['output']>;
  readonly timeoutMs: Scalars['Int']['output'];
  readonly url: Scalars['String']['output'];
};

/** The answer to a GET request. */
export type PipelineHttpSourceInput = {
  readonly format: PipelineHttpFormat;
  readonly itemsPath?: InputMaybe<Scalars['String']['input']>;
  readonly serviceId?: InputMaybe<Scalars['ID']['input']>;
  /** 100 to 600000, for the whole answer. */
  readonly timeoutMs: Scalars['Int']['input'];
  /** http or https, without user and password. */
  readonly url: Scalars['String']['input'];
};

/** A pipeline to be. */
export type PipelineInput = {
  /** 1 to 1000. */
  readonly batchSize: Scalars['Int']['input'];
  /** 1 to 128 of letters, digits and `._-`, starting with a letter or digit. One is made when it is left out. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  readonly sink: PipelineSinkInput;
  readonly source: PipelineSourceInput;
  readonly steps: ReadonlyArray<PipelineStepInput>;
};

/** Makes a new record of a record. */
export type PipelineMapStep = {
  readonly __typename?: 'PipelineMapStep';
  /** A JSONata expression that answers the new record, an object. */
  readonly expression?: Maybe<Scalars['String']['output']>;
  /** The new record field by field. */
  readonly fields?: Maybe<ReadonlyArray<PipelineFieldMapping>>;
};

/** Exactly one member. */
export type PipelineMapStepInput = {
  readonly expression?: InputMaybe<Scalars['String']['input']>;
  readonly fields?: InputMaybe<ReadonlyArray<PipelineFieldMappingInput>>;
};

/** One node a record. */
export type PipelineNodeMapping = {
  readonly __typename?: 'PipelineNodeMapping';
  /** Dotted path of the node's id. */
  readonly id: Scalars['String']['output'];
  /** 1 to 64 letters, digits or underscores, starting with a letter. */
  readonly label: Scalars['String']['output'];
  /** Names of the fields kept as properties. Null: all. */
  readonly properties?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** One node a record. */
export type PipelineNodeMappingInput = {
  readonly id: Scalars['String']['input'];
  readonly label: Scalars['String']['input'];
  readonly properties?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What a command on a pipeline did. */
export type PipelinePayload = {
  readonly __typename?: 'PipelinePayload';
  /** The pipeline as it is now; null only when a repeated command's pipeline has been deleted since. */
  readonly pipeline?: Maybe<Pipeline>;
  readonly receipt: CommandReceipt;
};

/** A JSONata expression under a name. */
export type PipelineProcessor = {
  readonly __typename?: 'PipelineProcessor';
  readonly expression: Scalars['String']['output'];
  readonly kind: PipelineProcessorKind;
  readonly name: Scalars['String']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** A processor to be. */
export type PipelineProcessorInput = {
  readonly expression: Scalars['String']['input'];
  readonly kind: PipelineProcessorKind;
  /** 1 to 64 of letters, digits, `_` and `-`, starting with a letter. */
  readonly name: Scalars['String']['input'];
};

export type PipelineProcessorKind =
  /** The expression says whether the record passes. */
  | 'FILTER'
  /** The expression answers the new record. */
  | 'MAP';

/** What registering did. */
export type PipelineProcessorPayload = {
  readonly __typename?: 'PipelineProcessorPayload';
  readonly processor: PipelineProcessor;
  readonly receipt: CommandReceipt;
};

/** A processor used by its name. */
export type PipelineProcessorStep = {
  readonly __typename?: 'PipelineProcessorStep';
  readonly name: Scalars['String']['output'];
};

/** The name of a registered processor. */
export type PipelineProcessorStepInput = {
  readonly name: Scalars['String']['input'];
};

/** What waits for a pipeline. */
export type PipelineQueue = {
  readonly __typename?: 'PipelineQueue';
  /** Up to where in the log an event source has been taken, or null. */
  readonly checkpoint?: Maybe<Scalars['Position']['output']>;
  /** Milliseconds since the oldest waiting event was recorded; 0 when none waits. */
  readonly lagMs: Scalars['Float']['output'];
  readonly paused: Scalars['Boolean']['output'];
  /** Records known to wait: the events that match and lie beyond the checkpoint; 0 for other sources, whose length is not known beforehand. */
  readonly waiting: Scalars['Int']['output'];
};

/** A row of the records sink. */
export type PipelineRecord = {
  readonly __typename?: 'PipelineRecord';
  readonly data: Scalars['JSON']['output'];
  readonly key: Scalars['String']['output'];
  readonly pipelineId: Scalars['ID']['output'];
  readonly runId: Scalars['ID']['output'];
  readonly writtenAt: Scalars['DateTime']['output'];
};

/** A page of rows. */
export type PipelineRecordConnection = {
  readonly __typename?: 'PipelineRecordConnection';
  readonly edges: ReadonlyArray<PipelineRecordEdge>;
  readonly nodes: ReadonlyArray<PipelineRecord>;
  readonly pageInfo: PageInfo;
};

/** A row in a page. */
export type PipelineRecordEdge = {
  readonly __typename?: 'PipelineRecordEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: PipelineRecord;
};

/** Rows that `pipelineRecords` reads. */
export type PipelineRecordsSink = {
  readonly __typename?: 'PipelineRecordsSink';
  readonly collection: Scalars['String']['output'];
  /** Dotted path of the key in the record. Null: each record of the source has a key of its own. */
  readonly key?: Maybe<Scalars['String']['output']>;
};

/** Rows that `pipelineRecords` reads. */
export type PipelineRecordsSinkInput = {
  readonly collection: Scalars['String']['input'];
  readonly key?: InputMaybe<Scalars['String']['input']>;
};

/** A record that was refused. */
export type PipelineRejectedRecord = {
  readonly __typename?: 'PipelineRejectedRecord';
  /** Dotted path of the field, when one is to blame. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** Its place in the source, from 0; for an event source the place in the run. */
  readonly index: Scalars['Int']['output'];
  readonly reason: Scalars['String']['output'];
  /** The record as it came to the step that refused it; text where it was not JSON. */
  readonly record?: Maybe<Scalars['JSON']['output']>;
  /** The rule that was broken, e.g. `required` or `max`, or `expression`, `parse`, `sink`. */
  readonly rule: Scalars['String']['output'];
  /** The step's place in the pipeline, from 0; null when the source or the sink refused it. */
  readonly step?: Maybe<Scalars['Int']['output']>;
};

/** A page of rejected records. */
export type PipelineRejectedRecordConnection = {
  readonly __typename?: 'PipelineRejectedRecordConnection';
  readonly edges: ReadonlyArray<PipelineRejectedRecordEdge>;
  readonly nodes: ReadonlyArray<PipelineRejectedRecord>;
  readonly pageInfo: PageInfo;
};

/** A rejected record in a page. */
export type PipelineRejectedRecordEdge = {
  readonly __typename?: 'PipelineRejectedRecordEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: PipelineRejectedRecord;
};

/** One relation a record. Both its nodes must exist or be among the record's nodes. */
export type PipelineRelationMapping = {
  readonly __typename?: 'PipelineRelationMapping';
  /** Dotted path of the id where it begins. */
  readonly from: Scalars['String']['output'];
  /** Names of the fields kept as properties. Null: none. */
  readonly properties?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Dotted path of the id where it ends. */
  readonly to: Scalars['String']['output'];
  readonly type: Scalars['String']['output'];
};

/** One relation a record. */
export type PipelineRelationMappingInput = {
  readonly from: Scalars['String']['input'];
  readonly properties?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly to: Scalars['String']['input'];
  readonly type: Scalars['String']['input'];
};

/** What a field must be. An absent or null field breaks only `required`. */
export type PipelineRule = {
  readonly __typename?: 'PipelineRule';
  /** Dotted path in the record. */
  readonly field: Scalars['String']['output'];
  /** Greatest number. */
  readonly max?: Maybe<Scalars['Float']['output']>;
  /** Greatest length of a text or list. */
  readonly maxLength?: Maybe<Scalars['Int']['output']>;
  /** Least number. */
  readonly min?: Maybe<Scalars['Float']['output']>;
  /** Least length of a text or list. */
  readonly minLength?: Maybe<Scalars['Int']['output']>;
  /** The only values that are allowed. */
  readonly oneOf?: Maybe<ReadonlyArray<Scalars['JSON']['output']>>;
  /** A regular expression (without backreferences and look-around) that a text must match somewhere. */
  readonly pattern?: Maybe<Scalars['String']['output']>;
  readonly required: Scalars['Boolean']['output'];
  readonly type?: Maybe<PipelineFieldType>;
};

/** A field, and at least one demand. */
export type PipelineRuleInput = {
  readonly field: Scalars['String']['input'];
  readonly max?: InputMaybe<Scalars['Float']['input']>;
  readonly maxLength?: InputMaybe<Scalars['Int']['input']>;
  readonly min?: InputMaybe<Scalars['Float']['input']>;
  readonly minLength?: InputMaybe<Scalars['Int']['input']>;
  readonly oneOf?: InputMaybe<ReadonlyArray<Scalars['JSON']['input']>>;
  readonly pattern?: InputMaybe<Scalars['String']['input']>;
  readonly required: Scalars['Boolean']['input'];
  readonly type?: InputMaybe<PipelineFieldType>;
};

/** One passage from the source to the sink. */
export type PipelineRun = {
  readonly __typename?: 'PipelineRun';
  readonly counts: PipelineCounts;
  readonly durationMs?: Maybe<Scalars['Float']['output']>;
  /** Why it failed or was interrupted. */
  readonly error?: Maybe<PipelineRunError>;
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Null when the pipeline has been deleted. */
  readonly pipeline?: Maybe<Pipeline>;
  readonly pipelineId: Scalars['ID']['output'];
  /** Rejected records in the order of the source. `first` is at most 1000. */
  readonly rejected: PipelineRejectedRecordConnection;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly status: PipelineRunStatus;
};


/** One passage from the source to the sink. */
export type PipelineRunRejectedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

/** A page of runs. */
export type PipelineRunConnection = {
  readonly __typename?: 'PipelineRunConnection';
  readonly edges: ReadonlyArray<PipelineRunEdge>;
  readonly nodes: ReadonlyArray<PipelineRun>;
  readonly pageInfo: PageInfo;
};

/** A run in a page. */
export type PipelineRunEdge = {
  readonly __typename?: 'PipelineRunEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: PipelineRun;
};

/** A coded reason. */
export type PipelineRunError = {
  readonly __typename?: 'PipelineRunError';
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

/** What asking for a run did. */
export type PipelineRunPayload = {
  readonly __typename?: 'PipelineRunPayload';
  readonly receipt: CommandReceipt;
  /** The run as it is now; null only when a repeated command's run has been deleted since. */
  readonly run?: Maybe<PipelineRun>;
};

/** A state that a run passed. */
export type PipelineRunProgress = {
  readonly __typename?: 'PipelineRunProgress';
  /** As it was at that moment. */
  readonly counts: PipelineCounts;
  readonly kind: PipelineRunProgressKind;
  readonly pipelineId: Scalars['ID']['output'];
  /** As it is now; null when it has been deleted. */
  readonly run?: Maybe<PipelineRun>;
  readonly runId: Scalars['ID']['output'];
};

export type PipelineRunProgressKind =
  | 'COMPLETED'
  | 'FAILED'
  | 'INTERRUPTED'
  | 'PAUSED'
  | 'PROGRESSED'
  | 'RESUMED'
  | 'STARTED';

export type PipelineRunStatus =
  | 'COMPLETED'
  | 'FAILED'
  /** Its process ended and the source could not be taken up where it was left; the counts are those of what was committed. */
  | 'INTERRUPTED'
  /** Halted at its checkpoint with the pipeline. */
  | 'PAUSED'
  | 'RUNNING';

/** Where records go. Writing the same record again changes nothing: each has a key. */
export type PipelineSink = PipelineGraphSink | PipelineRecordsSink | PipelineTopicSink | PipelineVectorsSink;

/** Exactly one member. */
export type PipelineSinkInput = {
  readonly graph?: InputMaybe<PipelineGraphSinkInput>;
  readonly records?: InputMaybe<PipelineRecordsSinkInput>;
  readonly topic?: InputMaybe<PipelineTopicSinkInput>;
  readonly vectors?: InputMaybe<PipelineVectorsSinkInput>;
};

/** Where records come from. */
export type PipelineSource = PipelineEventSource | PipelineFileSource | PipelineHttpSource;

/** Exactly one member. */
export type PipelineSourceInput = {
  readonly event?: InputMaybe<PipelineEventSourceInput>;
  readonly file?: InputMaybe<PipelineFileSourceInput>;
  readonly http?: InputMaybe<PipelineHttpSourceInput>;
};

export type PipelineStart =
  /** All events that the log keeps, then those that come. */
  | 'BEGINNING'
  /** Only events that come after the definition. */
  | 'HEAD';

/** Sums over all runs of a pipeline. */
export type PipelineStats = {
  readonly __typename?: 'PipelineStats';
  /** Mean duration of the finished runs, or null when none has finished. */
  readonly averageDurationMs?: Maybe<Scalars['Float']['output']>;
  readonly completed: Scalars['Int']['output'];
  readonly counts: PipelineCounts;
  readonly failed: Scalars['Int']['output'];
  readonly interrupted: Scalars['Int']['output'];
  /** When a record was last committed, or null. */
  readonly lastRecordAt?: Maybe<Scalars['DateTime']['output']>;
  readonly runs: Scalars['Int']['output'];
};

export type PipelineStatus =
  /** No run is under way. */
  | 'IDLE'
  /** It takes nothing until it is resumed. */
  | 'PAUSED'
  /** A run is under way. */
  | 'RUNNING';

/** What is done to each record. */
export type PipelineStep = PipelineFilterStep | PipelineMapStep | PipelineProcessorStep | PipelineValidateStep;

/** Exactly one member. */
export type PipelineStepInput = {
  readonly filter?: InputMaybe<PipelineFilterStepInput>;
  readonly map?: InputMaybe<PipelineMapStepInput>;
  readonly processor?: InputMaybe<PipelineProcessorStepInput>;
  readonly validate?: InputMaybe<PipelineValidateStepInput>;
};

/** Events of one type; the record is the data. */
export type PipelineTopicSink = {
  readonly __typename?: 'PipelineTopicSink';
  /** Dotted path of the subject in the record. */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** The type of the events, dotted. */
  readonly type: Scalars['String']['output'];
};

/** Events of one type. */
export type PipelineTopicSinkInput = {
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  readonly type: Scalars['String']['input'];
};

/** Rejects the records that break a rule. */
export type PipelineValidateStep = {
  readonly __typename?: 'PipelineValidateStep';
  readonly rules: ReadonlyArray<PipelineRule>;
};

/** Rules, at least one. */
export type PipelineValidateStepInput = {
  readonly rules: ReadonlyArray<PipelineRuleInput>;
};

/** Points that `searchVectors` finds. */
export type PipelineVectorsSink = {
  readonly __typename?: 'PipelineVectorsSink';
  readonly collection: Scalars['String']['output'];
  /** Dotted path of the point's id. */
  readonly id: Scalars['String']['output'];
  /** Names of the fields kept as payload. Null: all but the vector. */
  readonly payload?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Dotted path of the vector, a list of numbers. */
  readonly vector: Scalars['String']['output'];
};

/** Points that `searchVectors` finds. */
export type PipelineVectorsSinkInput = {
  readonly collection: Scalars['String']['input'];
  readonly id: Scalars['String']['input'];
  readonly payload?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly vector: Scalars['String']['input'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** All within `depth` relations (1 to 6) of a node that pipelines wrote, breadth first; null when there is no such node. `first` is at most 1000. */
  readonly graphNeighbourhood?: Maybe<GraphNeighbourhood>;
  /** A pipeline of this workspace, or null. */
  readonly pipeline?: Maybe<Pipeline>;
  /** The named processors of this workspace, by name. */
  readonly pipelineProcessors?: Maybe<ReadonlyArray<PipelineProcessor>>;
  /** What pipelines wrote to a collection of the records sink, by key. `first` is at most 1000. */
  readonly pipelineRecords?: Maybe<PipelineRecordConnection>;
  /** A run of a pipeline of this workspace, or null. */
  readonly pipelineRun?: Maybe<PipelineRun>;
  /** The pipelines of this workspace, by name. `first` is at most 100. */
  readonly pipelines?: Maybe<PipelineConnection>;
  /** The points of a collection nearest to `vector`, best first. `filter` names payload values that must be equal (text, number or boolean). `first` is at most 100. */
  readonly searchVectors?: Maybe<ReadonlyArray<VectorMatch>>;
};


export type QueryGraphNeighbourhoodArgs = {
  depth: Scalars['Int']['input'];
  direction: GraphDirection;
  first: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryPipelineArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPipelineRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  collection: Scalars['String']['input'];
  first: Scalars['Int']['input'];
};


export type QueryPipelineRunArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPipelinesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


export type QuerySearchVectorsArgs = {
  collection: Scalars['String']['input'];
  filter?: InputMaybe<Scalars['JSONObject']['input']>;
  first: Scalars['Int']['input'];
  minScore?: InputMaybe<Scalars['Float']['input']>;
  vector: ReadonlyArray<Scalars['Float']['input']>;
};

/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type Service = {
  readonly __typename?: 'Service';
  readonly id: Scalars['ID']['output'];
  /** The pipelines whose HTTP source is attributed to this service, or whose event source is filtered to `service/<id>`. */
  readonly pipelines?: Maybe<ReadonlyArray<Pipeline>>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** How a run, or each run of a pipeline, goes on. Give `runId` or `pipelineId`. */
  readonly pipelineRunProgressed: PipelineRunProgress;
};


export type SubscriptionPipelineRunProgressedArgs = {
  pipelineId?: InputMaybe<Scalars['ID']['input']>;
  runId?: InputMaybe<Scalars['ID']['input']>;
};

/** A point that was found. */
export type VectorMatch = {
  readonly __typename?: 'VectorMatch';
  readonly id: Scalars['ID']['output'];
  readonly payload: Scalars['JSONObject']['output'];
  /** Cosine similarity, -1 to 1; higher is nearer. */
  readonly score: Scalars['Float']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Pipeline: Pipeline;
  Service: Service;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Pipeline:
    ( { __typename: 'Pipeline' }
    & GraphQLRecursivePick<FederationTypes['Pipeline'], {"id":true}> );
  Service:
    ( { __typename: 'Service' }
    & GraphQLRecursivePick<FederationTypes['Service'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  PipelineSink:
    | ( GraphSinkMapper )
    | ( RecordsSinkMapper )
    | ( TopicSinkMapper )
    | ( VectorsSinkMapper )
  ;
  PipelineSource:
    | ( EventSourceMapper )
    | ( FileSourceMapper )
    | ( HttpSourceMapper )
  ;
  PipelineStep:
    | ( FilterStepMapper )
    | ( MapStepMapper )
    | ( ProcessorStepMapper )
    | ( ValidateStepMapper )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CacheControlScope: CacheControlScope;
  CommandReceipt: ResolverTypeWrapper<CommandReceiptMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeletePipelinePayload: ResolverTypeWrapper<Omit<DeletePipelinePayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Durability: ResolverTypeWrapper<DurabilityMapper>;
  DurabilityLevel: DurabilityLevel;
  GraphDirection: GraphDirection;
  GraphNeighbourhood: ResolverTypeWrapper<GraphNeighbourhood>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Pipeline: ResolverTypeWrapper<PipelineMapper>;
  PipelineConnection: ResolverTypeWrapper<Omit<PipelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PipelineEdge']>, nodes: ReadonlyArray<ResolversTypes['Pipeline']> }>;
  PipelineCounts: ResolverTypeWrapper<PipelineCounts>;
  PipelineEdge: ResolverTypeWrapper<Omit<PipelineEdge, 'node'> & { node: ResolversTypes['Pipeline'] }>;
  PipelineEventSource: ResolverTypeWrapper<EventSourceMapper>;
  PipelineEventSourceInput: PipelineEventSourceInput;
  PipelineFieldMapping: ResolverTypeWrapper<PipelineFieldMapping>;
  PipelineFieldMappingInput: PipelineFieldMappingInput;
  PipelineFieldType: PipelineFieldType;
  PipelineFileFormat: PipelineFileFormat;
  PipelineFileSource: ResolverTypeWrapper<FileSourceMapper>;
  PipelineFileSourceInput: PipelineFileSourceInput;
  PipelineFilterStep: ResolverTypeWrapper<FilterStepMapper>;
  PipelineFilterStepInput: PipelineFilterStepInput;
  PipelineGraphNode: ResolverTypeWrapper<PipelineGraphNode>;
  PipelineGraphRelation: ResolverTypeWrapper<PipelineGraphRelation>;
  PipelineGraphSink: ResolverTypeWrapper<GraphSinkMapper>;
  PipelineGraphSinkInput: PipelineGraphSinkInput;
  PipelineHttpFormat: PipelineHttpFormat;
  PipelineHttpSource: ResolverTypeWrapper<HttpSourceMapper>;
  PipelineHttpSourceInput: PipelineHttpSourceInput;
  PipelineInput: PipelineInput;
  PipelineMapStep: ResolverTypeWrapper<MapStepMapper>;
  PipelineMapStepInput: PipelineMapStepInput;
  PipelineNodeMapping: ResolverTypeWrapper<PipelineNodeMapping>;
  PipelineNodeMappingInput: PipelineNodeMappingInput;
  PipelinePayload: ResolverTypeWrapper<CommandDoneMapper>;
  PipelineProcessor: ResolverTypeWrapper<PipelineProcessorMapper>;
  PipelineProcessorInput: PipelineProcessorInput;
  PipelineProcessorKind: PipelineProcessorKind;
  PipelineProcessorPayload: ResolverTypeWrapper<Omit<PipelineProcessorPayload, 'processor' | 'receipt'> & { processor: ResolversTypes['PipelineProcessor'], receipt: ResolversTypes['CommandReceipt'] }>;
  PipelineProcessorStep: ResolverTypeWrapper<ProcessorStepMapper>;
  PipelineProcessorStepInput: PipelineProcessorStepInput;
  PipelineQueue: ResolverTypeWrapper<PipelineQueue>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  PipelineRecord: ResolverTypeWrapper<PipelineRecordMapper>;
  PipelineRecordConnection: ResolverTypeWrapper<Omit<PipelineRecordConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PipelineRecordEdge']>, nodes: ReadonlyArray<ResolversTypes['PipelineRecord']> }>;
  PipelineRecordEdge: ResolverTypeWrapper<Omit<PipelineRecordEdge, 'node'> & { node: ResolversTypes['PipelineRecord'] }>;
  PipelineRecordsSink: ResolverTypeWrapper<RecordsSinkMapper>;
  PipelineRecordsSinkInput: PipelineRecordsSinkInput;
  PipelineRejectedRecord: ResolverTypeWrapper<PipelineRejectedRecord>;
  PipelineRejectedRecordConnection: ResolverTypeWrapper<PipelineRejectedRecordConnection>;
  PipelineRejectedRecordEdge: ResolverTypeWrapper<PipelineRejectedRecordEdge>;
  PipelineRelationMapping: ResolverTypeWrapper<PipelineRelationMapping>;
  PipelineRelationMappingInput: PipelineRelationMappingInput;
  PipelineRule: ResolverTypeWrapper<PipelineRule>;
  PipelineRuleInput: PipelineRuleInput;
  PipelineRun: ResolverTypeWrapper<PipelineRunMapper>;
  PipelineRunConnection: ResolverTypeWrapper<Omit<PipelineRunConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PipelineRunEdge']>, nodes: ReadonlyArray<ResolversTypes['PipelineRun']> }>;
  PipelineRunEdge: ResolverTypeWrapper<Omit<PipelineRunEdge, 'node'> & { node: ResolversTypes['PipelineRun'] }>;
  PipelineRunError: ResolverTypeWrapper<PipelineRunError>;
  PipelineRunPayload: ResolverTypeWrapper<CommandDoneMapper>;
  PipelineRunProgress: ResolverTypeWrapper<PipelineRunProgressMapper>;
  PipelineRunProgressKind: PipelineRunProgressKind;
  PipelineRunStatus: PipelineRunStatus;
  PipelineSink: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PipelineSink']>;
  PipelineSinkInput: PipelineSinkInput;
  PipelineSource: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PipelineSource']>;
  PipelineSourceInput: PipelineSourceInput;
  PipelineStart: PipelineStart;
  PipelineStats: ResolverTypeWrapper<PipelineStatsMapper>;
  PipelineStatus: PipelineStatus;
  PipelineStep: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PipelineStep']>;
  PipelineStepInput: PipelineStepInput;
  PipelineTopicSink: ResolverTypeWrapper<TopicSinkMapper>;
  PipelineTopicSinkInput: PipelineTopicSinkInput;
  PipelineValidateStep: ResolverTypeWrapper<ValidateStepMapper>;
  PipelineValidateStepInput: PipelineValidateStepInput;
  PipelineVectorsSink: ResolverTypeWrapper<VectorsSinkMapper>;
  PipelineVectorsSinkInput: PipelineVectorsSinkInput;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Service: ResolverTypeWrapper<ServiceMapper>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  VectorMatch: ResolverTypeWrapper<VectorMatch>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CommandReceipt: CommandReceiptMapper;
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeletePipelinePayload: Omit<DeletePipelinePayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Durability: DurabilityMapper;
  GraphNeighbourhood: GraphNeighbourhood;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Pipeline: PipelineMapper;
  PipelineConnection: Omit<PipelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PipelineEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Pipeline']> };
  PipelineCounts: PipelineCounts;
  PipelineEdge: Omit<PipelineEdge, 'node'> & { node: ResolversParentTypes['Pipeline'] };
  PipelineEventSource: EventSourceMapper;
  PipelineEventSourceInput: PipelineEventSourceInput;
  PipelineFieldMapping: PipelineFieldMapping;
  PipelineFieldMappingInput: PipelineFieldMappingInput;
  PipelineFileSource: FileSourceMapper;
  PipelineFileSourceInput: PipelineFileSourceInput;
  PipelineFilterStep: FilterStepMapper;
  PipelineFilterStepInput: PipelineFilterStepInput;
  PipelineGraphNode: PipelineGraphNode;
  PipelineGraphRelation: PipelineGraphRelation;
  PipelineGraphSink: GraphSinkMapper;
  PipelineGraphSinkInput: PipelineGraphSinkInput;
  PipelineHttpSource: HttpSourceMapper;
  PipelineHttpSourceInput: PipelineHttpSourceInput;
  PipelineInput: PipelineInput;
  PipelineMapStep: MapStepMapper;
  PipelineMapStepInput: PipelineMapStepInput;
  PipelineNodeMapping: PipelineNodeMapping;
  PipelineNodeMappingInput: PipelineNodeMappingInput;
  PipelinePayload: CommandDoneMapper;
  PipelineProcessor: PipelineProcessorMapper;
  PipelineProcessorInput: PipelineProcessorInput;
  PipelineProcessorPayload: Omit<PipelineProcessorPayload, 'processor' | 'receipt'> & { processor: ResolversParentTypes['PipelineProcessor'], receipt: ResolversParentTypes['CommandReceipt'] };
  PipelineProcessorStep: ProcessorStepMapper;
  PipelineProcessorStepInput: PipelineProcessorStepInput;
  PipelineQueue: PipelineQueue;
  Float: Scalars['Float']['output'];
  PipelineRecord: PipelineRecordMapper;
  PipelineRecordConnection: Omit<PipelineRecordConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PipelineRecordEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PipelineRecord']> };
  PipelineRecordEdge: Omit<PipelineRecordEdge, 'node'> & { node: ResolversParentTypes['PipelineRecord'] };
  PipelineRecordsSink: RecordsSinkMapper;
  PipelineRecordsSinkInput: PipelineRecordsSinkInput;
  PipelineRejectedRecord: PipelineRejectedRecord;
  PipelineRejectedRecordConnection: PipelineRejectedRecordConnection;
  PipelineRejectedRecordEdge: PipelineRejectedRecordEdge;
  PipelineRelationMapping: PipelineRelationMapping;
  PipelineRelationMappingInput: PipelineRelationMappingInput;
  PipelineRule: PipelineRule;
  PipelineRuleInput: PipelineRuleInput;
  PipelineRun: PipelineRunMapper;
  PipelineRunConnection: Omit<PipelineRunConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PipelineRunEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PipelineRun']> };
  PipelineRunEdge: Omit<PipelineRunEdge, 'node'> & { node: ResolversParentTypes['PipelineRun'] };
  PipelineRunError: PipelineRunError;
  PipelineRunPayload: CommandDoneMapper;
  PipelineRunProgress: PipelineRunProgressMapper;
  PipelineSink: ResolversUnionTypes<ResolversParentTypes>['PipelineSink'];
  PipelineSinkInput: PipelineSinkInput;
  PipelineSource: ResolversUnionTypes<ResolversParentTypes>['PipelineSource'];
  PipelineSourceInput: PipelineSourceInput;
  PipelineStats: PipelineStatsMapper;
  PipelineStep: ResolversUnionTypes<ResolversParentTypes>['PipelineStep'];
  PipelineStepInput: PipelineStepInput;
  PipelineTopicSink: TopicSinkMapper;
  PipelineTopicSinkInput: PipelineTopicSinkInput;
  PipelineValidateStep: ValidateStepMapper;
  PipelineValidateStepInput: PipelineValidateStepInput;
  PipelineVectorsSink: VectorsSinkMapper;
  PipelineVectorsSinkInput: PipelineVectorsSinkInput;
  Position: Scalars['Position']['output'];
  Query: Record<PropertyKey, never>;
  Service: ServiceMapper;
  Subscription: Record<PropertyKey, never>;
  VectorMatch: VectorMatch;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
  staleWhileRevalidate?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = PipelinesContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type InvalidatedByDirectiveArgs = {
  events: ReadonlyArray<Scalars['String']['input']>;
};

export type InvalidatedByDirectiveResolver<Result, Parent, ContextType = PipelinesContext, Args = InvalidatedByDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CommandReceiptResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletePipelinePayloadResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['DeletePipelinePayload'] = ResolversParentTypes['DeletePipelinePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type DurabilityResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GraphNeighbourhoodResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['GraphNeighbourhood'] = ResolversParentTypes['GraphNeighbourhood']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PipelineGraphNode']>, ParentType, ContextType>;
  relations?: Resolver<ReadonlyArray<ResolversTypes['PipelineGraphRelation']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  definePipeline?: Resolver<Maybe<ResolversTypes['PipelinePayload']>, ParentType, ContextType, RequireFields<MutationDefinePipelineArgs, 'input'>>;
  deletePipeline?: Resolver<Maybe<ResolversTypes['DeletePipelinePayload']>, ParentType, ContextType, RequireFields<MutationDeletePipelineArgs, 'id'>>;
  pausePipeline?: Resolver<Maybe<ResolversTypes['PipelinePayload']>, ParentType, ContextType, RequireFields<MutationPausePipelineArgs, 'id'>>;
  registerPipelineProcessor?: Resolver<Maybe<ResolversTypes['PipelineProcessorPayload']>, ParentType, ContextType, RequireFields<MutationRegisterPipelineProcessorArgs, 'input'>>;
  resumePipeline?: Resolver<Maybe<ResolversTypes['PipelinePayload']>, ParentType, ContextType, RequireFields<MutationResumePipelineArgs, 'id'>>;
  runPipeline?: Resolver<Maybe<ResolversTypes['PipelineRunPayload']>, ParentType, ContextType, RequireFields<MutationRunPipelineArgs, 'id'>>;
};

export type PageInfoResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PipelineResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Pipeline'] = ResolversParentTypes['Pipeline'], FederationReferenceType extends FederationReferenceTypes['Pipeline'] = FederationReferenceTypes['Pipeline']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Pipeline']> | FederationReferenceType, FederationReferenceType, ContextType>;
  batchSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['PipelineRun']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queue?: Resolver<ResolversTypes['PipelineQueue'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['PipelineRunConnection'], ParentType, ContextType, RequireFields<PipelineRunsArgs, 'first'>>;
  sink?: Resolver<ResolversTypes['PipelineSink'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['PipelineSource'], ParentType, ContextType>;
  stats?: Resolver<ResolversTypes['PipelineStats'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PipelineStatus'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['PipelineStep']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PipelineConnectionResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineConnection'] = ResolversParentTypes['PipelineConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PipelineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Pipeline']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PipelineCountsResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineCounts'] = ResolversParentTypes['PipelineCounts']> = {
  filtered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  in?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  out?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PipelineEdgeResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineEdge'] = ResolversParentTypes['PipelineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Pipeline'], ParentType, ContextType>;
};

export type PipelineEventSourceResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineEventSource'] = ResolversParentTypes['PipelineEventSource']> = {
  about?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['PipelineStart'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineFieldMappingResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineFieldMapping'] = ResolversParentTypes['PipelineFieldMapping']> = {
  expression?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineFileSourceResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineFileSource'] = ResolversParentTypes['PipelineFileSource']> = {
  format?: Resolver<ResolversTypes['PipelineFileFormat'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineFilterStepResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineFilterStep'] = ResolversParentTypes['PipelineFilterStep']> = {
  expression?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineGraphNodeResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineGraphNode'] = ResolversParentTypes['PipelineGraphNode']> = {
  distance?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  properties?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
};

export type PipelineGraphRelationResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineGraphRelation'] = ResolversParentTypes['PipelineGraphRelation']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  properties?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineGraphSinkResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineGraphSink'] = ResolversParentTypes['PipelineGraphSink']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PipelineNodeMapping']>, ParentType, ContextType>;
  relations?: Resolver<ReadonlyArray<ResolversTypes['PipelineRelationMapping']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineHttpSourceResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineHttpSource'] = ResolversParentTypes['PipelineHttpSource']> = {
  format?: Resolver<ResolversTypes['PipelineHttpFormat'], ParentType, ContextType>;
  itemsPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serviceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineMapStepResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineMapStep'] = ResolversParentTypes['PipelineMapStep']> = {
  expression?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PipelineFieldMapping']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineNodeMappingResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineNodeMapping'] = ResolversParentTypes['PipelineNodeMapping']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  properties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type PipelinePayloadResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelinePayload'] = ResolversParentTypes['PipelinePayload']> = {
  pipeline?: Resolver<Maybe<ResolversTypes['Pipeline']>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type PipelineProcessorResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineProcessor'] = ResolversParentTypes['PipelineProcessor']> = {
  expression?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PipelineProcessorKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PipelineProcessorPayloadResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineProcessorPayload'] = ResolversParentTypes['PipelineProcessorPayload']> = {
  processor?: Resolver<ResolversTypes['PipelineProcessor'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type PipelineProcessorStepResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineProcessorStep'] = ResolversParentTypes['PipelineProcessorStep']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineQueueResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineQueue'] = ResolversParentTypes['PipelineQueue']> = {
  checkpoint?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  lagMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PipelineRecordResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRecord'] = ResolversParentTypes['PipelineRecord']> = {
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  writtenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PipelineRecordConnectionResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRecordConnection'] = ResolversParentTypes['PipelineRecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PipelineRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PipelineRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PipelineRecordEdgeResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRecordEdge'] = ResolversParentTypes['PipelineRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PipelineRecord'], ParentType, ContextType>;
};

export type PipelineRecordsSinkResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRecordsSink'] = ResolversParentTypes['PipelineRecordsSink']> = {
  collection?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineRejectedRecordResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRejectedRecord'] = ResolversParentTypes['PipelineRejectedRecord']> = {
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PipelineRejectedRecordConnectionResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRejectedRecordConnection'] = ResolversParentTypes['PipelineRejectedRecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PipelineRejectedRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PipelineRejectedRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PipelineRejectedRecordEdgeResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRejectedRecordEdge'] = ResolversParentTypes['PipelineRejectedRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PipelineRejectedRecord'], ParentType, ContextType>;
};

export type PipelineRelationMappingResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRelationMapping'] = ResolversParentTypes['PipelineRelationMapping']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  properties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineRuleResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRule'] = ResolversParentTypes['PipelineRule']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  oneOf?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JSON']>>, ParentType, ContextType>;
  pattern?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['PipelineFieldType']>, ParentType, ContextType>;
};

export type PipelineRunResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRun'] = ResolversParentTypes['PipelineRun']> = {
  counts?: Resolver<ResolversTypes['PipelineCounts'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['PipelineRunError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pipeline?: Resolver<Maybe<ResolversTypes['Pipeline']>, ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['PipelineRejectedRecordConnection'], ParentType, ContextType, RequireFields<PipelineRunRejectedArgs, 'first'>>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PipelineRunStatus'], ParentType, ContextType>;
};

export type PipelineRunConnectionResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRunConnection'] = ResolversParentTypes['PipelineRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PipelineRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PipelineRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PipelineRunEdgeResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRunEdge'] = ResolversParentTypes['PipelineRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PipelineRun'], ParentType, ContextType>;
};

export type PipelineRunErrorResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRunError'] = ResolversParentTypes['PipelineRunError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PipelineRunPayloadResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRunPayload'] = ResolversParentTypes['PipelineRunPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['PipelineRun']>, ParentType, ContextType>;
};

export type PipelineRunProgressResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineRunProgress'] = ResolversParentTypes['PipelineRunProgress']> = {
  counts?: Resolver<ResolversTypes['PipelineCounts'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PipelineRunProgressKind'], ParentType, ContextType>;
  pipelineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['PipelineRun']>, ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PipelineSinkResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineSink'] = ResolversParentTypes['PipelineSink']> = {
  __resolveType: TypeResolveFn<'PipelineGraphSink' | 'PipelineRecordsSink' | 'PipelineTopicSink' | 'PipelineVectorsSink', ParentType, ContextType>;
};

export type PipelineSourceResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineSource'] = ResolversParentTypes['PipelineSource']> = {
  __resolveType: TypeResolveFn<'PipelineEventSource' | 'PipelineFileSource' | 'PipelineHttpSource', ParentType, ContextType>;
};

export type PipelineStatsResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineStats'] = ResolversParentTypes['PipelineStats']> = {
  averageDurationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['PipelineCounts'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  interrupted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastRecordAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PipelineStepResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineStep'] = ResolversParentTypes['PipelineStep']> = {
  __resolveType: TypeResolveFn<'PipelineFilterStep' | 'PipelineMapStep' | 'PipelineProcessorStep' | 'PipelineValidateStep', ParentType, ContextType>;
};

export type PipelineTopicSinkResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineTopicSink'] = ResolversParentTypes['PipelineTopicSink']> = {
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineValidateStepResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineValidateStep'] = ResolversParentTypes['PipelineValidateStep']> = {
  rules?: Resolver<ReadonlyArray<ResolversTypes['PipelineRule']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PipelineVectorsSinkResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['PipelineVectorsSink'] = ResolversParentTypes['PipelineVectorsSink']> = {
  collection?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payload?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  vector?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type QueryResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  graphNeighbourhood?: Resolver<Maybe<ResolversTypes['GraphNeighbourhood']>, ParentType, ContextType, RequireFields<QueryGraphNeighbourhoodArgs, 'depth' | 'direction' | 'first' | 'id'>>;
  pipeline?: Resolver<Maybe<ResolversTypes['Pipeline']>, ParentType, ContextType, RequireFields<QueryPipelineArgs, 'id'>>;
  pipelineProcessors?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PipelineProcessor']>>, ParentType, ContextType>;
  pipelineRecords?: Resolver<Maybe<ResolversTypes['PipelineRecordConnection']>, ParentType, ContextType, RequireFields<QueryPipelineRecordsArgs, 'collection' | 'first'>>;
  pipelineRun?: Resolver<Maybe<ResolversTypes['PipelineRun']>, ParentType, ContextType, RequireFields<QueryPipelineRunArgs, 'id'>>;
  pipelines?: Resolver<Maybe<ResolversTypes['PipelineConnection']>, ParentType, ContextType, RequireFields<QueryPipelinesArgs, 'first'>>;
  searchVectors?: Resolver<Maybe<ReadonlyArray<ResolversTypes['VectorMatch']>>, ParentType, ContextType, RequireFields<QuerySearchVectorsArgs, 'collection' | 'first' | 'vector'>>;
};

export type ServiceResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service'], FederationReferenceType extends FederationReferenceTypes['Service'] = FederationReferenceTypes['Service']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Service']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pipelines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Pipeline']>>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  pipelineRunProgressed?: SubscriptionResolver<ResolversTypes['PipelineRunProgress'], "pipelineRunProgressed", ParentType, ContextType, Partial<SubscriptionPipelineRunProgressedArgs>>;
};

export type VectorMatchResolvers<ContextType = PipelinesContext, ParentType extends ResolversParentTypes['VectorMatch'] = ResolversParentTypes['VectorMatch']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type Resolvers<ContextType = PipelinesContext> = {
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeletePipelinePayload?: DeletePipelinePayloadResolvers<ContextType>;
  Durability?: DurabilityResolvers<ContextType>;
  GraphNeighbourhood?: GraphNeighbourhoodResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Pipeline?: PipelineResolvers<ContextType>;
  PipelineConnection?: PipelineConnectionResolvers<ContextType>;
  PipelineCounts?: PipelineCountsResolvers<ContextType>;
  PipelineEdge?: PipelineEdgeResolvers<ContextType>;
  PipelineEventSource?: PipelineEventSourceResolvers<ContextType>;
  PipelineFieldMapping?: PipelineFieldMappingResolvers<ContextType>;
  PipelineFileSource?: PipelineFileSourceResolvers<ContextType>;
  PipelineFilterStep?: PipelineFilterStepResolvers<ContextType>;
  PipelineGraphNode?: PipelineGraphNodeResolvers<ContextType>;
  PipelineGraphRelation?: PipelineGraphRelationResolvers<ContextType>;
  PipelineGraphSink?: PipelineGraphSinkResolvers<ContextType>;
  PipelineHttpSource?: PipelineHttpSourceResolvers<ContextType>;
  PipelineMapStep?: PipelineMapStepResolvers<ContextType>;
  PipelineNodeMapping?: PipelineNodeMappingResolvers<ContextType>;
  PipelinePayload?: PipelinePayloadResolvers<ContextType>;
  PipelineProcessor?: PipelineProcessorResolvers<ContextType>;
  PipelineProcessorPayload?: PipelineProcessorPayloadResolvers<ContextType>;
  PipelineProcessorStep?: PipelineProcessorStepResolvers<ContextType>;
  PipelineQueue?: PipelineQueueResolvers<ContextType>;
  PipelineRecord?: PipelineRecordResolvers<ContextType>;
  PipelineRecordConnection?: PipelineRecordConnectionResolvers<ContextType>;
  PipelineRecordEdge?: PipelineRecordEdgeResolvers<ContextType>;
  PipelineRecordsSink?: PipelineRecordsSinkResolvers<ContextType>;
  PipelineRejectedRecord?: PipelineRejectedRecordResolvers<ContextType>;
  PipelineRejectedRecordConnection?: PipelineRejectedRecordConnectionResolvers<ContextType>;
  PipelineRejectedRecordEdge?: PipelineRejectedRecordEdgeResolvers<ContextType>;
  PipelineRelationMapping?: PipelineRelationMappingResolvers<ContextType>;
  PipelineRule?: PipelineRuleResolvers<ContextType>;
  PipelineRun?: PipelineRunResolvers<ContextType>;
  PipelineRunConnection?: PipelineRunConnectionResolvers<ContextType>;
  PipelineRunEdge?: PipelineRunEdgeResolvers<ContextType>;
  PipelineRunError?: PipelineRunErrorResolvers<ContextType>;
  PipelineRunPayload?: PipelineRunPayloadResolvers<ContextType>;
  PipelineRunProgress?: PipelineRunProgressResolvers<ContextType>;
  PipelineSink?: PipelineSinkResolvers<ContextType>;
  PipelineSource?: PipelineSourceResolvers<ContextType>;
  PipelineStats?: PipelineStatsResolvers<ContextType>;
  PipelineStep?: PipelineStepResolvers<ContextType>;
  PipelineTopicSink?: PipelineTopicSinkResolvers<ContextType>;
  PipelineValidateStep?: PipelineValidateStepResolvers<ContextType>;
  PipelineVectorsSink?: PipelineVectorsSinkResolvers<ContextType>;
  Position?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  VectorMatch?: VectorMatchResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = PipelinesContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
