/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How the connection to Core stands. */
export type CoreConnectionState =
  /** Core is healthy over HTTP and the one socket is open. */
  | 'CONNECTED'
  /** An attempt is under way. */
  | 'CONNECTING'
  /** Not connected. With `reconnect`, another attempt is due; without, it was disconnected on request. */
  | 'DISCONNECTED'
  /** This workspace has no Core. */
  | 'NOT_CONFIGURED';

/** Whether Core knows a service of ours. */
export type CoreRegistrationState =
  /** Core counts us among its external agents and lists this service's tool. */
  | 'CONFIRMED'
  /** Not checked yet since the service was registered. */
  | 'PENDING'
  /** Core refused it, for another reason than a missing route. */
  | 'REJECTED'
  /** Core's Agent Network Protocol server cannot be reached, or Core is not connected. */
  | 'UNREACHABLE'
  /** Core has no route to register it, and did not read it from our card at its start. */
  | 'UNSUPPORTED';

/** What stored data survives. */
export type DurabilityLevel =
  /** Survives the loss of power. */
  | 'FSYNCED'
  /** Survives the death of any process. */
  | 'WRITTEN';

/** All that is given must hold. */
export type EventFilter = {
  /** Subject or source is this, e.g. `service/payments`. */
  readonly about?: string | null | undefined;
  readonly correlationId?: string | null | undefined;
  /** Dotted segments: a name, `*` for exactly one segment, a final `**` for one or more. */
  readonly pattern?: string | null | undefined;
  /** Recorded at or after this time. */
  readonly since?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly subject?: string | null | undefined;
  /** One of these types, 1 to 100. */
  readonly types?: ReadonlyArray<string> | null | undefined;
  /** Recorded before this time. */
  readonly until?: string | null | undefined;
};

export type EventOrder =
  /** From the head of the log back. */
  | 'NEWEST_FIRST'
  /** From the beginning of the log on. */
  | 'OLDEST_FIRST';

/** What a subscription lets through beside its pattern. All that is given must hold. */
export type EventStreamFilter = {
  /** Subject or source is this, e.g. `service/payments`. */
  readonly about?: string | null | undefined;
  readonly correlationId?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly subject?: string | null | undefined;
  /** One of these types, 1 to 100. */
  readonly types?: ReadonlyArray<string> | null | undefined;
};

/** How to probe a service. */
export type HealthCheckInput = {
  /** 1 to 10. */
  readonly healthyThreshold?: number;
  /** 100 to 86 400 000 milliseconds. */
  readonly intervalMs?: number;
  /** Default: what the target's scheme says. */
  readonly protocol?: ProbeProtocol | null | undefined;
  /** A URL (http, https or tcp), or a path such as `/health` on the service's `url`. Default: the service's `url`. */
  readonly target?: string | null | undefined;
  /** 10 to 60 000 milliseconds. */
  readonly timeoutMs?: number;
  /** 1 to 10. */
  readonly unhealthyThreshold?: number;
};

export type HealthStatus =
  /** The last probes were answered. */
  | 'HEALTHY'
  /** The last probes failed: refused, timed out, or answered with an error status. */
  | 'UNHEALTHY'
  /** Not probed yet, or not probed at all. */
  | 'UNKNOWN';

export type MetricAggregation =
  | 'AVG'
  | 'COUNT'
  | 'MAX'
  | 'MIN'
  /** The median, by nearest rank. */
  | 'P50'
  /** The 95th percentile, by nearest rank. */
  | 'P95'
  /** The 99th percentile, by nearest rank. */
  | 'P99'
  | 'SUM';

/** One sample to record. */
export type MetricInput = {
  /** Names (letters, digits and `_`, not starting with a digit) with text values; at most 32. Default: none. */
  readonly labels?: Record<string, unknown> | null | undefined;
  /** As in Prometheus: letters, digits, `_`, `:` and `.`, not starting with a digit or a dot; at most 200 characters. */
  readonly name: string;
  /** When it was measured; now when left out. */
  readonly timestamp?: string | null | undefined;
  /** Any finite number. */
  readonly value: number;
};

/** What is asked of metrics. The range is half-open: from `from` up to but without `to`. */
export type MetricQuery = {
  readonly aggregation?: MetricAggregation;
  readonly from?: string | null | undefined;
  /** Width of a point, in UTC. Left out: one point for the whole range. */
  readonly groupBy?: TimeBucket | null | undefined;
  /** One series for each set of values of these labels; a sample without the label counts as an empty text. */
  readonly groupByLabels?: ReadonlyArray<string>;
  /** Only samples that have all these label values; all when left out. */
  readonly labels?: Record<string, unknown> | null | undefined;
  /** 1 to 50. */
  readonly names: ReadonlyArray<string>;
  readonly to?: string | null | undefined;
};

/** Events of the workspace's log, as they come. */
export type PipelineEventSourceInput = {
  readonly about?: string | null | undefined;
  readonly from?: PipelineStart;
  readonly pattern: string;
  readonly subject?: string | null | undefined;
};

/** `to`, and exactly one of `from` and `expression`. */
export type PipelineFieldMappingInput = {
  readonly expression?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to: string;
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
export type PipelineFileSourceInput = {
  readonly format: PipelineFileFormat;
  readonly path: string;
};

/** A condition. */
export type PipelineFilterStepInput = {
  readonly expression: string;
};

/** Nodes and relations, at least one. */
export type PipelineGraphSinkInput = {
  readonly nodes?: ReadonlyArray<PipelineNodeMappingInput>;
  readonly relations?: ReadonlyArray<PipelineRelationMappingInput>;
};

export type PipelineHttpFormat =
  /** One JSON array, or an object that holds it at `itemsPath`. */
  | 'JSON'
  /** One JSON object a line. */
  | 'NDJSON';

/** The answer to a GET request. */
export type PipelineHttpSourceInput = {
  readonly format?: PipelineHttpFormat;
  readonly itemsPath?: string | null | undefined;
  readonly serviceId?: string | null | undefined;
  /** 100 to 600000, for the whole answer. */
  readonly timeoutMs?: number;
  /** http or https, without user and password. */
  readonly url: string;
};

/** A pipeline to be. */
export type PipelineInput = {
  /** 1 to 1000. */
  readonly batchSize?: number;
  /** 1 to 128 of letters, digits and `._-`, starting with a letter or digit. One is made when it is left out. */
  readonly id?: string | null | undefined;
  /** 1 to 200 characters. */
  readonly name: string;
  readonly sink: PipelineSinkInput;
  readonly source: PipelineSourceInput;
  readonly steps?: ReadonlyArray<PipelineStepInput>;
};

/** Exactly one member. */
export type PipelineMapStepInput = {
  readonly expression?: string | null | undefined;
  readonly fields?: ReadonlyArray<PipelineFieldMappingInput> | null | undefined;
};

/** One node a record. */
export type PipelineNodeMappingInput = {
  readonly id: string;
  readonly label: string;
  readonly properties?: ReadonlyArray<string> | null | undefined;
};

/** The name of a registered processor. */
export type PipelineProcessorStepInput = {
  readonly name: string;
};

/** Rows that `pipelineRecords` reads. */
export type PipelineRecordsSinkInput = {
  readonly collection: string;
  readonly key?: string | null | undefined;
};

/** One relation a record. */
export type PipelineRelationMappingInput = {
  readonly from: string;
  readonly properties?: ReadonlyArray<string> | null | undefined;
  readonly to: string;
  readonly type: string;
};

/** A field, and at least one demand. */
export type PipelineRuleInput = {
  readonly field: string;
  readonly max?: number | null | undefined;
  readonly maxLength?: number | null | undefined;
  readonly min?: number | null | undefined;
  readonly minLength?: number | null | undefined;
  readonly oneOf?: ReadonlyArray<unknown> | null | undefined;
  readonly pattern?: string | null | undefined;
  readonly required?: boolean;
  readonly type?: PipelineFieldType | null | undefined;
};

export type PipelineRunStatus =
  | 'COMPLETED'
  | 'FAILED'
  /** Its process ended and the source could not be taken up where it was left; the counts are those of what was committed. */
  | 'INTERRUPTED'
  /** Halted at its checkpoint with the pipeline. */
  | 'PAUSED'
  | 'RUNNING';

/** Exactly one member. */
export type PipelineSinkInput = {
  readonly graph?: PipelineGraphSinkInput | null | undefined;
  readonly records?: PipelineRecordsSinkInput | null | undefined;
  readonly topic?: PipelineTopicSinkInput | null | undefined;
  readonly vectors?: PipelineVectorsSinkInput | null | undefined;
};

/** Exactly one member. */
export type PipelineSourceInput = {
  readonly event?: PipelineEventSourceInput | null | undefined;
  readonly file?: PipelineFileSourceInput | null | undefined;
  readonly http?: PipelineHttpSourceInput | null | undefined;
};

export type PipelineStart =
  /** All events that the log keeps, then those that come. */
  | 'BEGINNING'
  /** Only events that come after the definition. */
  | 'HEAD';

export type PipelineStatus =
  /** No run is under way. */
  | 'IDLE'
  /** It takes nothing until it is resumed. */
  | 'PAUSED'
  /** A run is under way. */
  | 'RUNNING';

/** Exactly one member. */
export type PipelineStepInput = {
  readonly filter?: PipelineFilterStepInput | null | undefined;
  readonly map?: PipelineMapStepInput | null | undefined;
  readonly processor?: PipelineProcessorStepInput | null | undefined;
  readonly validate?: PipelineValidateStepInput | null | undefined;
};

/** Events of one type. */
export type PipelineTopicSinkInput = {
  readonly subject?: string | null | undefined;
  readonly type: string;
};

/** Rules, at least one. */
export type PipelineValidateStepInput = {
  readonly rules: ReadonlyArray<PipelineRuleInput>;
};

/** Points that `searchVectors` finds. */
export type PipelineVectorsSinkInput = {
  readonly collection: string;
  readonly id?: string;
  readonly payload?: ReadonlyArray<string> | null | undefined;
  readonly vector?: string;
};

export type ProbeProtocol =
  /** A GET request; a status from 200 to 399 is an answer. Redirects are not followed and the body is not read. */
  | 'HTTP'
  /** A connection; being accepted is an answer. */
  | 'TCP';

/** An event to publish: the attributes of CloudEvents 1.0. */
export type PublishEventInput = {
  /** The id of the event or command that caused this one. */
  readonly causationId?: string | null | undefined;
  /** 1 to 128 printable characters without spaces. Default: the request's own correlation id. */
  readonly correlationId?: string | null | undefined;
  /** At most 1 MiB as JSON text. */
  readonly data?: unknown;
  /** A URI. */
  readonly dataSchema?: string | null | undefined;
  /** Publish only if the subject has exactly so many events yet (0: none); otherwise a CONFLICT that tells the actual number. Needs `subject`. */
  readonly expectedRevision?: number | null | undefined;
  /** 1 to 256 characters, unique within `source`; send the same again to retry safely. Default: generated. */
  readonly id?: string | null | undefined;
  /** Demand this level: when the log answers with less, the error is DURABILITY_NOT_REACHED and tells the position, for the event is in the log. */
  readonly requireDurability?: DurabilityLevel | null | undefined;
  /** A URI reference of at most 256 characters; what begins with `autoweave/` belongs to the backend. Default: `principal/<name>`. */
  readonly source?: string | null | undefined;
  /** What it happened to, 1 to 256 characters, e.g. `order/42`. */
  readonly subject?: string | null | undefined;
  /** Default: now. */
  readonly time?: string | null | undefined;
  /** A dotted name of at most 256 characters, e.g. `order.created`. */
  readonly type: string;
};

export type PublishStatus =
  /** On the disk of the process that answered, while the log's broker is away: it has no position yet. */
  | 'SPOOLED'
  /** In the log. */
  | 'STORED';

/** What to register. */
export type RegisterServiceInput = {
  /** At most 50, each 1 to 100 characters. */
  readonly capabilities?: ReadonlyArray<string>;
  /** Idempotency key: a second call with the same key changes nothing and answers `repeated`. Default: generated. */
  readonly commandId?: string | null | undefined;
  /** How to probe it. Default: `url`, with the defaults below. */
  readonly healthCheck?: HealthCheckInput | null | undefined;
  /** 1 to 128 letters, digits or `._-`, starting with a letter or digit. Default: generated. */
  readonly id?: string | null | undefined;
  /** Any JSON object of at most 64 KiB. */
  readonly metadata?: Record<string, unknown> | null | undefined;
  /** 1 to 200 characters. */
  readonly name: string;
  /** At most 50, each 1 to 100 characters. */
  readonly tags?: ReadonlyArray<string>;
  /** An http, https or tcp URL. It is probed unless `healthCheck` names another target. */
  readonly url?: string | null | undefined;
  /** A semantic version. */
  readonly version?: string;
};

/** All that is given must hold. */
export type RunningSubscriptionFilter = {
  /** With this field at their root, e.g. `eventReceived`. */
  readonly field?: string | null | undefined;
  /** Behind by at least so many events. */
  readonly minLagEvents?: number | null | undefined;
  /** Of this principal. */
  readonly principal?: string | null | undefined;
};

/** All that is given must hold. */
export type ServiceFilter = {
  /** Has this capability. */
  readonly capability?: string | null | undefined;
  /** Has exactly this name. */
  readonly name?: string | null | undefined;
  /** In this state of health. */
  readonly status?: HealthStatus | null | undefined;
  /** Has this tag. */
  readonly tag?: string | null | undefined;
  /** Has exactly this version. */
  readonly version?: string | null | undefined;
};

/** What a client is told of its source. */
export type SubscriptionState =
  /** The event log is out of reach; what happens meanwhile follows later. */
  | 'DEGRADED'
  /** Events arrive as they happen. */
  | 'LIVE'
  /** The subgraph is out of reach; what happens meanwhile follows later. */
  | 'RECONNECTING';

/** How a client is connected. */
export type SubscriptionWire =
  /** Server-Sent Events or multipart HTTP. */
  | 'HTTP_STREAM'
  | 'WEBSOCKET';

/** Buckets of time in UTC, each named by its beginning. */
export type TimeBucket =
  | 'DAY'
  | 'HOUR'
  | 'MINUTE'
  | 'MONTH'
  /** Begins on Monday. */
  | 'WEEK';

export type RecordMetricsMutationVariables = Exact<{
  inputs: ReadonlyArray<MetricInput> | MetricInput;
}>;


export type RecordMetricsMutation = { readonly recordMetrics: { readonly recorded: number, readonly receipt: { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } } | null };

export type MetricsQueryVariables = Exact<{
  query: MetricQuery;
}>;


export type MetricsQuery = { readonly metrics: ReadonlyArray<{ readonly name: string, readonly labels: Record<string, unknown>, readonly aggregation: MetricAggregation, readonly points: ReadonlyArray<{ readonly timestamp: string, readonly value: number, readonly count: number }> }> | null };

export type CoreStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type CoreStatusQuery = { readonly coreStatus: { readonly state: CoreConnectionState, readonly httpOk: boolean, readonly wsOpen: boolean } | null };

export type CoreAgentsQueryVariables = Exact<{ [key: string]: never; }>;


export type CoreAgentsQuery = { readonly coreAgents: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: string }> | null };

export type EventsQueryVariables = Exact<{
  filter?: EventFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  order?: EventOrder;
}>;


export type EventsQuery = { readonly events: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly source: string, readonly type: string, readonly subject: string | null, readonly time: string | null, readonly data: unknown, readonly position: string, readonly sequence: number, readonly recordedAt: string, readonly correlationId: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null };

export type PublishEventMutationVariables = Exact<{
  input: PublishEventInput;
}>;


export type PublishEventMutation = { readonly publishEvent: { readonly status: PublishStatus, readonly spoolId: string | null, readonly position: string | null, readonly duplicate: boolean, readonly event: { readonly id: string, readonly source: string, readonly type: string, readonly subject: string | null, readonly time: string | null, readonly data: unknown, readonly position: string, readonly sequence: number, readonly recordedAt: string, readonly correlationId: string | null } | null, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } | null };

export type PublishEventsMutationVariables = Exact<{
  inputs: ReadonlyArray<PublishEventInput> | PublishEventInput;
}>;


export type PublishEventsMutation = { readonly publishEvents: { readonly position: string | null, readonly results: ReadonlyArray<{ readonly status: PublishStatus, readonly spoolId: string | null, readonly position: string | null, readonly duplicate: boolean }>, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } | null };

export type EventReceivedSubscriptionVariables = Exact<{
  pattern?: string;
  filter?: EventStreamFilter | null | undefined;
}>;


export type EventReceivedSubscription = { readonly eventReceived: { readonly id: string, readonly source: string, readonly type: string, readonly subject: string | null, readonly time: string | null, readonly data: unknown, readonly position: string, readonly sequence: number, readonly recordedAt: string, readonly correlationId: string | null } };

export type EventFieldsFragment = { readonly id: string, readonly source: string, readonly type: string, readonly subject: string | null, readonly time: string | null, readonly data: unknown, readonly position: string, readonly sequence: number, readonly recordedAt: string, readonly correlationId: string | null };

export type RunningSubscriptionsQueryVariables = Exact<{
  filter?: RunningSubscriptionFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type RunningSubscriptionsQuery = { readonly runningSubscriptions: { readonly totalCount: number, readonly hasNextPage: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly principal: string, readonly correlationId: string, readonly wire: SubscriptionWire, readonly operationName: string | null, readonly fields: ReadonlyArray<string>, readonly document: string, readonly variables: Record<string, unknown>, readonly startedAt: string, readonly state: SubscriptionState, readonly resumable: boolean, readonly lagEvents: number, readonly lagMs: number, readonly frames: number, readonly dropped: number, readonly sharedBy: number }> } | null };

export type SubscriptionTotalsQueryVariables = Exact<{ [key: string]: never; }>;


export type SubscriptionTotalsQuery = { readonly subscriptionTotals: { readonly running: number, readonly principals: number, readonly lagging: number, readonly maxLagEvents: number, readonly maxLagMs: number, readonly frames: number, readonly dropped: number, readonly byField: ReadonlyArray<{ readonly field: string, readonly running: number }> } | null };

export type EndSubscriptionMutationVariables = Exact<{
  id: string;
  reason?: string;
}>;


export type EndSubscriptionMutation = { readonly endSubscription: { readonly subscription: { readonly id: string, readonly principal: string, readonly fields: ReadonlyArray<string> } | null } | null };

export type DrainSubscriptionsMutationVariables = Exact<{
  overMs?: number;
}>;


export type DrainSubscriptionsMutation = { readonly drainSubscriptions: { readonly moving: number } | null };

export type DefinePipelineMutationVariables = Exact<{
  input: PipelineInput;
}>;


export type DefinePipelineMutation = { readonly definePipeline: { readonly pipeline: { readonly id: string, readonly name: string, readonly status: PipelineStatus } | null, readonly receipt: { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } } | null };

export type RunPipelineMutationVariables = Exact<{
  id: string;
}>;


export type RunPipelineMutation = { readonly runPipeline: { readonly run: { readonly id: string, readonly status: PipelineRunStatus } | null, readonly receipt: { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } } | null };

export type PipelineRunQueryVariables = Exact<{
  id: string;
}>;


export type PipelineRunQuery = { readonly pipelineRun: { readonly id: string, readonly status: PipelineRunStatus, readonly counts: { readonly in: number, readonly out: number, readonly filtered: number, readonly rejected: number } } | null };

export type ServiceOverviewQueryVariables = Exact<{
  id: string;
  events?: number;
  since?: string | null | undefined;
}>;


export type ServiceOverviewQuery = { readonly service: { readonly id: string, readonly name: string, readonly version: string, readonly url: string | null, readonly eventCount: number | null, readonly health: { readonly status: HealthStatus, readonly since: string, readonly checks: ReadonlyArray<{ readonly at: string, readonly ok: boolean, readonly latencyMs: number, readonly statusCode: number | null, readonly error: string | null }> }, readonly events: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: string, readonly position: string, readonly recordedAt: string, readonly data: unknown }> } | null, readonly metrics: ReadonlyArray<{ readonly name: string, readonly aggregation: MetricAggregation, readonly points: ReadonlyArray<{ readonly timestamp: string, readonly value: number, readonly count: number }> }> | null, readonly pipelines: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: PipelineStatus }> | null, readonly coreRegistration: { readonly state: CoreRegistrationState, readonly checkedAt: string | null } | null } | null };

export type ServicesQueryVariables = Exact<{
  filter?: ServiceFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type ServicesQuery = { readonly services: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly version: string, readonly url: string | null, readonly tags: ReadonlyArray<string>, readonly health: { readonly status: HealthStatus, readonly since: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type RegisterServiceMutationVariables = Exact<{
  input: RegisterServiceInput;
}>;


export type RegisterServiceMutation = { readonly registerService: { readonly service: { readonly id: string, readonly name: string, readonly health: { readonly status: HealthStatus } }, readonly receipt: { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } } | null };

export type DeregisterServiceMutationVariables = Exact<{
  id: string;
}>;


export type DeregisterServiceMutation = { readonly deregisterService: { readonly id: string, readonly receipt: { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } } } | null };

export type ServiceHealthChangedSubscriptionVariables = Exact<{
  serviceId?: string | null | undefined;
}>;


export type ServiceHealthChangedSubscription = { readonly serviceHealthChanged: { readonly serviceId: string, readonly previous: HealthStatus, readonly current: HealthStatus, readonly changedAt: string, readonly service: { readonly id: string, readonly name: string, readonly eventCount: number | null } | null } };

export type ReceiptFragment = { readonly commandId: string, readonly position: string | null, readonly repeated: boolean, readonly durability: { readonly level: DurabilityLevel, readonly replicas: number } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const EventFieldsFragmentDoc = new TypedDocumentString(`
    fragment EventFields on Event {
  id
  source
  type
  subject
  time
  data
  position
  sequence
  recordedAt
  correlationId
}
    `, {"fragmentName":"EventFields"}) as unknown as TypedDocumentString<EventFieldsFragment, unknown>;
export const ReceiptFragmentDoc = new TypedDocumentString(`
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}
    `, {"fragmentName":"Receipt"}) as unknown as TypedDocumentString<ReceiptFragment, unknown>;
export const RecordMetricsDocument = new TypedDocumentString(`
    mutation RecordMetrics($inputs: [MetricInput!]!) {
  recordMetrics(inputs: $inputs) {
    recorded
    receipt {
      ...Receipt
    }
  }
}
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}`) as unknown as TypedDocumentString<RecordMetricsMutation, RecordMetricsMutationVariables>;
export const MetricsDocument = new TypedDocumentString(`
    query Metrics($query: MetricQuery!) {
  metrics(query: $query) {
    name
    labels
    aggregation
    points {
      timestamp
      value
      count
    }
  }
}
    `) as unknown as TypedDocumentString<MetricsQuery, MetricsQueryVariables>;
export const CoreStatusDocument = new TypedDocumentString(`
    query CoreStatus {
  coreStatus {
    state
    httpOk
    wsOpen
  }
}
    `) as unknown as TypedDocumentString<CoreStatusQuery, CoreStatusQueryVariables>;
export const CoreAgentsDocument = new TypedDocumentString(`
    query CoreAgents {
  coreAgents {
    id
    name
    status
  }
}
    `) as unknown as TypedDocumentString<CoreAgentsQuery, CoreAgentsQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String, $order: EventOrder! = OLDEST_FIRST) {
  events(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
    order: $order
  ) {
    nodes {
      ...EventFields
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment EventFields on Event {
  id
  source
  type
  subject
  time
  data
  position
  sequence
  recordedAt
  correlationId
}`) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const PublishEventDocument = new TypedDocumentString(`
    mutation PublishEvent($input: PublishEventInput!) {
  publishEvent(input: $input) {
    status
    spoolId
    event {
      ...EventFields
    }
    position
    duplicate
    durability {
      level
      replicas
    }
  }
}
    fragment EventFields on Event {
  id
  source
  type
  subject
  time
  data
  position
  sequence
  recordedAt
  correlationId
}`) as unknown as TypedDocumentString<PublishEventMutation, PublishEventMutationVariables>;
export const PublishEventsDocument = new TypedDocumentString(`
    mutation PublishEvents($inputs: [PublishEventInput!]!) {
  publishEvents(inputs: $inputs) {
    position
    results {
      status
      spoolId
      position
      duplicate
    }
    durability {
      level
      replicas
    }
  }
}
    `) as unknown as TypedDocumentString<PublishEventsMutation, PublishEventsMutationVariables>;
export const EventReceivedDocument = new TypedDocumentString(`
    subscription EventReceived($pattern: String! = "**", $filter: EventStreamFilter) {
  eventReceived(pattern: $pattern, filter: $filter) {
    ...EventFields
  }
}
    fragment EventFields on Event {
  id
  source
  type
  subject
  time
  data
  position
  sequence
  recordedAt
  correlationId
}`) as unknown as TypedDocumentString<EventReceivedSubscription, EventReceivedSubscriptionVariables>;
export const RunningSubscriptionsDocument = new TypedDocumentString(`
    query RunningSubscriptions($filter: RunningSubscriptionFilter, $first: Int! = 50, $after: ID) {
  runningSubscriptions(filter: $filter, first: $first, after: $after) {
    totalCount
    hasNextPage
    nodes {
      id
      principal
      correlationId
      wire
      operationName
      fields
      document
      variables
      startedAt
      state
      resumable
      lagEvents
      lagMs
      frames
      dropped
      sharedBy
    }
  }
}
    `) as unknown as TypedDocumentString<RunningSubscriptionsQuery, RunningSubscriptionsQueryVariables>;
export const SubscriptionTotalsDocument = new TypedDocumentString(`
    query SubscriptionTotals {
  subscriptionTotals {
    running
    principals
    lagging
    maxLagEvents
    maxLagMs
    frames
    dropped
    byField {
      field
      running
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionTotalsQuery, SubscriptionTotalsQueryVariables>;
export const EndSubscriptionDocument = new TypedDocumentString(`
    mutation EndSubscription($id: ID!, $reason: String! = "ended by an operator") {
  endSubscription(id: $id, reason: $reason) {
    subscription {
      id
      principal
      fields
    }
  }
}
    `) as unknown as TypedDocumentString<EndSubscriptionMutation, EndSubscriptionMutationVariables>;
export const DrainSubscriptionsDocument = new TypedDocumentString(`
    mutation DrainSubscriptions($overMs: Int! = 10000) {
  drainSubscriptions(overMs: $overMs) {
    moving
  }
}
    `) as unknown as TypedDocumentString<DrainSubscriptionsMutation, DrainSubscriptionsMutationVariables>;
export const DefinePipelineDocument = new TypedDocumentString(`
    mutation DefinePipeline($input: PipelineInput!) {
  definePipeline(input: $input) {
    pipeline {
      id
      name
      status
    }
    receipt {
      ...Receipt
    }
  }
}
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}`) as unknown as TypedDocumentString<DefinePipelineMutation, DefinePipelineMutationVariables>;
export const RunPipelineDocument = new TypedDocumentString(`
    mutation RunPipeline($id: ID!) {
  runPipeline(id: $id) {
    run {
      id
      status
    }
    receipt {
      ...Receipt
    }
  }
}
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}`) as unknown as TypedDocumentString<RunPipelineMutation, RunPipelineMutationVariables>;
export const PipelineRunDocument = new TypedDocumentString(`
    query PipelineRun($id: ID!) {
  pipelineRun(id: $id) {
    id
    status
    counts {
      in
      out
      filtered
      rejected
    }
  }
}
    `) as unknown as TypedDocumentString<PipelineRunQuery, PipelineRunQueryVariables>;
export const ServiceOverviewDocument = new TypedDocumentString(`
    query ServiceOverview($id: ID!, $events: Int! = 10, $since: DateTime) {
  service(id: $id) {
    id
    name
    version
    url
    health {
      status
      since
      checks(last: 3) {
        at
        ok
        latencyMs
        statusCode
        error
      }
    }
    events(first: $events) {
      nodes {
        id
        type
        position
        recordedAt
        data
      }
    }
    metrics(from: $since) {
      name
      aggregation
      points {
        timestamp
        value
        count
      }
    }
    eventCount
    pipelines {
      id
      name
      status
    }
    coreRegistration {
      state
      checkedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceOverviewQuery, ServiceOverviewQueryVariables>;
export const ServicesDocument = new TypedDocumentString(`
    query Services($filter: ServiceFilter, $first: Int! = 50, $after: String) {
  services(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      version
      url
      tags
      health {
        status
        since
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ServicesQuery, ServicesQueryVariables>;
export const RegisterServiceDocument = new TypedDocumentString(`
    mutation RegisterService($input: RegisterServiceInput!) {
  registerService(input: $input) {
    service {
      id
      name
      health {
        status
      }
    }
    receipt {
      ...Receipt
    }
  }
}
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}`) as unknown as TypedDocumentString<RegisterServiceMutation, RegisterServiceMutationVariables>;
export const DeregisterServiceDocument = new TypedDocumentString(`
    mutation DeregisterService($id: ID!) {
  deregisterService(id: $id) {
    id
    receipt {
      ...Receipt
    }
  }
}
    fragment Receipt on CommandReceipt {
  commandId
  position
  repeated
  durability {
    level
    replicas
  }
}`) as unknown as TypedDocumentString<DeregisterServiceMutation, DeregisterServiceMutationVariables>;
export const ServiceHealthChangedDocument = new TypedDocumentString(`
    subscription ServiceHealthChanged($serviceId: ID) {
  serviceHealthChanged(serviceId: $serviceId) {
    serviceId
    previous
    current
    changedAt
    service {
      id
      name
      eventCount
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceHealthChangedSubscription, ServiceHealthChangedSubscriptionVariables>;