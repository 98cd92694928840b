import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { EventMapper, WebhookSecretMapper, DeliveryAuditMapper, GroupAuditMapper, ProjectionMapper, ProjectionCheckMapper, ProjectionDifferenceMapper, ProjectionProgressMapper, EventConnectionMapper, PageInfoMapper, PublishEventPayloadMapper, SpooledPublicationMapper, EventBusSpoolMapper, EventBusStatsMapper, ConsumerGroupMapper, MessageQueueMapper, DeliveryMapper, DeadLetterMapper, DeadLetterErrorMapper, DeadLetterConnectionMapper, DeliverySettingsMapper, DeliveryTotalsMapper, WebhookCallMapper, DurabilityMapper, ServiceMapper, CommandReceiptMapper, EventSchemaMapper, EventTypeMapper, EventSchemaCheckMapper, RoutingRuleMapper, RoutingTargetMapper, RoutingFaultMapper, ReplayMapper, ReplayProgressMapper, ReplayTargetMapper, ReplaySuppressionMapper } from '../schema.mappers.ts';
import type { EventsContext } from '../context.ts';
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
  /** A place in the workspace's event log. Opaque: keep it, send it back, compare nothing. */
  Position: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

export type ClaimPayload = {
  readonly __typename?: 'ClaimPayload';
  readonly deliveries: ReadonlyArray<Delivery>;
};

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

/** A cursor over the log that consumers share. Each event that passes the filter is delivered to one of them, at least once. */
export type ConsumerGroup = {
  readonly __typename?: 'ConsumerGroup';
  /** When a consumer asked last, to the minute. */
  readonly activeAt: Scalars['DateTime']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly deadLetterCount: Scalars['Int']['output'];
  /** Dead letters by error, the most frequent first. */
  readonly deadLetterErrors: ReadonlyArray<DeadLetterError>;
  /** By place, the oldest first. */
  readonly deadLetters: DeadLetterConnection;
  /** Claimed at the moment. */
  readonly inFlight: Scalars['Int']['output'];
  readonly inactiveExpiryMs?: Maybe<Scalars['Int']['output']>;
  /** Events of the log that pass the filter and have not been taken yet. */
  readonly lag: Scalars['Float']['output'];
  /** What the log had dropped before the group took it, the last time; `consumer-group.gap` tells of each. */
  readonly lastGap?: Maybe<LogGap>;
  /** Places of the log that were dropped before they were taken, a whole number. */
  readonly missed: Scalars['Float']['output'];
  readonly name: Scalars['ID']['output'];
  /** Types that are delivered. */
  readonly pattern: Scalars['String']['output'];
  readonly paused: Scalars['Boolean']['output'];
  /** Events that have been taken and are not settled: claimed, waiting for a retry or for their subject's turn. */
  readonly pending: Scalars['Float']['output'];
  /** Up to where events have been taken from the log; null while it stands before the first. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** True while the log's retention waits for it: it is to, and a consumer has asked within `inactiveExpiryMs`. */
  readonly required: Scalars['Boolean']['output'];
  readonly settings: DeliverySettings;
  readonly totals: DeliveryTotals;
};


/** A cursor over the log that consumers share. Each event that passes the filter is delivered to one of them, at least once. */
export type ConsumerGroupDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  fingerprint?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

export type ConsumerGroupPayload = {
  readonly __typename?: 'ConsumerGroupPayload';
  readonly group: ConsumerGroup;
  readonly receipt: CommandReceipt;
};

/** What the settings do is told at `DeliverySettings`. */
export type CreateConsumerGroupInput = {
  /** 0 to 3600000. */
  readonly backoffMs: Scalars['Int']['input'];
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly filter?: InputMaybe<EventStreamFilter>;
  /** Default: after the last event. */
  readonly from?: InputMaybe<LogPlaceInput>;
  /** A required group that no consumer has asked for so long is not waited for any more, and `consumer-group.lapsed` says so; the next claim makes it required again. 1000 to 2147483647; default: never. */
  readonly inactiveExpiryMs?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 86400000. */
  readonly maxBackoffMs: Scalars['Int']['input'];
  /** 1 to 1000. */
  readonly maxDeliveries: Scalars['Int']['input'];
  /** 1 to 10000. */
  readonly maxInFlight: Scalars['Int']['input'];
  /** Taken from the log and not settled, at most: 1 to 100000. */
  readonly maxPending: Scalars['Int']['input'];
  /** 1 to 128 letters, digits or ._- */
  readonly name: Scalars['ID']['input'];
  /** Types that are delivered: dotted segments, a name, `*` for exactly one segment, a final `**` for one or more. */
  readonly pattern: Scalars['String']['input'];
  readonly poison: PoisonPolicy;
  /** True: the log's retention and compaction keep what the group has not taken yet. */
  readonly required: Scalars['Boolean']['input'];
  /** 1 to 43200000. */
  readonly visibilityTimeoutMs: Scalars['Int']['input'];
};

/** What the settings do is told at `DeliverySettings`. */
export type CreateMessageQueueInput = {
  /** 0 to 3600000. */
  readonly backoffMs: Scalars['Int']['input'];
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** 0 to 86400000. */
  readonly maxBackoffMs: Scalars['Int']['input'];
  /** 1 to 10000. */
  readonly maxInFlight: Scalars['Int']['input'];
  /** 1 to 10000000. */
  readonly maxLength: Scalars['Int']['input'];
  /** Tries after the first, 0 to 1000. */
  readonly maxRetries: Scalars['Int']['input'];
  /** 1 to 128 letters, digits or ._- */
  readonly name: Scalars['ID']['input'];
  readonly poison: PoisonPolicy;
  /** 1 to 43200000. */
  readonly visibilityTimeoutMs: Scalars['Int']['input'];
};

/** A delivery that was given up. */
export type DeadLetter = {
  readonly __typename?: 'DeadLetter';
  /** How often it was handed out. */
  readonly attempts: Scalars['Int']['output'];
  /** True while it holds the later deliveries of its key back. */
  readonly blocksKey: Scalars['Boolean']['output'];
  readonly data?: Maybe<Scalars['JSON']['output']>;
  readonly diedAt: Scalars['DateTime']['output'];
  readonly enqueuedAt: Scalars['DateTime']['output'];
  /** The code of the last `error` that a consumer gave, or the backend's own, e.g. `EXPIRED`; null when neither gave one. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** The message of the last `error` that a consumer gave, or what happened instead. */
  readonly errorMessage: Scalars['String']['output'];
  readonly event?: Maybe<Event>;
  /** The same for errors that differ only in numbers, ids and quoted names. */
  readonly fingerprint: Scalars['ID']['output'];
  readonly id: Scalars['ID']['output'];
  readonly key?: Maybe<Scalars['String']['output']>;
  readonly reason: DeadLetterReason;
  readonly subject?: Maybe<Scalars['String']['output']>;
  readonly type: Scalars['String']['output'];
};

/** Dead letters of one group or queue: exactly one of `group` and `queue`. With neither `ids` nor `fingerprint`: all. */
export type DeadLetterChoiceInput = {
  readonly fingerprint?: InputMaybe<Scalars['ID']['input']>;
  readonly group?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 500. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly queue?: InputMaybe<Scalars['ID']['input']>;
};

export type DeadLetterConnection = {
  readonly __typename?: 'DeadLetterConnection';
  readonly edges: ReadonlyArray<DeadLetterEdge>;
  readonly nodes: ReadonlyArray<DeadLetter>;
  readonly pageInfo: PageInfo;
};

export type DeadLetterEdge = {
  readonly __typename?: 'DeadLetterEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DeadLetter;
};

/** Dead letters that died of the same error. */
export type DeadLetterError = {
  readonly __typename?: 'DeadLetterError';
  readonly count: Scalars['Int']['output'];
  /** The one that died last. */
  readonly example?: Maybe<DeadLetter>;
  readonly fingerprint: Scalars['ID']['output'];
  readonly firstDiedAt: Scalars['DateTime']['output'];
  readonly lastDiedAt: Scalars['DateTime']['output'];
};

export type DeadLetterReason =
  /** Not done before it expired. */
  | 'EXPIRED'
  /** Tried as often as the settings allow. */
  | 'MAX_DELIVERIES'
  /** Given up by its consumer. */
  | 'TERMINATED';

export type DeadLettersPayload = {
  readonly __typename?: 'DeadLettersPayload';
  /** How many were chosen: put back or removed, unless it was a dry run. */
  readonly count: Scalars['Int']['output'];
  /** True when nothing was changed. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** In the order of their places. */
  readonly ids: ReadonlyArray<Scalars['ID']['output']>;
};

export type DeletePayload = {
  readonly __typename?: 'DeletePayload';
  readonly name: Scalars['ID']['output'];
  readonly receipt: CommandReceipt;
};

export type DeleteProjectionPayload = {
  readonly __typename?: 'DeleteProjectionPayload';
  readonly id: Scalars['ID']['output'];
  readonly receipt: CommandReceipt;
};

/** What came of `deleteRoutingRule`. */
export type DeleteRoutingRulePayload = {
  readonly __typename?: 'DeleteRoutingRulePayload';
  readonly id: Scalars['ID']['output'];
  readonly receipt: CommandReceipt;
};

/** Something that a consumer has claimed. */
export type Delivery = {
  readonly __typename?: 'Delivery';
  /** From 1. */
  readonly attempt: Scalars['Int']['output'];
  readonly correlationId?: Maybe<Scalars['String']['output']>;
  /** The message's data, or the event's. */
  readonly data?: Maybe<Scalars['JSON']['output']>;
  readonly enqueuedAt: Scalars['DateTime']['output'];
  /** The event, when it came from the log. */
  readonly event?: Maybe<Event>;
  readonly id: Scalars['ID']['output'];
  /** What keeps order among deliveries; a group's is the subject. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** True after a dead letter was put back behind deliveries that it should have preceded. */
  readonly outOfOrder: Scalars['Boolean']['output'];
  readonly priority: Scalars['Int']['output'];
  /** Proof of the claim; settles it. */
  readonly receipt: Scalars['ID']['output'];
  readonly subject?: Maybe<Scalars['String']['output']>;
  readonly type: Scalars['String']['output'];
  /** When the claim ends. */
  readonly visibleAt: Scalars['DateTime']['output'];
};

export type DeliveryAudit = {
  readonly __typename?: 'DeliveryAudit';
  /** Null when there is none of this name. */
  readonly group?: Maybe<GroupAudit>;
  /** By name. */
  readonly groups: ReadonlyArray<GroupAudit>;
  readonly log: LogAudit;
  /** By source; asking counts what is new in the log, 20000 events at most. */
  readonly producers: ProducersAudit;
};


export type DeliveryAuditGroupArgs = {
  name: Scalars['ID']['input'];
};


export type DeliveryAuditGroupsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
};


export type DeliveryAuditProducersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};

export type DeliveryErrorInput = {
  /** 1 to 128 characters. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 2000 characters. */
  readonly message: Scalars['String']['input'];
};

/** What became of a claimed delivery. */
export type DeliveryOutcome =
  | 'ACKNOWLEDGED'
  /** It is a dead letter now. */
  | 'DEAD'
  | 'EXTENDED'
  /** The claim was no longer held: nothing was done. */
  | 'GONE'
  /** Nothing was done, because another delivery of the call was gone. */
  | 'KEPT'
  /** It will be handed out again. */
  | 'RETRYING';

/** How deliveries are handed out and given up. */
export type DeliverySettings = {
  readonly __typename?: 'DeliverySettings';
  /** The longest pause before the second try; it doubles with each further one, and a random part of up to a half is taken away. */
  readonly backoffMs: Scalars['Int']['output'];
  /** No pause between tries is longer. */
  readonly maxBackoffMs: Scalars['Int']['output'];
  /** The delivery that fails at this try is a dead letter. */
  readonly maxDeliveries: Scalars['Int']['output'];
  /** Claims that are held at one time, at most; beyond it a claim answers nothing. */
  readonly maxInFlight: Scalars['Int']['output'];
  /** Deliveries that are neither done nor dead, at most. */
  readonly maxLength: Scalars['Int']['output'];
  readonly poison: PoisonPolicy;
  /** How long a claim lasts that is neither settled nor extended; then the delivery is handed out again. */
  readonly visibilityTimeoutMs: Scalars['Int']['output'];
};

/** Counts since the group or queue was made. */
export type DeliveryTotals = {
  readonly __typename?: 'DeliveryTotals';
  readonly acknowledged: Scalars['Float']['output'];
  /** Handed out a second time or oftener. */
  readonly redelivered: Scalars['Float']['output'];
  /** Taken from the log or put in. */
  readonly taken: Scalars['Float']['output'];
};

/** What went from the log for one reason. */
export type DroppedEvents = {
  readonly __typename?: 'DroppedEvents';
  readonly at: Scalars['DateTime']['output'];
  readonly bytes: Scalars['Float']['output'];
  readonly events: Scalars['Float']['output'];
  readonly reason: EventDropReason;
  /** The newest of them. */
  readonly through: Scalars['Position']['output'];
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

export type EditDeadLetterPayload = {
  readonly __typename?: 'EditDeadLetterPayload';
  readonly deadLetter: DeadLetter;
};

export type EnqueueMessageInput = {
  /** At most 1 MiB as JSON text. */
  readonly data?: InputMaybe<Scalars['JSON']['input']>;
  /** Not handed out before: 0 to 31536000000 ms from now. */
  readonly delayMs: Scalars['Float']['input'];
  /** A dead letter after so many ms, 1 to 31536000000. */
  readonly expiresInMs?: InputMaybe<Scalars['Float']['input']>;
  /** 1 to 128 printable characters without spaces; the same again while it is in the queue changes nothing. Default: generated. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Messages of one key keep their order. 1 to 256 characters; without one there is no order to keep. */
  readonly key?: InputMaybe<Scalars['String']['input']>;
  /** 0 (last) to 10 (first). */
  readonly priority: Scalars['Int']['input'];
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** A dotted name of at most 256 characters. */
  readonly type: Scalars['String']['input'];
};

export type EnqueuePayload = {
  readonly __typename?: 'EnqueuePayload';
  /** Those that were in the queue already. */
  readonly duplicates: ReadonlyArray<Scalars['ID']['output']>;
  /** How safe they are; null when all were there already. */
  readonly durability?: Maybe<Durability>;
  /** In the order of the messages. */
  readonly ids: ReadonlyArray<Scalars['ID']['output']>;
};

/** A CloudEvents 1.0 event as the log keeps it. */
export type Event = {
  readonly __typename?: 'Event';
  /** The id of the event or command that caused it. */
  readonly causationId?: Maybe<Scalars['String']['output']>;
  /** Shared by all events that belong to one request or process. */
  readonly correlationId?: Maybe<Scalars['String']['output']>;
  readonly data?: Maybe<Scalars['JSON']['output']>;
  /** URI of the schema of `data`. */
  readonly dataSchema?: Maybe<Scalars['String']['output']>;
  /** When its data was erased; it has none since. */
  readonly erasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Unique within its source. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the log; also its cursor. */
  readonly position: Scalars['Position']['output'];
  /** The principal that published it. */
  readonly principal: Scalars['String']['output'];
  /** When the log took it; never decreases along the log. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Where a replayed event comes from; null for all others. */
  readonly replay?: Maybe<ReplayedFrom>;
  /** Its number among the events of its subject, from 1; null without a subject. */
  readonly revision?: Maybe<Scalars['Int']['output']>;
  /** Its number in the workspace's log: a whole number, dense, growing from 1. */
  readonly sequence: Scalars['Float']['output'];
  /** Who published it, a URI reference such as `principal/ada` or `autoweave/services`. */
  readonly source: Scalars['String']['output'];
  /** CloudEvents version, `1.0`. */
  readonly specVersion: Scalars['String']['output'];
  /** What it happened to, e.g. `service/payments`. */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** When it happened, by the publisher's clock. Not used for order or ranges. */
  readonly time?: Maybe<Scalars['DateTime']['output']>;
  /** W3C trace context of the span that published it. */
  readonly traceparent?: Maybe<Scalars['String']['output']>;
  /** What happened, dotted, e.g. `order.created`. */
  readonly type: Scalars['String']['output'];
  readonly workspace: Scalars['String']['output'];
};

export type EventBusMode =
  /** The log's broker can be reached. */
  | 'CONNECTED'
  /** The broker is back, and spooled events are on their way to it. */
  | 'DRAINING'
  /** The log is in this process. */
  | 'EMBEDDED'
  /** The broker is away: what is published is spooled, and bound queues get it from here. */
  | 'LOCAL_ONLY';

/** In a second, on average over the last minute. */
export type EventBusRates = {
  readonly __typename?: 'EventBusRates';
  /** Deliveries settled for good, by the process that answers. */
  readonly acknowledgedPerSecond: Scalars['Float']['output'];
  /** Events that the workspace's log took, whoever published them. */
  readonly publishedPerSecond: Scalars['Float']['output'];
  /** Deliveries handed out again, by the process that answers. */
  readonly redeliveredPerSecond: Scalars['Float']['output'];
  /** Deliveries taken from the log or put in, by the process that answers. */
  readonly takenPerSecond: Scalars['Float']['output'];
};

/** The workspace's events on this process's disk that wait for the broker. Totals begin with the spool's files. */
export type EventBusSpool = {
  readonly __typename?: 'EventBusSpool';
  readonly appended: Scalars['Float']['output'];
  /** The most events of all workspaces together that a process lets wait. */
  readonly maxEvents: Scalars['Float']['output'];
  readonly oldestAt?: Maybe<Scalars['DateTime']['output']>;
  /** Those that the log would not have when it was back, each in the process's log of warnings. */
  readonly refused: Scalars['Float']['output'];
  /** Taken in all; the same as waiting, appended and refused together. */
  readonly spooled: Scalars['Float']['output'];
  readonly waiting: Scalars['Float']['output'];
  readonly waitingBytes: Scalars['Float']['output'];
};

/** The event log as it is now. */
export type EventBusStats = {
  readonly __typename?: 'EventBusStats';
  /** True while the log and the records can be reached. */
  readonly connected: Scalars['Boolean']['output'];
  /** The first 500 by name, each with its lag (not taken yet) and pending (taken and not settled). */
  readonly consumerGroups: ReadonlyArray<ConsumerGroup>;
  /** What an acknowledged event is safe from. */
  readonly durability: Durability;
  /** `sqlite` or `redis`. */
  readonly engine: Scalars['String']['output'];
  /** Who takes events of which types, by pattern: groups, and queues through their bindings. */
  readonly handlers: ReadonlyArray<EventHandlers>;
  /** The newest position of the workspace; null when the log cannot be reached. */
  readonly head?: Maybe<Scalars['Position']['output']>;
  /** Whether what is published goes to the log at once or waits in the spool; for a banner that says so. */
  readonly mode: EventBusMode;
  /** The first 500 by name. */
  readonly queues: ReadonlyArray<MessageQueue>;
  readonly rates: EventBusRates;
  /** True while the log answers; `connected` counts the records, too. */
  readonly reachable: Scalars['Boolean']['output'];
  /** True while this process works on queues in the background. */
  readonly running: Scalars['Boolean']['output'];
  /** How many events the workspace's log has taken, a whole number; null when the log cannot be reached. */
  readonly sequence?: Maybe<Scalars['Float']['output']>;
  /** Null where the log is in the process. */
  readonly spool?: Maybe<EventBusSpool>;
  /** Sums over the groups and queues that there are. */
  readonly totals: EventBusTotals;
};

/** Sums over the groups and queues of a workspace; whole numbers. */
export type EventBusTotals = {
  readonly __typename?: 'EventBusTotals';
  readonly acknowledged: Scalars['Float']['output'];
  readonly consumerGroups: Scalars['Int']['output'];
  readonly deadLetters: Scalars['Float']['output'];
  /** Neither settled nor dead. */
  readonly pending: Scalars['Float']['output'];
  readonly queues: Scalars['Int']['output'];
  /** Handed out a second time or oftener. */
  readonly redelivered: Scalars['Float']['output'];
  /** Taken from the log or put in. */
  readonly taken: Scalars['Float']['output'];
};

/** Of the events whose type matches, only the newest of each subject stays. */
export type EventCompactionInput = {
  readonly pattern: Scalars['String']['input'];
  /** A newest event without data goes itself when it is so old. */
  readonly tombstoneMs: Scalars['Float']['input'];
};

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  readonly edges: ReadonlyArray<EventEdge>;
  /** The events of `edges`. */
  readonly nodes: ReadonlyArray<Event>;
  readonly pageInfo: PageInfo;
};

export type EventDropReason =
  | 'AGE'
  | 'COMPACTION'
  | 'COUNT'
  | 'SIZE'
  | 'TRIM';

/** An event in a page. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** The event's position. */
  readonly cursor: Scalars['String']['output'];
  readonly node: Event;
};

/** A subject whose data is gone. */
export type EventErasure = {
  readonly __typename?: 'EventErasure';
  readonly at: Scalars['DateTime']['output'];
  readonly events: Scalars['Float']['output'];
  readonly subject: Scalars['String']['output'];
  /** Its events up to here have no data. */
  readonly through: Scalars['Position']['output'];
};

/** All that is given must hold. */
export type EventFilter = {
  /** Subject or source is this, e.g. `service/payments`. */
  readonly about?: InputMaybe<Scalars['String']['input']>;
  readonly correlationId?: InputMaybe<Scalars['String']['input']>;
  /** Dotted segments: a name, `*` for exactly one segment, a final `**` for one or more. */
  readonly pattern?: InputMaybe<Scalars['String']['input']>;
  /** Recorded at or after this time. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  readonly source?: InputMaybe<Scalars['String']['input']>;
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** One of these types, 1 to 100. */
  readonly types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Recorded before this time. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Who takes the events whose types match a pattern. */
export type EventHandlers = {
  readonly __typename?: 'EventHandlers';
  readonly consumerGroups: ReadonlyArray<Scalars['ID']['output']>;
  readonly pattern: Scalars['String']['output'];
  readonly queues: ReadonlyArray<Scalars['ID']['output']>;
};

/** Events whose type matches are neither dropped nor compacted nor erased. */
export type EventHoldInput = {
  readonly pattern: Scalars['String']['input'];
  readonly reason: Scalars['String']['input'];
};

export type EventLogKeeping = {
  readonly __typename?: 'EventLogKeeping';
  /** How many of them are in the archive, beyond what Redis holds in memory. */
  readonly archivedEvents: Scalars['Float']['output'];
  /** The cursor before the first event that is kept; an older one gets a gap. */
  readonly availableFrom: Scalars['Position']['output'];
  /** Bytes of these events as they are stored. */
  readonly bytes: Scalars['Float']['output'];
  /** What went, by reason. */
  readonly dropped: ReadonlyArray<DroppedEvents>;
  /** The newest erasures, at most 100. */
  readonly erasures: ReadonlyArray<EventErasure>;
  /** How many events there are. */
  readonly events: Scalars['Float']['output'];
  /** The policy as JSON: retention, compaction, holds and quota. */
  readonly policy: Scalars['JSON']['output'];
};

/** What is kept of a workspace's log. A hold goes before all else. */
export type EventLogPolicyInput = {
  readonly compaction: ReadonlyArray<EventCompactionInput>;
  readonly holds: ReadonlyArray<EventHoldInput>;
  /** Bytes of the events as they are stored. */
  readonly maxBytes?: InputMaybe<Scalars['Float']['input']>;
  /** Publishing beyond it is LOG_FULL, and reads go on. */
  readonly maxEvents?: InputMaybe<Scalars['Float']['input']>;
  /** At most 50 rules; none: everything is kept. */
  readonly retention: ReadonlyArray<EventRetentionInput>;
};

export type EventOrder =
  /** From the head of the log back. */
  | 'NEWEST_FIRST'
  /** From the beginning of the log on. */
  | 'OLDEST_FIRST';

export type EventReferenceInput = {
  readonly id: Scalars['ID']['input'];
  readonly source: Scalars['String']['input'];
};

/** What has answered a request. */
export type EventReplies = {
  readonly __typename?: 'EventReplies';
  readonly replies: ReadonlyArray<Event>;
  readonly request: Event;
};

/** An answered request. */
export type EventReply = {
  readonly __typename?: 'EventReply';
  readonly reply: Event;
  readonly request: Event;
  /** From the request's publication to the answer's, by the log's clock. */
  readonly tookMs: Scalars['Float']['output'];
};

/** Events whose type matches are dropped, oldest first, when a bound is passed. At least one is given. */
export type EventRetentionInput = {
  readonly maxAgeMs?: InputMaybe<Scalars['Float']['input']>;
  readonly maxBytes?: InputMaybe<Scalars['Float']['input']>;
  readonly maxEvents?: InputMaybe<Scalars['Float']['input']>;
  readonly pattern: Scalars['String']['input'];
};

/** A version of the JSON Schema to which the data of a type's events keeps. */
export type EventSchema = {
  readonly __typename?: 'EventSchema';
  readonly registeredAt: Scalars['DateTime']['output'];
  /** The principal that registered it. */
  readonly registeredBy: Scalars['String']['output'];
  /** JSON Schema, draft-07. */
  readonly schema: Scalars['JSON']['output'];
  readonly type: Scalars['String']['output'];
  /** Its name for `dataSchema`: an event that gives it is held to this version instead of the newest. */
  readonly uri: Scalars['String']['output'];
  /** From 1, without holes. */
  readonly version: Scalars['Int']['output'];
};

/** What would come of registering a schema. */
export type EventSchemaCheck = {
  readonly __typename?: 'EventSchemaCheck';
  /** True when it would be taken. */
  readonly compatible: Scalars['Boolean']['output'];
  readonly problems: ReadonlyArray<SchemaProblem>;
  /** The version that it would get; the newest one's when it is the newest already. */
  readonly version: Scalars['Int']['output'];
};

/** What holds for all publishing in a workspace. */
export type EventSchemaPolicy = {
  readonly __typename?: 'EventSchemaPolicy';
  /** True: publishing an event whose type has no schema is refused. Events of types that have one are checked regardless. */
  readonly strict: Scalars['Boolean']['output'];
};

/** What a subscription lets through beside its pattern. All that is given must hold. */
export type EventStreamFilter = {
  /** Subject or source is this, e.g. `service/payments`. */
  readonly about?: InputMaybe<Scalars['String']['input']>;
  readonly correlationId?: InputMaybe<Scalars['String']['input']>;
  readonly source?: InputMaybe<Scalars['String']['input']>;
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** One of these types, 1 to 100. */
  readonly types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An event type that has a schema. */
export type EventType = {
  readonly __typename?: 'EventType';
  readonly compatibility: SchemaCompatibility;
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The newest version. */
  readonly schema: EventSchema;
  readonly type: Scalars['String']['output'];
  /** The newest versions, newest first, 100 at most. */
  readonly versions: ReadonlyArray<EventSchema>;
};

/**
 * What became of the events between `from` and `upTo` in a group: `produced` is `delivered`, `pending`, `deadLetters`, `discarded` and
 * `gaps`. It begins where the group began, or was sought last. Whole numbers.
 */
export type GroupAudit = {
  readonly __typename?: 'GroupAudit';
  readonly deadLetters: Scalars['Float']['output'];
  /** Settled for good by a consumer. */
  readonly delivered: Scalars['Float']['output'];
  /** Dead letters that were removed. */
  readonly discarded: Scalars['Float']['output'];
  /** Handed out once more than the first time. */
  readonly duplicates: Scalars['Float']['output'];
  /** Only events after it. */
  readonly from: Scalars['Position']['output'];
  /** Events in none of these states: 0 unless something was lost. */
  readonly gaps: Scalars['Float']['output'];
  readonly group: ConsumerGroup;
  /** False when the log has dropped events of the range since: `produced` is too low by them. */
  readonly isWhole: Scalars['Boolean']['output'];
  readonly pending: Scalars['Float']['output'];
  /** Events of the range that pass the filter, as the log has them. */
  readonly produced: Scalars['Float']['output'];
  readonly sources: ReadonlyArray<GroupSourceAudit>;
  readonly taken: Scalars['Float']['output'];
  /** And up to and with it: how far the group has taken the log. */
  readonly upTo: Scalars['Position']['output'];
};

/** The same of the events of one source. */
export type GroupSourceAudit = {
  readonly __typename?: 'GroupSourceAudit';
  readonly deadLetters: Scalars['Float']['output'];
  readonly delivered: Scalars['Float']['output'];
  readonly discarded: Scalars['Float']['output'];
  readonly duplicates: Scalars['Float']['output'];
  readonly gaps: Scalars['Float']['output'];
  readonly pending: Scalars['Float']['output'];
  readonly produced: Scalars['Float']['output'];
  readonly source: Scalars['String']['output'];
  readonly taken: Scalars['Float']['output'];
};

/** The log's places: `sequence` is `kept` and `dropped` and `gaps`. Whole numbers. */
export type LogAudit = {
  readonly __typename?: 'LogAudit';
  /** Events that went by the policy: `eventLogKeeping.dropped`. */
  readonly dropped: Scalars['Float']['output'];
  /** Places that are neither: 0 unless something was lost. */
  readonly gaps: Scalars['Float']['output'];
  /** Events that the log and its archive hold. */
  readonly kept: Scalars['Float']['output'];
  /** Places that were given to events. */
  readonly sequence: Scalars['Float']['output'];
};

/** A stretch of the log that was dropped before it was taken. */
export type LogGap = {
  readonly __typename?: 'LogGap';
  readonly at: Scalars['DateTime']['output'];
  /** Where it went on. */
  readonly availableFrom: Scalars['Position']['output'];
  /** Where the group stood. */
  readonly from: Scalars['Position']['output'];
  /** Places between, whether their events would have passed the filter or not; a whole number. */
  readonly missed: Scalars['Float']['output'];
};

/** A place in the log: exactly one. */
export type LogPlaceInput = {
  /** After this position. */
  readonly after?: InputMaybe<Scalars['Position']['input']>;
  /** True: before the first event that is kept. */
  readonly beginning?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: after the last event. */
  readonly head?: InputMaybe<Scalars['Boolean']['input']>;
  /** The first event recorded at or after this time. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Messages with priorities, delays and expiry; filled by hand or by bindings. */
export type MessageQueue = {
  readonly __typename?: 'MessageQueue';
  readonly bindings: ReadonlyArray<QueueBinding>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly deadLetterCount: Scalars['Int']['output'];
  /** Dead letters by error, the most frequent first. */
  readonly deadLetterErrors: ReadonlyArray<DeadLetterError>;
  /** By place, the oldest first. */
  readonly deadLetters: DeadLetterConnection;
  /** Messages that are neither done nor dead: those that are claimed or not due yet among them. */
  readonly depth: Scalars['Float']['output'];
  /** Claimed at the moment. */
  readonly inFlight: Scalars['Int']['output'];
  /** Events of the log that have not been looked at yet; 0 without bindings. */
  readonly lag: Scalars['Float']['output'];
  readonly name: Scalars['ID']['output'];
  readonly paused: Scalars['Boolean']['output'];
  readonly settings: DeliverySettings;
  readonly totals: DeliveryTotals;
  /** Where it pushes to. */
  readonly webhook?: Maybe<Webhook>;
  /** Calls of the webhook, the newest first, of the last 24 hours. */
  readonly webhookCalls: ReadonlyArray<WebhookCall>;
};


/** Messages with priorities, delays and expiry; filled by hand or by bindings. */
export type MessageQueueDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  fingerprint?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


/** Messages with priorities, delays and expiry; filled by hand or by bindings. */
export type MessageQueueWebhookCallsArgs = {
  first: Scalars['Int']['input'];
};

export type MessageQueuePayload = {
  readonly __typename?: 'MessageQueuePayload';
  readonly queue: MessageQueue;
  readonly receipt: CommandReceipt;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Settles claimed deliveries for good: none is handed out again. With `publish` the events are appended in the same unit of
   * work, and then it is all of the receipts, which must be of one group or queue, or none (`KEPT`).
   */
  readonly acknowledgeDeliveries?: Maybe<SettlePayload>;
  /** From now on each event whose type matches enters the queue once. An event that several patterns match gets the highest priority. */
  readonly bindQueue?: Maybe<MessageQueuePayload>;
  /** Ends a replay for good; what was sent stays sent. */
  readonly cancelReplay?: Maybe<ReplayPayload>;
  /**
   * Builds the entries anew from zero and says whether they equal those that are read. Answers when that is known, or after
   * `timeoutMs` without a `check`; it goes on then, and `Projection.lastCheck` has it later.
   */
  readonly checkProjection?: Maybe<ProjectionCheckPayload>;
  /**
   * Claims events for one consumer, each until it is settled or `visibilityTimeoutMs` has passed. Of the events with one
   * subject, the next is handed out when the one before is settled; events of different subjects go side by side.
   */
  readonly claimEvents?: Maybe<ClaimPayload>;
  /**
   * Claims messages: the first of each key by priority, then by their order. A message that waits for its time holds the
   * later ones of its key back; nothing overtakes within a key.
   */
  readonly claimMessages?: Maybe<ClaimPayload>;
  /** Makes a consumer group: a cursor over the log that many consumers share. CONFLICT when the name is taken. */
  readonly createConsumerGroup?: Maybe<ConsumerGroupPayload>;
  /** Makes a message queue. CONFLICT when the name is taken. */
  readonly createMessageQueue?: Maybe<MessageQueuePayload>;
  /** Removes the group with what it has under way and its dead letters. */
  readonly deleteConsumerGroup?: Maybe<DeletePayload>;
  /** Removes the queue with all that is in it. */
  readonly deleteMessageQueue?: Maybe<DeletePayload>;
  /** Removes the projection with its entries; the events stay. */
  readonly deleteProjection?: Maybe<DeleteProjectionPayload>;
  /** Removes the rule; what it sent on stays. */
  readonly deleteRoutingRule?: Maybe<DeleteRoutingRulePayload>;
  /** Removes dead letters for good; a key that one of them blocked goes on. */
  readonly discardDeadLetters?: Maybe<DeadLettersPayload>;
  /** Replaces the data of a queue's dead letter. */
  readonly editDeadLetter?: Maybe<EditDeadLetterPayload>;
  /** Switches a rule off or on. One that is on again goes on with what comes from then on, or with `catchUp` with what it missed. */
  readonly enableRoutingRule?: Maybe<RoutingRulePayload>;
  /** Puts 1 to 500 messages into the queue, all or none. QUEUE_FULL when they do not fit. A message whose id is in the queue already changes nothing. */
  readonly enqueueMessages?: Maybe<EnqueuePayload>;
  /**
   * Takes the data of every event of this subject out of the log and its archive, and out of what queues hold of it, for good. The events
   * keep their places and say `erasedAt`. Projections are built anew without it. CONFLICT while a hold stands against it.
   */
  readonly eraseEventSubject?: Maybe<EventErasure>;
  /** Makes claims last so long from now. */
  readonly extendDeliveries?: Maybe<SettlePayload>;
  /** Claims answer nothing until the group is resumed; what is claimed can still be settled. */
  readonly pauseConsumerGroup?: Maybe<ConsumerGroupPayload>;
  /** Claims answer nothing and no webhook is called until the queue is resumed; it is filled on, and what is claimed can still be settled. */
  readonly pauseMessageQueue?: Maybe<MessageQueuePayload>;
  /** Stops a replay where it stands until it is resumed. */
  readonly pauseReplay?: Maybe<ReplayPayload>;
  /**
   * Appends one event to the log and answers once it is as safe as `durability` says. While the log's broker is away it goes to a spool on
   * the process's own disk and is appended in its turn when the broker is back (`SPOOLED`); with `expectedRevision` the error is LOG_UNAVAILABLE then.
   * The same `source` and `id` with the same content answers the event that is there (`duplicate`); with other content it is a CONFLICT.
   */
  readonly publishEvent?: Maybe<PublishEventPayload>;
  /** Appends 1 to 500 events in this order, all or none. */
  readonly publishEvents?: Maybe<PublishEventsPayload>;
  /** Removes the messages that wait; those that are claimed and dead letters stay. */
  readonly purgeQueue?: Maybe<PurgePayload>;
  /** Builds the entries anew from zero beside those that are read, and swaps them in when they have caught up. */
  readonly rebuildProjection?: Maybe<ProjectionPayload>;
  /**
   * Asks whether a side effect of an event may happen, and records that it does. The first to record a key may proceed. A key that is
   * recorded may not: in a fenced replay this stands among its suppressions. In one that is not fenced it may.
   */
  readonly recordSideEffect?: Maybe<SideEffectPayload>;
  /**
   * Registers the next version of an event type's schema. From then on the data of published events of the type must keep to it.
   * CONFLICT when it does not get on with the version before as `compatibility` demands. The schema that is the newest already makes no new version.
   */
  readonly registerEventSchema?: Maybe<RegisterEventSchemaPayload>;
  /** Gives claimed deliveries back to be tried again after `delayMs`, by default after the backoff. The last try makes them dead letters. */
  readonly rejectDeliveries?: Maybe<SettlePayload>;
  /** Calls of the URL are not signed any more. */
  readonly removeWebhookSecret?: Maybe<RemoveWebhookSecretPayload>;
  /**
   * Begins to send what the log holds of a range once more, in order, each event once, in the background; it goes on after a crash.
   * Copies in the log say of what and by which replay (`Event.replay`). What was made by a replay is not replayed.
   */
  readonly replayEvents?: Maybe<ReplayPayload>;
  /**
   * Publishes an event and waits for the first one that names it as its cause (`causationId`) and is neither a rule's nor a replay's copy.
   * Without an answer in time the error is DEADLINE_EXCEEDED with the request's source, id and position; a late answer is in `eventReplies`.
   */
  readonly requestEvent?: Maybe<EventReply>;
  /** Puts dead letters back, as if never tried. One that blocks its key returns to its place, the others to the end, marked out of order. */
  readonly requeueDeadLetters?: Maybe<DeadLettersPayload>;
  /** Claims answer again; the group goes on where it stands. */
  readonly resumeConsumerGroup?: Maybe<ConsumerGroupPayload>;
  /** Claims answer again, and its webhook is called again. */
  readonly resumeMessageQueue?: Maybe<MessageQueuePayload>;
  /** A paused replay goes on where it stands. */
  readonly resumeReplay?: Maybe<ReplayPayload>;
  /**
   * Makes a secret for an endpoint, or a new one in the place of the one that it has; this answer alone tells it. From then on queues,
   * rules and replays of the workspace sign every call of the URL as Standard Webhooks has it: `webhook-id`, `webhook-timestamp` (seconds) and
   * `webhook-signature`, which is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. While the old secret lasts there is a
   * signature by each, with a space between.
   */
  readonly rotateWebhookSecret?: Maybe<RotateWebhookSecretPayload>;
  /**
   * Adds a projection, or gives the one of this id other terms. Its entries are built from the beginning of what the log keeps, and
   * take the place of those that are read in one step.
   */
  readonly saveProjection?: Maybe<ProjectionPayload>;
  /** Adds a rule, which takes what is published from then on, or changes the one of this id, which goes on where it stands. */
  readonly saveRoutingRule?: Maybe<RoutingRulePayload>;
  /** Moves the cursor. What is under way is forgotten: its receipts are gone. Dead letters stay. */
  readonly seekConsumerGroup?: Maybe<ConsumerGroupPayload>;
  /** Says what is kept from now on, instead of all that was said before. What it drops goes within seconds. */
  readonly setEventLogPolicy?: Maybe<EventLogKeeping>;
  /** Sets what holds for all publishing in the workspace. */
  readonly setEventSchemaPolicy?: Maybe<SetEventSchemaPolicyPayload>;
  /** Delivers each message to the webhook by POST from now on; a status of 200 to 299 acknowledges it, all else is retried. */
  readonly subscribeQueue?: Maybe<MessageQueuePayload>;
  /** Gives claimed deliveries up: they are dead letters at once. */
  readonly terminateDeliveries?: Maybe<SettlePayload>;
  /** Events of the pattern enter the queue no more; what is in it stays. NOT_FOUND when there is no binding of just this pattern. */
  readonly unbindQueue?: Maybe<MessageQueuePayload>;
  /** The webhook is called no more; what is in the queue waits to be claimed. */
  readonly unsubscribeQueue?: Maybe<MessageQueuePayload>;
  /** Changes what of the settings is given; what is under way goes on under them. */
  readonly updateConsumerGroup?: Maybe<ConsumerGroupPayload>;
  /** Changes what of the settings is given; what is in the queue goes on under them. */
  readonly updateMessageQueue?: Maybe<MessageQueuePayload>;
};


export type MutationAcknowledgeDeliveriesArgs = {
  publish?: InputMaybe<ReadonlyArray<PublishEventInput>>;
  receipts: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationBindQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  pattern: Scalars['String']['input'];
  priority: Scalars['Int']['input'];
  queue: Scalars['ID']['input'];
};


export type MutationCancelReplayArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationCheckProjectionArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
  timeoutMs: Scalars['Int']['input'];
};


export type MutationClaimEventsArgs = {
  consumer?: InputMaybe<Scalars['String']['input']>;
  group: Scalars['ID']['input'];
  max: Scalars['Int']['input'];
  visibilityTimeoutMs?: InputMaybe<Scalars['Int']['input']>;
  waitMs: Scalars['Int']['input'];
};


export type MutationClaimMessagesArgs = {
  consumer?: InputMaybe<Scalars['String']['input']>;
  max: Scalars['Int']['input'];
  queue: Scalars['ID']['input'];
  visibilityTimeoutMs?: InputMaybe<Scalars['Int']['input']>;
  waitMs: Scalars['Int']['input'];
};


export type MutationCreateConsumerGroupArgs = {
  input: CreateConsumerGroupInput;
};


export type MutationCreateMessageQueueArgs = {
  input: CreateMessageQueueInput;
};


export type MutationDeleteConsumerGroupArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationDeleteMessageQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationDeleteProjectionArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationDeleteRoutingRuleArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationDiscardDeadLettersArgs = {
  choice: DeadLetterChoiceInput;
  dryRun: Scalars['Boolean']['input'];
};


export type MutationEditDeadLetterArgs = {
  data: Scalars['JSON']['input'];
  id: Scalars['ID']['input'];
  queue: Scalars['ID']['input'];
};


export type MutationEnableRoutingRuleArgs = {
  catchUp: Scalars['Boolean']['input'];
  commandId?: InputMaybe<Scalars['ID']['input']>;
  enabled: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
};


export type MutationEnqueueMessagesArgs = {
  messages: ReadonlyArray<EnqueueMessageInput>;
  queue: Scalars['ID']['input'];
};


export type MutationEraseEventSubjectArgs = {
  subject: Scalars['String']['input'];
};


export type MutationExtendDeliveriesArgs = {
  receipts: ReadonlyArray<Scalars['ID']['input']>;
  visibilityTimeoutMs: Scalars['Int']['input'];
};


export type MutationPauseConsumerGroupArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationPauseMessageQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationPauseReplayArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationPublishEventArgs = {
  input: PublishEventInput;
};


export type MutationPublishEventsArgs = {
  inputs: ReadonlyArray<PublishEventInput>;
};


export type MutationPurgeQueueArgs = {
  queue: Scalars['ID']['input'];
};


export type MutationRebuildProjectionArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRecordSideEffectArgs = {
  input: RecordSideEffectInput;
};


export type MutationRegisterEventSchemaArgs = {
  input: RegisterEventSchemaInput;
};


export type MutationRejectDeliveriesArgs = {
  delayMs?: InputMaybe<Scalars['Int']['input']>;
  error?: InputMaybe<DeliveryErrorInput>;
  receipts: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationRemoveWebhookSecretArgs = {
  url: Scalars['String']['input'];
};


export type MutationReplayEventsArgs = {
  input: ReplayEventsInput;
};


export type MutationRequestEventArgs = {
  input: PublishEventInput;
  replyPattern: Scalars['String']['input'];
  timeoutMs: Scalars['Int']['input'];
};


export type MutationRequeueDeadLettersArgs = {
  choice: DeadLetterChoiceInput;
  dryRun: Scalars['Boolean']['input'];
};


export type MutationResumeConsumerGroupArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationResumeMessageQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
};


export type MutationResumeReplayArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRotateWebhookSecretArgs = {
  keepPreviousMs: Scalars['Int']['input'];
  url: Scalars['String']['input'];
};


export type MutationSaveProjectionArgs = {
  input: SaveProjectionInput;
};


export type MutationSaveRoutingRuleArgs = {
  input: SaveRoutingRuleInput;
};


export type MutationSeekConsumerGroupArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['ID']['input'];
  to: LogPlaceInput;
};


export type MutationSetEventLogPolicyArgs = {
  policy: EventLogPolicyInput;
};


export type MutationSetEventSchemaPolicyArgs = {
  input: SetEventSchemaPolicyInput;
};


export type MutationSubscribeQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  queue: Scalars['ID']['input'];
  webhook: WebhookInput;
};


export type MutationTerminateDeliveriesArgs = {
  error?: InputMaybe<DeliveryErrorInput>;
  receipts: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationUnbindQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  pattern: Scalars['String']['input'];
  queue: Scalars['ID']['input'];
};


export type MutationUnsubscribeQueueArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  queue: Scalars['ID']['input'];
};


export type MutationUpdateConsumerGroupArgs = {
  input: UpdateConsumerGroupInput;
  name: Scalars['ID']['input'];
};


export type MutationUpdateMessageQueueArgs = {
  input: UpdateMessageQueueInput;
  name: Scalars['ID']['input'];
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

/** What happens to the later deliveries of a key when one is dead. */
export type PoisonPolicy =
  /** They wait until the dead letter is requeued or discarded. */
  | 'BLOCK_KEY'
  /** They go on; the dead letter, requeued, comes after them and is marked out of order. */
  | 'SKIP';

export type ProducerAudit = {
  readonly __typename?: 'ProducerAudit';
  /** How often it sent an event that the log had already, and got the first one's position. */
  readonly duplicates: Scalars['Float']['output'];
  /** Sequence of its first event; 0 while none is counted. */
  readonly firstSequence: Scalars['Float']['output'];
  readonly lastSequence: Scalars['Float']['output'];
  /** Its events in the log, those included that went since. */
  readonly produced: Scalars['Float']['output'];
  readonly source: Scalars['String']['output'];
};

/** What sources have published: their `produced` and `uncounted` make up `sequence`. Whole numbers. */
export type ProducersAudit = {
  readonly __typename?: 'ProducersAudit';
  /** False while more is to be counted: ask again. */
  readonly isCurrent: Scalars['Boolean']['output'];
  /** Places up to there. */
  readonly sequence: Scalars['Float']['output'];
  readonly sources: ReadonlyArray<ProducerAudit>;
  /** Places whose events were gone before they were counted. */
  readonly uncounted: Scalars['Float']['output'];
  /** Up to where the log has been counted. */
  readonly upTo: Scalars['Position']['output'];
};

/**
 * A read model: each event of the pattern changes the entry of its key, in the order of the log. New events are applied as they come.
 * An event whose expressions fail changes nothing and is counted. Events by which projections tell of themselves are not applied.
 */
export type Projection = {
  readonly __typename?: 'Projection';
  /** Events that were applied, a whole number. */
  readonly applied: Scalars['Float']['output'];
  /** What is being built to be compared with what is read; null when nothing is. */
  readonly check?: Maybe<ProjectionProgress>;
  readonly createdAt: Scalars['DateTime']['output'];
  /** By key. */
  readonly entries: ReadonlyArray<ProjectionEntry>;
  /** Null when there is none of this key. */
  readonly entry?: Maybe<ProjectionEntry>;
  readonly entryCount: Scalars['Int']['output'];
  /** Events that could not be applied, a whole number. */
  readonly failed: Scalars['Float']['output'];
  readonly fold: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly key: Scalars['String']['output'];
  /** Events of the pattern that are not applied yet. */
  readonly lag: Scalars['Float']['output'];
  /** What the last check found. */
  readonly lastCheck?: Maybe<ProjectionCheck>;
  readonly lastFault?: Maybe<RoutingFault>;
  readonly maxEntries: Scalars['Int']['output'];
  readonly pattern: Scalars['String']['output'];
  /** Up to where the log has been applied; null while it is built for the first time. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** What is being built to take the place of what is read; null when nothing is. */
  readonly rebuild?: Maybe<ProjectionProgress>;
  readonly state: ProjectionState;
  readonly updatedAt: Scalars['DateTime']['output'];
};


/**
 * A read model: each event of the pattern changes the entry of its key, in the order of the log. New events are applied as they come.
 * An event whose expressions fail changes nothing and is counted. Events by which projections tell of themselves are not applied.
 */
export type ProjectionEntriesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
};


/**
 * A read model: each event of the pattern changes the entry of its key, in the order of the log. New events are applied as they come.
 * An event whose expressions fail changes nothing and is counted. Events by which projections tell of themselves are not applied.
 */
export type ProjectionEntryArgs = {
  key: Scalars['ID']['input'];
};

/** Whether entries that were built from zero are those that were read. */
export type ProjectionCheck = {
  readonly __typename?: 'ProjectionCheck';
  readonly at: Scalars['DateTime']['output'];
  /** The first entries that differ, 20 at most. */
  readonly differences: ReadonlyArray<ProjectionDifference>;
  readonly equal: Scalars['Boolean']['output'];
  readonly liveEntries: Scalars['Int']['output'];
  /** Up to where both had been applied. */
  readonly position: Scalars['Position']['output'];
  readonly rebuiltEntries: Scalars['Int']['output'];
};

export type ProjectionCheckPayload = {
  readonly __typename?: 'ProjectionCheckPayload';
  /** Null when it is not known yet. */
  readonly check?: Maybe<ProjectionCheck>;
  readonly projection: Projection;
  readonly receipt: CommandReceipt;
};

export type ProjectionDifference = {
  readonly __typename?: 'ProjectionDifference';
  readonly key: Scalars['ID']['output'];
  /** Null when there is no such entry. */
  readonly live?: Maybe<Scalars['JSON']['output']>;
  readonly rebuilt?: Maybe<Scalars['JSON']['output']>;
};

export type ProjectionEntry = {
  readonly __typename?: 'ProjectionEntry';
  readonly key: Scalars['ID']['output'];
  /** Of the event that changed it last. */
  readonly position: Scalars['Position']['output'];
  readonly state: Scalars['JSON']['output'];
};

/** What came of a command on a projection. */
export type ProjectionPayload = {
  readonly __typename?: 'ProjectionPayload';
  readonly projection: Projection;
  readonly receipt: CommandReceipt;
};

/** How far a building has come; the numbers are whole numbers. */
export type ProjectionProgress = {
  readonly __typename?: 'ProjectionProgress';
  /** In a second of work. */
  readonly eventsPerSecond: Scalars['Float']['output'];
  readonly examined: Scalars['Float']['output'];
  /** 0 to 100. */
  readonly percent: Scalars['Float']['output'];
  readonly projectionId: Scalars['ID']['output'];
  readonly purpose: ProjectionPurpose;
  /** At that rate; null while there is none. */
  readonly remainingMs?: Maybe<Scalars['Float']['output']>;
  readonly state: ProjectionWorkState;
  /** Events of the pattern when it began. */
  readonly total: Scalars['Float']['output'];
};

export type ProjectionPurpose =
  /** Is compared with what is read. */
  | 'CHECK'
  /** Takes the place of what is read. */
  | 'REBUILD';

export type ProjectionState =
  /** Being built for the first time: it has no entries to read yet. */
  | 'BUILDING'
  | 'LIVE';

export type ProjectionWorkState =
  | 'DONE'
  | 'RUNNING';

/** An event to publish: the attributes of CloudEvents 1.0. */
export type PublishEventInput = {
  /** The id of the event or command that caused this one. */
  readonly causationId?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 128 printable characters without spaces. Default: the request's own correlation id. */
  readonly correlationId?: InputMaybe<Scalars['String']['input']>;
  /** At most 1 MiB as JSON text. */
  readonly data?: InputMaybe<Scalars['JSON']['input']>;
  /** A URI. */
  readonly dataSchema?: InputMaybe<Scalars['String']['input']>;
  /** Publish only if the subject has exactly so many events yet (0: none); otherwise a CONFLICT that tells the actual number. Needs `subject`. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 256 characters, unique within `source`; send the same again to retry safely. Default: generated. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Demand this level: when the log answers with less, the error is DURABILITY_NOT_REACHED and tells the position, for the event is in the log. */
  readonly requireDurability?: InputMaybe<DurabilityLevel>;
  /** A URI reference of at most 256 characters; what begins with `autoweave/` belongs to the backend. Default: `principal/<name>`. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** What it happened to, 1 to 256 characters, e.g. `order/42`. */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** Default: now. */
  readonly time?: InputMaybe<Scalars['DateTime']['input']>;
  /** A dotted name of at most 256 characters, e.g. `order.created`. */
  readonly type: Scalars['String']['input'];
};

/** What came of `publishEvent`. */
export type PublishEventPayload = {
  readonly __typename?: 'PublishEventPayload';
  /** True when the event had been published before: nothing was appended now. */
  readonly duplicate: Scalars['Boolean']['output'];
  readonly durability: Durability;
  /** Null when it is spooled: the log does not have it yet. */
  readonly event?: Maybe<Event>;
  /** Null when it is spooled. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** For `spooledEvent`; null when it is stored. */
  readonly spoolId?: Maybe<Scalars['ID']['output']>;
  readonly status: PublishStatus;
};

/** What came of `publishEvents`. */
export type PublishEventsPayload = {
  readonly __typename?: 'PublishEventsPayload';
  readonly durability: Durability;
  /** Where the last of them stands; null when they are spooled. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  /** In the order of the inputs. */
  readonly results: ReadonlyArray<PublishEventPayload>;
};

export type PublishStatus =
  /** On the disk of the process that answered, while the log's broker is away: it has no position yet. */
  | 'SPOOLED'
  /** In the log. */
  | 'STORED';

export type PurgePayload = {
  readonly __typename?: 'PurgePayload';
  readonly queue: MessageQueue;
  readonly removed: Scalars['Float']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** The registry as an AsyncAPI 3.0 document: a channel a type, with the newest schema as its message's payload. */
  readonly asyncApi?: Maybe<Scalars['JSON']['output']>;
  /** What would come of registering this schema: nothing is changed. */
  readonly checkEventSchema?: Maybe<EventSchemaCheck>;
  /** The consumer group of this name; null when there is none. */
  readonly consumerGroup?: Maybe<ConsumerGroup>;
  /** The consumer groups by name. */
  readonly consumerGroups?: Maybe<ReadonlyArray<ConsumerGroup>>;
  /** What was produced, delivered, doubled and lost, in numbers that `events` and the groups' own fields bear out. */
  readonly deliveryAudit?: Maybe<DeliveryAudit>;
  /** The event with this id from this source; null when the workspace's log has none. */
  readonly event?: Maybe<Event>;
  /** What the event log promises at the moment, and how far it has come. */
  readonly eventBusStats?: Maybe<EventBusStats>;
  /** What is kept of the workspace's log, and what went. */
  readonly eventLogKeeping?: Maybe<EventLogKeeping>;
  /**
   * What has answered a request so far, oldest first, whether or not someone still waits: events that name it as their cause.
   * Null when there is no such request.
   */
  readonly eventReplies?: Maybe<EventReplies>;
  /** The newest schema of the event type, or the one of this version; null when there is none. */
  readonly eventSchema?: Maybe<EventSchema>;
  /** What holds for all publishing in the workspace. */
  readonly eventSchemaPolicy?: Maybe<EventSchemaPolicy>;
  /** The registry as TypeScript: a type for the data of each event type, and `EventData`, which maps type names to them. */
  readonly eventTypeScript?: Maybe<Scalars['String']['output']>;
  /** The event types that have a schema, by name. */
  readonly eventTypes?: Maybe<ReadonlyArray<EventType>>;
  /**
   * The history, page by page. `first` with `after` pages forward through `order`, `last` with `before` backward;
   * the edges of a page always stand in `order`. Cursors are log positions. Without `first` and `last`: the first 50.
   */
  readonly events?: Maybe<EventConnection>;
  /** The message queue of this name; null when there is none. */
  readonly messageQueue?: Maybe<MessageQueue>;
  /** The message queues by name. */
  readonly messageQueues?: Maybe<ReadonlyArray<MessageQueue>>;
  /** A read model that is made of events; with `minPosition` once it has applied all up to there, or STALE after five seconds. */
  readonly projection?: Maybe<Projection>;
  /** The projections by id. */
  readonly projections?: Maybe<ReadonlyArray<Projection>>;
  /** The replay of this id, running or over; null when there is none. */
  readonly replay?: Maybe<Replay>;
  /** The newest first. */
  readonly replays?: Maybe<ReadonlyArray<Replay>>;
  /** The rule of this id; null when there is none. */
  readonly routingRule?: Maybe<RoutingRule>;
  /** The rules by which events are sent on, by name. */
  readonly routingRules?: Maybe<ReadonlyArray<RoutingRule>>;
  /** What has become of an event that was `SPOOLED`; null when this process's folder has never had it, or has forgotten it a week after it was settled. */
  readonly spooledEvent?: Maybe<SpooledPublication>;
  /** What such a rule would have done with what is in the log: nothing is sent. */
  readonly testRoutingRule?: Maybe<RoutingTrial>;
  /** The endpoints whose calls are signed, by URL; the secrets themselves are never told again. */
  readonly webhookSecrets?: Maybe<ReadonlyArray<WebhookSecret>>;
};


export type QueryCheckEventSchemaArgs = {
  compatibility?: InputMaybe<SchemaCompatibility>;
  schema: Scalars['JSON']['input'];
  type: Scalars['String']['input'];
};


export type QueryConsumerGroupArgs = {
  name: Scalars['ID']['input'];
};


export type QueryConsumerGroupsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
};


export type QueryEventArgs = {
  id: Scalars['ID']['input'];
  source: Scalars['String']['input'];
};


export type QueryEventRepliesArgs = {
  first: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
  source: Scalars['String']['input'];
};


export type QueryEventSchemaArgs = {
  type: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryEventTypesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
};


export type QueryEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  order: EventOrder;
};


export type QueryMessageQueueArgs = {
  name: Scalars['ID']['input'];
};


export type QueryMessageQueuesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
};


export type QueryProjectionArgs = {
  id: Scalars['ID']['input'];
  minPosition?: InputMaybe<Scalars['Position']['input']>;
};


export type QueryReplayArgs = {
  id: Scalars['ID']['input'];
};


export type QueryReplaysArgs = {
  first: Scalars['Int']['input'];
};


export type QueryRoutingRuleArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySpooledEventArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTestRoutingRuleArgs = {
  last: Scalars['Int']['input'];
  rule: RoutingRuleTestInput;
};

/** A pattern whose events enter the queue. */
export type QueueBinding = {
  readonly __typename?: 'QueueBinding';
  readonly pattern: Scalars['String']['output'];
  readonly priority: Scalars['Int']['output'];
};

export type QueueTargetInput = {
  /** Of a message queue of the workspace. */
  readonly name: Scalars['String']['input'];
  /** 0 to 10, 10 first. */
  readonly priority: Scalars['Int']['input'];
};

export type RecordSideEffectInput = {
  /** What is done: compared with what was recorded under the key. */
  readonly content?: InputMaybe<Scalars['JSON']['input']>;
  /** The event that is handled; for a replayed one the copy. */
  readonly event: EventReferenceInput;
  /** 1 to 256 characters; the same effect of the same event has the same key. */
  readonly key: Scalars['ID']['input'];
};

export type RegisterEventSchemaInput = {
  /** Names the command: the same again changes nothing. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** Default: what the type has; BACKWARD for a new type. Counts for this registration already. */
  readonly compatibility?: InputMaybe<SchemaCompatibility>;
  /** At most 1000 characters. Default: what the type has. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** JSON Schema, draft-07, an object of at most 64 KiB; `$ref` within itself only. */
  readonly schema: Scalars['JSON']['input'];
  /** A dotted name of at most 256 characters, e.g. `order.created`. */
  readonly type: Scalars['String']['input'];
};

/** What came of `registerEventSchema`. */
export type RegisterEventSchemaPayload = {
  readonly __typename?: 'RegisterEventSchemaPayload';
  readonly eventType: EventType;
  readonly receipt: CommandReceipt;
};

export type RemoveWebhookSecretPayload = {
  readonly __typename?: 'RemoveWebhookSecretPayload';
  readonly receipt: CommandReceipt;
  readonly url: Scalars['String']['output'];
};

/** A range of the log that is sent once more. */
export type Replay = {
  readonly __typename?: 'Replay';
  readonly fenced: Scalars['Boolean']['output'];
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly lastFault?: Maybe<RoutingFault>;
  readonly pattern: Scalars['String']['output'];
  readonly progress: ReplayProgress;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly state: ReplayState;
  /** What was left undone because it had been done before: with `onlyDiffering` only what would be done otherwise now. Oldest first. */
  readonly suppressions: ReadonlyArray<ReplaySuppression>;
  readonly target: ReplayTarget;
};


/** A range of the log that is sent once more. */
export type ReplaySuppressionsArgs = {
  first: Scalars['Int']['input'];
  onlyDiffering: Scalars['Boolean']['input'];
};

export type ReplayEventsInput = {
  /** Names the command, and the replay: 1 to 100 letters, digits or ._-; the same again changes nothing. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** True: what an event had done already, as recorded under an idempotency key, is not done again. */
  readonly fenced: Scalars['Boolean']['input'];
  /** From the event at this position on. Default: the oldest. */
  readonly from?: InputMaybe<Scalars['Position']['input']>;
  readonly pattern: Scalars['String']['input'];
  /** Recorded at or after this time. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  readonly target: ReplayTargetInput;
  /** Up to and with the event at this position. Default: the newest now. */
  readonly to?: InputMaybe<Scalars['Position']['input']>;
  /** Recorded before this time. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of a command on a replay. */
export type ReplayPayload = {
  readonly __typename?: 'ReplayPayload';
  readonly receipt: CommandReceipt;
  readonly replay: Replay;
};

/** How far a replay has come; the numbers are whole numbers. */
export type ReplayProgress = {
  readonly __typename?: 'ReplayProgress';
  /** Events of the range in a second of work. */
  readonly eventsPerSecond: Scalars['Float']['output'];
  /** Events of the range that it has come past. */
  readonly examined: Scalars['Float']['output'];
  readonly failed: Scalars['Float']['output'];
  /** 0 to 100. */
  readonly percent: Scalars['Float']['output'];
  /** At that rate; null while there is none. */
  readonly remainingMs?: Maybe<Scalars['Float']['output']>;
  readonly replayId: Scalars['ID']['output'];
  /** Events that it has sent. */
  readonly replayed: Scalars['Float']['output'];
  readonly state: ReplayState;
  /** Calls of the replay's own webhook that it left out, for they had been made before. */
  readonly suppressed: Scalars['Float']['output'];
  /** How many events the range had when the replay began. */
  readonly total: Scalars['Float']['output'];
};

export type ReplayState =
  | 'CANCELLED'
  | 'DONE'
  | 'PAUSED'
  | 'RUNNING';

/** An effect that was not repeated. */
export type ReplaySuppression = {
  readonly __typename?: 'ReplaySuppression';
  readonly at: Scalars['DateTime']['output'];
  /** True when what would be done now is not what was done then. */
  readonly differs: Scalars['Boolean']['output'];
  readonly id: Scalars['ID']['output'];
  /** The idempotency key. */
  readonly key: Scalars['String']['output'];
  /** Of the first event. */
  readonly source: Scalars['String']['output'];
};

/** Where a replay sends events: one of these. */
export type ReplayTarget = {
  readonly __typename?: 'ReplayTarget';
  /** On in the log, with this and a dot before the type. */
  readonly topicPrefix?: Maybe<Scalars['String']['output']>;
  /** By POST, with the header `x-autoweave-replay`. */
  readonly webhook?: Maybe<RoutingWebhook>;
};

/** Exactly one of these. */
export type ReplayTargetInput = {
  /** A dotted name. */
  readonly topicPrefix?: InputMaybe<Scalars['String']['input']>;
  readonly webhook?: InputMaybe<WebhookTargetInput>;
};

/** Where a replayed event comes from. */
export type ReplayedFrom = {
  readonly __typename?: 'ReplayedFrom';
  /** True: what the first event had done already is not to be done again. */
  readonly fenced: Scalars['Boolean']['output'];
  readonly id: Scalars['ID']['output'];
  readonly replayId: Scalars['ID']['output'];
  /** Of the first event. */
  readonly source: Scalars['String']['output'];
};

/** What came of `rotateWebhookSecret`. */
export type RotateWebhookSecretPayload = {
  readonly __typename?: 'RotateWebhookSecretPayload';
  readonly receipt: CommandReceipt;
  /** `whsec_` and base64: keep it, for it is not told again. */
  readonly secret: Scalars['String']['output'];
  readonly webhook: WebhookSecret;
};

/** What went wrong last. */
export type RoutingFault = {
  readonly __typename?: 'RoutingFault';
  readonly at: Scalars['DateTime']['output'];
  readonly message: Scalars['String']['output'];
  /** Of the event. */
  readonly position: Scalars['Position']['output'];
};

/** A queue that gets each event as a message whose key is the event's subject; while it is full the rule waits. */
export type RoutingQueue = {
  readonly __typename?: 'RoutingQueue';
  readonly name: Scalars['String']['output'];
  readonly priority: Scalars['Int']['output'];
};

/**
 * A rule by which events are sent on, each once and in the order of the log. Events by which rules and replays tell of themselves are
 * not routed; neither is what a rule sent on routed by that rule again, or by more than eight rules in a row.
 */
export type RoutingRule = {
  readonly __typename?: 'RoutingRule';
  readonly condition?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly enabled: Scalars['Boolean']['output'];
  /** How many it could not send on, a whole number; `event.rule.failed` tells of each. */
  readonly failed: Scalars['Float']['output'];
  readonly id: Scalars['ID']['output'];
  readonly lastFault?: Maybe<RoutingFault>;
  readonly name: Scalars['String']['output'];
  readonly pattern: Scalars['String']['output'];
  /** Up to where the log has been routed. */
  readonly position: Scalars['Position']['output'];
  /** How many events it has sent on, a whole number. */
  readonly routed: Scalars['Float']['output'];
  /** How many calls for replayed events it left out, for they had been made before; a whole number. */
  readonly suppressed: Scalars['Float']['output'];
  readonly target: RoutingTarget;
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** What came of a command on a rule. */
export type RoutingRulePayload = {
  readonly __typename?: 'RoutingRulePayload';
  readonly receipt: CommandReceipt;
  readonly rule: RoutingRule;
};

/** A rule that is not saved. */
export type RoutingRuleTestInput = {
  readonly condition?: InputMaybe<Scalars['String']['input']>;
  readonly name: Scalars['String']['input'];
  readonly pattern: Scalars['String']['input'];
  readonly target: RoutingTargetInput;
};

/** Where a rule sends events: one of these. */
export type RoutingTarget = {
  readonly __typename?: 'RoutingTarget';
  /** The id of a pipeline; it gets each event as one of the type `pipeline.input` with the subject `pipeline/<id>`, the same data and correlation. */
  readonly pipeline?: Maybe<Scalars['ID']['output']>;
  readonly queue?: Maybe<RoutingQueue>;
  /** On in the log, as an event of this type with the same subject, data and correlation, caused by the first. */
  readonly topic?: Maybe<Scalars['String']['output']>;
  readonly webhook?: Maybe<RoutingWebhook>;
};

/** Exactly one of these. */
export type RoutingTargetInput = {
  /** The id of a pipeline whose event source takes the pattern `pipeline.input` of the subject `pipeline/<id>`. */
  readonly pipeline?: InputMaybe<Scalars['ID']['input']>;
  readonly queue?: InputMaybe<QueueTargetInput>;
  /** An event type, a dotted name. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  readonly webhook?: InputMaybe<WebhookTargetInput>;
};

/** What a rule would have done. */
export type RoutingTrial = {
  readonly __typename?: 'RoutingTrial';
  /** How many of the newest events were looked at. */
  readonly examined: Scalars['Int']['output'];
  /** At how many the condition failed or took too long. */
  readonly failed: Scalars['Int']['output'];
  readonly firstFault?: Maybe<Scalars['String']['output']>;
  readonly matched: Scalars['Int']['output'];
  /** The newest that matched, 5 at most, newest first. */
  readonly samples: ReadonlyArray<Event>;
};

/** An endpoint that gets each event as a structured CloudEvent by POST, at least once; `idempotency-key` stays the same for the same event. */
export type RoutingWebhook = {
  readonly __typename?: 'RoutingWebhook';
  /** With pauses that double from 200 ms; an answer of 4xx ends them, except 408, 409, 425 and 429. */
  readonly maxAttempts: Scalars['Int']['output'];
  /** Of one attempt. */
  readonly timeoutMs: Scalars['Int']['output'];
  readonly url: Scalars['String']['output'];
};

export type SaveProjectionInput = {
  /** Names the command: the same again changes nothing. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /**
   * JSONata over the event, with the entry's state as `$state` (nothing when it is new): what the state becomes, 64 KiB at most. Null
   * removes the entry, nothing leaves it. `$now`, `$millis`, `$random` and `$shuffle` fail. E.g. `{"total": $sum([$state.total, data.total])}`.
   */
  readonly fold: Scalars['String']['input'];
  /** 1 to 100 letters, digits or ._- */
  readonly id: Scalars['ID']['input'];
  /**
   * JSONata over the event (`id`, `source`, `type`, `subject`, `time`, `data`, `principal`, `sequence`, `recordedAt`, `correlationId`,
   * `causationId`): the entry that it concerns, 1 to 256 characters; nothing: none.
   */
  readonly key: Scalars['String']['input'];
  /** 1 to 100000. */
  readonly maxEntries: Scalars['Int']['input'];
  /** Dotted segments: a name, `*` for exactly one segment, a final `**` for one or more. */
  readonly pattern: Scalars['String']['input'];
};

export type SaveRoutingRuleInput = {
  /** Names the command: the same again changes nothing. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /**
   * JSONata over the event (`id`, `source`, `type`, `subject`, `time`, `data`, `principal`, `sequence`, `recordedAt`, `correlationId`,
   * `causationId`), e.g. `data.total > 100`; half a second at most. Default: every event of the pattern.
   */
  readonly condition?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100 letters, digits or ._-; default: generated. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** Dotted segments: a name, `*` for exactly one segment, a final `**` for one or more. */
  readonly pattern: Scalars['String']['input'];
  readonly target: RoutingTargetInput;
};

/**
 * Which other version's data a new version must get on with. Data is taken to hold the properties that its schema names;
 * what the schema leaves open is taken to be absent.
 */
export type SchemaCompatibility =
  /** Data that the version before allows is allowed by the new one: readers may move first. */
  | 'BACKWARD'
  /** Data that the new version allows is allowed by the one before: publishers may move first. */
  | 'FORWARD'
  /** Both. */
  | 'FULL'
  /** None. */
  | 'NONE';

/** Why a schema does not get on with the version before. */
export type SchemaProblem = {
  readonly __typename?: 'SchemaProblem';
  /** BACKWARD or FORWARD. */
  readonly direction: SchemaCompatibility;
  /** JSON pointer to the place in the data; empty for the whole. */
  readonly path: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
};

export type Service = {
  readonly __typename?: 'Service';
  /** The events about the service, newest first: those with the subject or the source `service/<id>`. */
  readonly events?: Maybe<EventConnection>;
  readonly id: Scalars['ID']['output'];
};


export type ServiceEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  pattern?: InputMaybe<Scalars['String']['input']>;
};

export type SetEventSchemaPolicyInput = {
  /** Names the command: the same again changes nothing. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly strict: Scalars['Boolean']['input'];
};

/** What came of `setEventSchemaPolicy`. */
export type SetEventSchemaPolicyPayload = {
  readonly __typename?: 'SetEventSchemaPolicyPayload';
  readonly policy: EventSchemaPolicy;
  readonly receipt: CommandReceipt;
};

export type SettlePayload = {
  readonly __typename?: 'SettlePayload';
  /** How safe the change is; null when nothing changed. */
  readonly durability?: Maybe<Durability>;
  /** One a receipt, in their order. */
  readonly outcomes: ReadonlyArray<DeliveryOutcome>;
};

/** Whether a side effect may happen. */
export type SideEffectPayload = {
  readonly __typename?: 'SideEffectPayload';
  /** True when another content is recorded under the key. */
  readonly differs: Scalars['Boolean']['output'];
  readonly proceed: Scalars['Boolean']['output'];
  /** When the key was recorded first. */
  readonly recordedAt: Scalars['DateTime']['output'];
};

/** An event on its way to the log. */
export type SpooledPublication = {
  readonly __typename?: 'SpooledPublication';
  readonly eventId: Scalars['ID']['output'];
  readonly id: Scalars['ID']['output'];
  /** Where the log has it. */
  readonly position?: Maybe<Scalars['Position']['output']>;
  readonly refusal?: Maybe<Scalars['String']['output']>;
  /** Why the log would not have it, e.g. CONFLICT. */
  readonly refusalCode?: Maybe<Scalars['String']['output']>;
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  readonly source: Scalars['String']['output'];
  readonly spooledAt: Scalars['DateTime']['output'];
  readonly state: SpooledState;
};

export type SpooledState =
  | 'APPENDED'
  /** The log would not have it. */
  | 'REFUSED'
  | 'WAITING';

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each event whose type matches, in the order of the log, each exactly once. */
  readonly eventReceived: Event;
  /**
   * The events from a moment of the past on, as they came then: each as long after the beginning as it was recorded after `from`,
   * divided by `speed`. Where this catches up with the present it goes on live, unless `until` ends it before. Who resumes gets the next
   * event at once and the others at their distances from it.
   */
  readonly eventTimeTravel: Event;
  /** How far the building of a projection, or of all, has come: twice a second at most, and when it is done. */
  readonly projectionProgressed: ProjectionProgress;
  /** The progress of a replay, or of all: at once when its state changes, else twice a second at most. */
  readonly replayProgressed: ReplayProgress;
};


export type SubscriptionEventReceivedArgs = {
  filter?: InputMaybe<EventStreamFilter>;
  pattern: Scalars['String']['input'];
};


export type SubscriptionEventTimeTravelArgs = {
  filter?: InputMaybe<EventStreamFilter>;
  from: LogPlaceInput;
  journey: Scalars['ID']['input'];
  pattern: Scalars['String']['input'];
  speed: Scalars['Float']['input'];
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


export type SubscriptionProjectionProgressedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type SubscriptionReplayProgressedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};

/** What is left out stays. */
export type UpdateConsumerGroupInput = {
  /** 0 to 3600000. */
  readonly backoffMs?: InputMaybe<Scalars['Int']['input']>;
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** 1000 to 2147483647. */
  readonly inactiveExpiryMs?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 86400000. */
  readonly maxBackoffMs?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 1000. */
  readonly maxDeliveries?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 10000. */
  readonly maxInFlight?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100000. */
  readonly maxPending?: InputMaybe<Scalars['Int']['input']>;
  readonly poison?: InputMaybe<PoisonPolicy>;
  readonly required?: InputMaybe<Scalars['Boolean']['input']>;
  /** 1 to 43200000. */
  readonly visibilityTimeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

/** What is left out stays. */
export type UpdateMessageQueueInput = {
  /** 0 to 3600000. */
  readonly backoffMs?: InputMaybe<Scalars['Int']['input']>;
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** 0 to 86400000. */
  readonly maxBackoffMs?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 10000. */
  readonly maxInFlight?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 10000000. */
  readonly maxLength?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 1000. */
  readonly maxRetries?: InputMaybe<Scalars['Int']['input']>;
  readonly poison?: InputMaybe<PoisonPolicy>;
  /** 1 to 43200000. */
  readonly visibilityTimeoutMs?: InputMaybe<Scalars['Int']['input']>;
};

export type Webhook = {
  readonly __typename?: 'Webhook';
  /** Calls under way at once from each copy of the subgraph. */
  readonly concurrency: Scalars['Int']['output'];
  readonly timeoutMs: Scalars['Int']['output'];
  readonly url: Scalars['String']['output'];
};

/** One call of a webhook. */
export type WebhookCall = {
  readonly __typename?: 'WebhookCall';
  readonly at: Scalars['DateTime']['output'];
  readonly attempt: Scalars['Int']['output'];
  readonly deliveryId: Scalars['ID']['output'];
  readonly durationMs: Scalars['Int']['output'];
  readonly error?: Maybe<Scalars['String']['output']>;
  /** The status of the answer; null when there was none. */
  readonly status?: Maybe<Scalars['Int']['output']>;
};

export type WebhookInput = {
  /** 1 to 64. */
  readonly concurrency: Scalars['Int']['input'];
  /** 100 to 60000. */
  readonly timeoutMs: Scalars['Int']['input'];
  /** http or https, without credentials. */
  readonly url: Scalars['String']['input'];
};

/** An endpoint whose calls are signed. */
export type WebhookSecret = {
  readonly __typename?: 'WebhookSecret';
  readonly createdAt: Scalars['DateTime']['output'];
  /** Until when the secret before this one signs too; null when it does not. */
  readonly previousUntil?: Maybe<Scalars['DateTime']['output']>;
  readonly url: Scalars['String']['output'];
};

export type WebhookTargetInput = {
  /** 1 to 20. */
  readonly maxAttempts: Scalars['Int']['input'];
  /** 100 to 60000. */
  readonly timeoutMs: Scalars['Int']['input'];
  /** http or https. */
  readonly url: Scalars['String']['input'];
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
  Service: Service;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Service:
    ( { __typename: 'Service' }
    & GraphQLRecursivePick<FederationTypes['Service'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ClaimPayload: ResolverTypeWrapper<Omit<ClaimPayload, 'deliveries'> & { deliveries: ReadonlyArray<ResolversTypes['Delivery']> }>;
  CommandReceipt: ResolverTypeWrapper<CommandReceiptMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ConsumerGroup: ResolverTypeWrapper<ConsumerGroupMapper>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ConsumerGroupPayload: ResolverTypeWrapper<Omit<ConsumerGroupPayload, 'group' | 'receipt'> & { group: ResolversTypes['ConsumerGroup'], receipt: ResolversTypes['CommandReceipt'] }>;
  CreateConsumerGroupInput: CreateConsumerGroupInput;
  CreateMessageQueueInput: CreateMessageQueueInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadLetter: ResolverTypeWrapper<DeadLetterMapper>;
  DeadLetterChoiceInput: DeadLetterChoiceInput;
  DeadLetterConnection: ResolverTypeWrapper<DeadLetterConnectionMapper>;
  DeadLetterEdge: ResolverTypeWrapper<Omit<DeadLetterEdge, 'node'> & { node: ResolversTypes['DeadLetter'] }>;
  DeadLetterError: ResolverTypeWrapper<DeadLetterErrorMapper>;
  DeadLetterReason: DeadLetterReason;
  DeadLettersPayload: ResolverTypeWrapper<DeadLettersPayload>;
  DeletePayload: ResolverTypeWrapper<Omit<DeletePayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  DeleteProjectionPayload: ResolverTypeWrapper<Omit<DeleteProjectionPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  DeleteRoutingRulePayload: ResolverTypeWrapper<Omit<DeleteRoutingRulePayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Delivery: ResolverTypeWrapper<DeliveryMapper>;
  DeliveryAudit: ResolverTypeWrapper<DeliveryAuditMapper>;
  DeliveryErrorInput: DeliveryErrorInput;
  DeliveryOutcome: DeliveryOutcome;
  DeliverySettings: ResolverTypeWrapper<DeliverySettingsMapper>;
  DeliveryTotals: ResolverTypeWrapper<DeliveryTotalsMapper>;
  DroppedEvents: ResolverTypeWrapper<DroppedEvents>;
  Durability: ResolverTypeWrapper<DurabilityMapper>;
  DurabilityLevel: DurabilityLevel;
  EditDeadLetterPayload: ResolverTypeWrapper<Omit<EditDeadLetterPayload, 'deadLetter'> & { deadLetter: ResolversTypes['DeadLetter'] }>;
  EnqueueMessageInput: EnqueueMessageInput;
  EnqueuePayload: ResolverTypeWrapper<Omit<EnqueuePayload, 'durability'> & { durability?: Maybe<ResolversTypes['Durability']> }>;
  Event: ResolverTypeWrapper<EventMapper>;
  EventBusMode: EventBusMode;
  EventBusRates: ResolverTypeWrapper<EventBusRates>;
  EventBusSpool: ResolverTypeWrapper<EventBusSpoolMapper>;
  EventBusStats: ResolverTypeWrapper<EventBusStatsMapper>;
  EventBusTotals: ResolverTypeWrapper<EventBusTotals>;
  EventCompactionInput: EventCompactionInput;
  EventConnection: ResolverTypeWrapper<EventConnectionMapper>;
  EventDropReason: EventDropReason;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventErasure: ResolverTypeWrapper<EventErasure>;
  EventFilter: EventFilter;
  EventHandlers: ResolverTypeWrapper<EventHandlers>;
  EventHoldInput: EventHoldInput;
  EventLogKeeping: ResolverTypeWrapper<EventLogKeeping>;
  EventLogPolicyInput: EventLogPolicyInput;
  EventOrder: EventOrder;
  EventReferenceInput: EventReferenceInput;
  EventReplies: ResolverTypeWrapper<Omit<EventReplies, 'replies' | 'request'> & { replies: ReadonlyArray<ResolversTypes['Event']>, request: ResolversTypes['Event'] }>;
  EventReply: ResolverTypeWrapper<Omit<EventReply, 'reply' | 'request'> & { reply: ResolversTypes['Event'], request: ResolversTypes['Event'] }>;
  EventRetentionInput: EventRetentionInput;
  EventSchema: ResolverTypeWrapper<EventSchemaMapper>;
  EventSchemaCheck: ResolverTypeWrapper<EventSchemaCheckMapper>;
  EventSchemaPolicy: ResolverTypeWrapper<EventSchemaPolicy>;
  EventStreamFilter: EventStreamFilter;
  EventType: ResolverTypeWrapper<EventTypeMapper>;
  GroupAudit: ResolverTypeWrapper<GroupAuditMapper>;
  GroupSourceAudit: ResolverTypeWrapper<GroupSourceAudit>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LogAudit: ResolverTypeWrapper<LogAudit>;
  LogGap: ResolverTypeWrapper<LogGap>;
  LogPlaceInput: LogPlaceInput;
  MessageQueue: ResolverTypeWrapper<MessageQueueMapper>;
  MessageQueuePayload: ResolverTypeWrapper<Omit<MessageQueuePayload, 'queue' | 'receipt'> & { queue: ResolversTypes['MessageQueue'], receipt: ResolversTypes['CommandReceipt'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfoMapper>;
  PoisonPolicy: PoisonPolicy;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  ProducerAudit: ResolverTypeWrapper<ProducerAudit>;
  ProducersAudit: ResolverTypeWrapper<ProducersAudit>;
  Projection: ResolverTypeWrapper<ProjectionMapper>;
  ProjectionCheck: ResolverTypeWrapper<ProjectionCheckMapper>;
  ProjectionCheckPayload: ResolverTypeWrapper<Omit<ProjectionCheckPayload, 'check' | 'projection' | 'receipt'> & { check?: Maybe<ResolversTypes['ProjectionCheck']>, projection: ResolversTypes['Projection'], receipt: ResolversTypes['CommandReceipt'] }>;
  ProjectionDifference: ResolverTypeWrapper<ProjectionDifferenceMapper>;
  ProjectionEntry: ResolverTypeWrapper<ProjectionEntry>;
  ProjectionPayload: ResolverTypeWrapper<Omit<ProjectionPayload, 'projection' | 'receipt'> & { projection: ResolversTypes['Projection'], receipt: ResolversTypes['CommandReceipt'] }>;
  ProjectionProgress: ResolverTypeWrapper<ProjectionProgressMapper>;
  ProjectionPurpose: ProjectionPurpose;
  ProjectionState: ProjectionState;
  ProjectionWorkState: ProjectionWorkState;
  PublishEventInput: PublishEventInput;
  PublishEventPayload: ResolverTypeWrapper<PublishEventPayloadMapper>;
  PublishEventsPayload: ResolverTypeWrapper<Omit<PublishEventsPayload, 'durability' | 'results'> & { durability: ResolversTypes['Durability'], results: ReadonlyArray<ResolversTypes['PublishEventPayload']> }>;
  PublishStatus: PublishStatus;
  PurgePayload: ResolverTypeWrapper<Omit<PurgePayload, 'queue'> & { queue: ResolversTypes['MessageQueue'] }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueBinding: ResolverTypeWrapper<QueueBinding>;
  QueueTargetInput: QueueTargetInput;
  RecordSideEffectInput: RecordSideEffectInput;
  RegisterEventSchemaInput: RegisterEventSchemaInput;
  RegisterEventSchemaPayload: ResolverTypeWrapper<Omit<RegisterEventSchemaPayload, 'eventType' | 'receipt'> & { eventType: ResolversTypes['EventType'], receipt: ResolversTypes['CommandReceipt'] }>;
  RemoveWebhookSecretPayload: ResolverTypeWrapper<Omit<RemoveWebhookSecretPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Replay: ResolverTypeWrapper<ReplayMapper>;
  ReplayEventsInput: ReplayEventsInput;
  ReplayPayload: ResolverTypeWrapper<Omit<ReplayPayload, 'receipt' | 'replay'> & { receipt: ResolversTypes['CommandReceipt'], replay: ResolversTypes['Replay'] }>;
  ReplayProgress: ResolverTypeWrapper<ReplayProgressMapper>;
  ReplayState: ReplayState;
  ReplaySuppression: ResolverTypeWrapper<ReplaySuppressionMapper>;
  ReplayTarget: ResolverTypeWrapper<ReplayTargetMapper>;
  ReplayTargetInput: ReplayTargetInput;
  ReplayedFrom: ResolverTypeWrapper<ReplayedFrom>;
  RotateWebhookSecretPayload: ResolverTypeWrapper<Omit<RotateWebhookSecretPayload, 'receipt' | 'webhook'> & { receipt: ResolversTypes['CommandReceipt'], webhook: ResolversTypes['WebhookSecret'] }>;
  RoutingFault: ResolverTypeWrapper<RoutingFaultMapper>;
  RoutingQueue: ResolverTypeWrapper<RoutingQueue>;
  RoutingRule: ResolverTypeWrapper<RoutingRuleMapper>;
  RoutingRulePayload: ResolverTypeWrapper<Omit<RoutingRulePayload, 'receipt' | 'rule'> & { receipt: ResolversTypes['CommandReceipt'], rule: ResolversTypes['RoutingRule'] }>;
  RoutingRuleTestInput: RoutingRuleTestInput;
  RoutingTarget: ResolverTypeWrapper<RoutingTargetMapper>;
  RoutingTargetInput: RoutingTargetInput;
  RoutingTrial: ResolverTypeWrapper<Omit<RoutingTrial, 'samples'> & { samples: ReadonlyArray<ResolversTypes['Event']> }>;
  RoutingWebhook: ResolverTypeWrapper<RoutingWebhook>;
  SaveProjectionInput: SaveProjectionInput;
  SaveRoutingRuleInput: SaveRoutingRuleInput;
  SchemaCompatibility: SchemaCompatibility;
  SchemaProblem: ResolverTypeWrapper<SchemaProblem>;
  Service: ResolverTypeWrapper<ServiceMapper>;
  SetEventSchemaPolicyInput: SetEventSchemaPolicyInput;
  SetEventSchemaPolicyPayload: ResolverTypeWrapper<Omit<SetEventSchemaPolicyPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  SettlePayload: ResolverTypeWrapper<Omit<SettlePayload, 'durability'> & { durability?: Maybe<ResolversTypes['Durability']> }>;
  SideEffectPayload: ResolverTypeWrapper<SideEffectPayload>;
  SpooledPublication: ResolverTypeWrapper<SpooledPublicationMapper>;
  SpooledState: SpooledState;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateConsumerGroupInput: UpdateConsumerGroupInput;
  UpdateMessageQueueInput: UpdateMessageQueueInput;
  Webhook: ResolverTypeWrapper<Webhook>;
  WebhookCall: ResolverTypeWrapper<WebhookCallMapper>;
  WebhookInput: WebhookInput;
  WebhookSecret: ResolverTypeWrapper<WebhookSecretMapper>;
  WebhookTargetInput: WebhookTargetInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ClaimPayload: Omit<ClaimPayload, 'deliveries'> & { deliveries: ReadonlyArray<ResolversParentTypes['Delivery']> };
  CommandReceipt: CommandReceiptMapper;
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  ConsumerGroup: ConsumerGroupMapper;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Float: Scalars['Float']['output'];
  ConsumerGroupPayload: Omit<ConsumerGroupPayload, 'group' | 'receipt'> & { group: ResolversParentTypes['ConsumerGroup'], receipt: ResolversParentTypes['CommandReceipt'] };
  CreateConsumerGroupInput: CreateConsumerGroupInput;
  CreateMessageQueueInput: CreateMessageQueueInput;
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetterMapper;
  DeadLetterChoiceInput: DeadLetterChoiceInput;
  DeadLetterConnection: DeadLetterConnectionMapper;
  DeadLetterEdge: Omit<DeadLetterEdge, 'node'> & { node: ResolversParentTypes['DeadLetter'] };
  DeadLetterError: DeadLetterErrorMapper;
  DeadLettersPayload: DeadLettersPayload;
  DeletePayload: Omit<DeletePayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  DeleteProjectionPayload: Omit<DeleteProjectionPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  DeleteRoutingRulePayload: Omit<DeleteRoutingRulePayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Delivery: DeliveryMapper;
  DeliveryAudit: DeliveryAuditMapper;
  DeliveryErrorInput: DeliveryErrorInput;
  DeliverySettings: DeliverySettingsMapper;
  DeliveryTotals: DeliveryTotalsMapper;
  DroppedEvents: DroppedEvents;
  Durability: DurabilityMapper;
  EditDeadLetterPayload: Omit<EditDeadLetterPayload, 'deadLetter'> & { deadLetter: ResolversParentTypes['DeadLetter'] };
  EnqueueMessageInput: EnqueueMessageInput;
  EnqueuePayload: Omit<EnqueuePayload, 'durability'> & { durability?: Maybe<ResolversParentTypes['Durability']> };
  Event: EventMapper;
  EventBusRates: EventBusRates;
  EventBusSpool: EventBusSpoolMapper;
  EventBusStats: EventBusStatsMapper;
  EventBusTotals: EventBusTotals;
  EventCompactionInput: EventCompactionInput;
  EventConnection: EventConnectionMapper;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  EventErasure: EventErasure;
  EventFilter: EventFilter;
  EventHandlers: EventHandlers;
  EventHoldInput: EventHoldInput;
  EventLogKeeping: EventLogKeeping;
  EventLogPolicyInput: EventLogPolicyInput;
  EventReferenceInput: EventReferenceInput;
  EventReplies: Omit<EventReplies, 'replies' | 'request'> & { replies: ReadonlyArray<ResolversParentTypes['Event']>, request: ResolversParentTypes['Event'] };
  EventReply: Omit<EventReply, 'reply' | 'request'> & { reply: ResolversParentTypes['Event'], request: ResolversParentTypes['Event'] };
  EventRetentionInput: EventRetentionInput;
  EventSchema: EventSchemaMapper;
  EventSchemaCheck: EventSchemaCheckMapper;
  EventSchemaPolicy: EventSchemaPolicy;
  EventStreamFilter: EventStreamFilter;
  EventType: EventTypeMapper;
  GroupAudit: GroupAuditMapper;
  GroupSourceAudit: GroupSourceAudit;
  JSON: Scalars['JSON']['output'];
  LogAudit: LogAudit;
  LogGap: LogGap;
  LogPlaceInput: LogPlaceInput;
  MessageQueue: MessageQueueMapper;
  MessageQueuePayload: Omit<MessageQueuePayload, 'queue' | 'receipt'> & { queue: ResolversParentTypes['MessageQueue'], receipt: ResolversParentTypes['CommandReceipt'] };
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfoMapper;
  Position: Scalars['Position']['output'];
  ProducerAudit: ProducerAudit;
  ProducersAudit: ProducersAudit;
  Projection: ProjectionMapper;
  ProjectionCheck: ProjectionCheckMapper;
  ProjectionCheckPayload: Omit<ProjectionCheckPayload, 'check' | 'projection' | 'receipt'> & { check?: Maybe<ResolversParentTypes['ProjectionCheck']>, projection: ResolversParentTypes['Projection'], receipt: ResolversParentTypes['CommandReceipt'] };
  ProjectionDifference: ProjectionDifferenceMapper;
  ProjectionEntry: ProjectionEntry;
  ProjectionPayload: Omit<ProjectionPayload, 'projection' | 'receipt'> & { projection: ResolversParentTypes['Projection'], receipt: ResolversParentTypes['CommandReceipt'] };
  ProjectionProgress: ProjectionProgressMapper;
  PublishEventInput: PublishEventInput;
  PublishEventPayload: PublishEventPayloadMapper;
  PublishEventsPayload: Omit<PublishEventsPayload, 'durability' | 'results'> & { durability: ResolversParentTypes['Durability'], results: ReadonlyArray<ResolversParentTypes['PublishEventPayload']> };
  PurgePayload: Omit<PurgePayload, 'queue'> & { queue: ResolversParentTypes['MessageQueue'] };
  Query: Record<PropertyKey, never>;
  QueueBinding: QueueBinding;
  QueueTargetInput: QueueTargetInput;
  RecordSideEffectInput: RecordSideEffectInput;
  RegisterEventSchemaInput: RegisterEventSchemaInput;
  RegisterEventSchemaPayload: Omit<RegisterEventSchemaPayload, 'eventType' | 'receipt'> & { eventType: ResolversParentTypes['EventType'], receipt: ResolversParentTypes['CommandReceipt'] };
  RemoveWebhookSecretPayload: Omit<RemoveWebhookSecretPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Replay: ReplayMapper;
  ReplayEventsInput: ReplayEventsInput;
  ReplayPayload: Omit<ReplayPayload, 'receipt' | 'replay'> & { receipt: ResolversParentTypes['CommandReceipt'], replay: ResolversParentTypes['Replay'] };
  ReplayProgress: ReplayProgressMapper;
  ReplaySuppression: ReplaySuppressionMapper;
  ReplayTarget: ReplayTargetMapper;
  ReplayTargetInput: ReplayTargetInput;
  ReplayedFrom: ReplayedFrom;
  RotateWebhookSecretPayload: Omit<RotateWebhookSecretPayload, 'receipt' | 'webhook'> & { receipt: ResolversParentTypes['CommandReceipt'], webhook: ResolversParentTypes['WebhookSecret'] };
  RoutingFault: RoutingFaultMapper;
  RoutingQueue: RoutingQueue;
  RoutingRule: RoutingRuleMapper;
  RoutingRulePayload: Omit<RoutingRulePayload, 'receipt' | 'rule'> & { receipt: ResolversParentTypes['CommandReceipt'], rule: ResolversParentTypes['RoutingRule'] };
  RoutingRuleTestInput: RoutingRuleTestInput;
  RoutingTarget: RoutingTargetMapper;
  RoutingTargetInput: RoutingTargetInput;
  RoutingTrial: Omit<RoutingTrial, 'samples'> & { samples: ReadonlyArray<ResolversParentTypes['Event']> };
  RoutingWebhook: RoutingWebhook;
  SaveProjectionInput: SaveProjectionInput;
  SaveRoutingRuleInput: SaveRoutingRuleInput;
  SchemaProblem: SchemaProblem;
  Service: ServiceMapper;
  SetEventSchemaPolicyInput: SetEventSchemaPolicyInput;
  SetEventSchemaPolicyPayload: Omit<SetEventSchemaPolicyPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  SettlePayload: Omit<SettlePayload, 'durability'> & { durability?: Maybe<ResolversParentTypes['Durability']> };
  SideEffectPayload: SideEffectPayload;
  SpooledPublication: SpooledPublicationMapper;
  Subscription: Record<PropertyKey, never>;
  UpdateConsumerGroupInput: UpdateConsumerGroupInput;
  UpdateMessageQueueInput: UpdateMessageQueueInput;
  Webhook: Webhook;
  WebhookCall: WebhookCallMapper;
  WebhookInput: WebhookInput;
  WebhookSecret: WebhookSecretMapper;
  WebhookTargetInput: WebhookTargetInput;
};

export type ClaimPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ClaimPayload'] = ResolversParentTypes['ClaimPayload']> = {
  deliveries?: Resolver<ReadonlyArray<ResolversTypes['Delivery']>, ParentType, ContextType>;
};

export type CommandReceiptResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ConsumerGroupResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ConsumerGroup'] = ResolversParentTypes['ConsumerGroup']> = {
  activeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadLetterCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deadLetterErrors?: Resolver<ReadonlyArray<ResolversTypes['DeadLetterError']>, ParentType, ContextType>;
  deadLetters?: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<ConsumerGroupDeadLettersArgs, 'first'>>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inactiveExpiryMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lag?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lastGap?: Resolver<Maybe<ResolversTypes['LogGap']>, ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['DeliverySettings'], ParentType, ContextType>;
  totals?: Resolver<ResolversTypes['DeliveryTotals'], ParentType, ContextType>;
};

export type ConsumerGroupPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ConsumerGroupPayload'] = ResolversParentTypes['ConsumerGroupPayload']> = {
  group?: Resolver<ResolversTypes['ConsumerGroup'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blocksKey?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  diedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  enqueuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorMessage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['DeadLetterReason'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeadLetterConnectionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeadLetterConnection'] = ResolversParentTypes['DeadLetterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeadLetterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DeadLetter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeadLetterEdgeResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeadLetterEdge'] = ResolversParentTypes['DeadLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export type DeadLetterErrorResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeadLetterError'] = ResolversParentTypes['DeadLetterError']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  example?: Resolver<Maybe<ResolversTypes['DeadLetter']>, ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  firstDiedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastDiedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DeadLettersPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeadLettersPayload'] = ResolversParentTypes['DeadLettersPayload']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dryRun?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ids?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DeletePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeletePayload'] = ResolversParentTypes['DeletePayload']> = {
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type DeleteProjectionPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeleteProjectionPayload'] = ResolversParentTypes['DeleteProjectionPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type DeleteRoutingRulePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeleteRoutingRulePayload'] = ResolversParentTypes['DeleteRoutingRulePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type DeliveryResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  enqueuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outOfOrder?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  visibleAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DeliveryAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeliveryAudit'] = ResolversParentTypes['DeliveryAudit']> = {
  group?: Resolver<Maybe<ResolversTypes['GroupAudit']>, ParentType, ContextType, RequireFields<DeliveryAuditGroupArgs, 'name'>>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['GroupAudit']>, ParentType, ContextType, RequireFields<DeliveryAuditGroupsArgs, 'first'>>;
  log?: Resolver<ResolversTypes['LogAudit'], ParentType, ContextType>;
  producers?: Resolver<ResolversTypes['ProducersAudit'], ParentType, ContextType, RequireFields<DeliveryAuditProducersArgs, 'first'>>;
};

export type DeliverySettingsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeliverySettings'] = ResolversParentTypes['DeliverySettings']> = {
  backoffMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxBackoffMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxDeliveries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxInFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  poison?: Resolver<ResolversTypes['PoisonPolicy'], ParentType, ContextType>;
  visibilityTimeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeliveryTotalsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DeliveryTotals'] = ResolversParentTypes['DeliveryTotals']> = {
  acknowledged?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  redelivered?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DroppedEventsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DroppedEvents'] = ResolversParentTypes['DroppedEvents']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['EventDropReason'], ParentType, ContextType>;
  through?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type DurabilityResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EditDeadLetterPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EditDeadLetterPayload'] = ResolversParentTypes['EditDeadLetterPayload']> = {
  deadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export type EnqueuePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EnqueuePayload'] = ResolversParentTypes['EnqueuePayload']> = {
  duplicates?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  durability?: Resolver<Maybe<ResolversTypes['Durability']>, ParentType, ContextType>;
  ids?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type EventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  causationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  dataSchema?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  principal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  replay?: Resolver<Maybe<ResolversTypes['ReplayedFrom']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  specVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  traceparent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EventBusRatesResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventBusRates'] = ResolversParentTypes['EventBusRates']> = {
  acknowledgedPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  publishedPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  redeliveredPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  takenPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EventBusSpoolResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventBusSpool'] = ResolversParentTypes['EventBusSpool']> = {
  appended?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  maxEvents?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  oldestAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  spooled?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  waitingBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EventBusStatsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventBusStats'] = ResolversParentTypes['EventBusStats']> = {
  connected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  consumerGroups?: Resolver<ReadonlyArray<ResolversTypes['ConsumerGroup']>, ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  handlers?: Resolver<ReadonlyArray<ResolversTypes['EventHandlers']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['EventBusMode'], ParentType, ContextType>;
  queues?: Resolver<ReadonlyArray<ResolversTypes['MessageQueue']>, ParentType, ContextType>;
  rates?: Resolver<ResolversTypes['EventBusRates'], ParentType, ContextType>;
  reachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sequence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  spool?: Resolver<Maybe<ResolversTypes['EventBusSpool']>, ParentType, ContextType>;
  totals?: Resolver<ResolversTypes['EventBusTotals'], ParentType, ContextType>;
};

export type EventBusTotalsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventBusTotals'] = ResolversParentTypes['EventBusTotals']> = {
  acknowledged?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  consumerGroups?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deadLetters?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  queues?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  redelivered?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventErasureResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventErasure'] = ResolversParentTypes['EventErasure']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  through?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type EventHandlersResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventHandlers'] = ResolversParentTypes['EventHandlers']> = {
  consumerGroups?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queues?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type EventLogKeepingResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventLogKeeping'] = ResolversParentTypes['EventLogKeeping']> = {
  archivedEvents?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  availableFrom?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dropped?: Resolver<ReadonlyArray<ResolversTypes['DroppedEvents']>, ParentType, ContextType>;
  erasures?: Resolver<ReadonlyArray<ResolversTypes['EventErasure']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type EventRepliesResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventReplies'] = ResolversParentTypes['EventReplies']> = {
  replies?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  request?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventReplyResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventReply'] = ResolversParentTypes['EventReply']> = {
  reply?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  request?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  tookMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EventSchemaResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventSchema'] = ResolversParentTypes['EventSchema']> = {
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registeredBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  schema?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventSchemaCheckResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventSchemaCheck'] = ResolversParentTypes['EventSchemaCheck']> = {
  compatible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['SchemaProblem']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventSchemaPolicyResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventSchemaPolicy'] = ResolversParentTypes['EventSchemaPolicy']> = {
  strict?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EventTypeResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventType'] = ResolversParentTypes['EventType']> = {
  compatibility?: Resolver<ResolversTypes['SchemaCompatibility'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schema?: Resolver<ResolversTypes['EventSchema'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['EventSchema']>, ParentType, ContextType>;
};

export type GroupAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['GroupAudit'] = ResolversParentTypes['GroupAudit']> = {
  deadLetters?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  delivered?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  discarded?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  duplicates?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  group?: Resolver<ResolversTypes['ConsumerGroup'], ParentType, ContextType>;
  isWhole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  produced?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['GroupSourceAudit']>, ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  upTo?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type GroupSourceAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['GroupSourceAudit'] = ResolversParentTypes['GroupSourceAudit']> = {
  deadLetters?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  delivered?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  discarded?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  duplicates?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  produced?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LogAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['LogAudit'] = ResolversParentTypes['LogAudit']> = {
  dropped?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  kept?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LogGapResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['LogGap'] = ResolversParentTypes['LogGap']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  availableFrom?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MessageQueueResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['MessageQueue'] = ResolversParentTypes['MessageQueue']> = {
  bindings?: Resolver<ReadonlyArray<ResolversTypes['QueueBinding']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadLetterCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deadLetterErrors?: Resolver<ReadonlyArray<ResolversTypes['DeadLetterError']>, ParentType, ContextType>;
  deadLetters?: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<MessageQueueDeadLettersArgs, 'first'>>;
  depth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lag?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['DeliverySettings'], ParentType, ContextType>;
  totals?: Resolver<ResolversTypes['DeliveryTotals'], ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>;
  webhookCalls?: Resolver<ReadonlyArray<ResolversTypes['WebhookCall']>, ParentType, ContextType, RequireFields<MessageQueueWebhookCallsArgs, 'first'>>;
};

export type MessageQueuePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['MessageQueuePayload'] = ResolversParentTypes['MessageQueuePayload']> = {
  queue?: Resolver<ResolversTypes['MessageQueue'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeDeliveries?: Resolver<Maybe<ResolversTypes['SettlePayload']>, ParentType, ContextType, RequireFields<MutationAcknowledgeDeliveriesArgs, 'receipts'>>;
  bindQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationBindQueueArgs, 'pattern' | 'priority' | 'queue'>>;
  cancelReplay?: Resolver<Maybe<ResolversTypes['ReplayPayload']>, ParentType, ContextType, RequireFields<MutationCancelReplayArgs, 'id'>>;
  checkProjection?: Resolver<Maybe<ResolversTypes['ProjectionCheckPayload']>, ParentType, ContextType, RequireFields<MutationCheckProjectionArgs, 'id' | 'timeoutMs'>>;
  claimEvents?: Resolver<Maybe<ResolversTypes['ClaimPayload']>, ParentType, ContextType, RequireFields<MutationClaimEventsArgs, 'group' | 'max' | 'waitMs'>>;
  claimMessages?: Resolver<Maybe<ResolversTypes['ClaimPayload']>, ParentType, ContextType, RequireFields<MutationClaimMessagesArgs, 'max' | 'queue' | 'waitMs'>>;
  createConsumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroupPayload']>, ParentType, ContextType, RequireFields<MutationCreateConsumerGroupArgs, 'input'>>;
  createMessageQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationCreateMessageQueueArgs, 'input'>>;
  deleteConsumerGroup?: Resolver<Maybe<ResolversTypes['DeletePayload']>, ParentType, ContextType, RequireFields<MutationDeleteConsumerGroupArgs, 'name'>>;
  deleteMessageQueue?: Resolver<Maybe<ResolversTypes['DeletePayload']>, ParentType, ContextType, RequireFields<MutationDeleteMessageQueueArgs, 'name'>>;
  deleteProjection?: Resolver<Maybe<ResolversTypes['DeleteProjectionPayload']>, ParentType, ContextType, RequireFields<MutationDeleteProjectionArgs, 'id'>>;
  deleteRoutingRule?: Resolver<Maybe<ResolversTypes['DeleteRoutingRulePayload']>, ParentType, ContextType, RequireFields<MutationDeleteRoutingRuleArgs, 'id'>>;
  discardDeadLetters?: Resolver<Maybe<ResolversTypes['DeadLettersPayload']>, ParentType, ContextType, RequireFields<MutationDiscardDeadLettersArgs, 'choice' | 'dryRun'>>;
  editDeadLetter?: Resolver<Maybe<ResolversTypes['EditDeadLetterPayload']>, ParentType, ContextType, RequireFields<MutationEditDeadLetterArgs, 'data' | 'id' | 'queue'>>;
  enableRoutingRule?: Resolver<Maybe<ResolversTypes['RoutingRulePayload']>, ParentType, ContextType, RequireFields<MutationEnableRoutingRuleArgs, 'catchUp' | 'enabled' | 'id'>>;
  enqueueMessages?: Resolver<Maybe<ResolversTypes['EnqueuePayload']>, ParentType, ContextType, RequireFields<MutationEnqueueMessagesArgs, 'messages' | 'queue'>>;
  eraseEventSubject?: Resolver<Maybe<ResolversTypes['EventErasure']>, ParentType, ContextType, RequireFields<MutationEraseEventSubjectArgs, 'subject'>>;
  extendDeliveries?: Resolver<Maybe<ResolversTypes['SettlePayload']>, ParentType, ContextType, RequireFields<MutationExtendDeliveriesArgs, 'receipts' | 'visibilityTimeoutMs'>>;
  pauseConsumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroupPayload']>, ParentType, ContextType, RequireFields<MutationPauseConsumerGroupArgs, 'name'>>;
  pauseMessageQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationPauseMessageQueueArgs, 'name'>>;
  pauseReplay?: Resolver<Maybe<ResolversTypes['ReplayPayload']>, ParentType, ContextType, RequireFields<MutationPauseReplayArgs, 'id'>>;
  publishEvent?: Resolver<Maybe<ResolversTypes['PublishEventPayload']>, ParentType, ContextType, RequireFields<MutationPublishEventArgs, 'input'>>;
  publishEvents?: Resolver<Maybe<ResolversTypes['PublishEventsPayload']>, ParentType, ContextType, RequireFields<MutationPublishEventsArgs, 'inputs'>>;
  purgeQueue?: Resolver<Maybe<ResolversTypes['PurgePayload']>, ParentType, ContextType, RequireFields<MutationPurgeQueueArgs, 'queue'>>;
  rebuildProjection?: Resolver<Maybe<ResolversTypes['ProjectionPayload']>, ParentType, ContextType, RequireFields<MutationRebuildProjectionArgs, 'id'>>;
  recordSideEffect?: Resolver<Maybe<ResolversTypes['SideEffectPayload']>, ParentType, ContextType, RequireFields<MutationRecordSideEffectArgs, 'input'>>;
  registerEventSchema?: Resolver<Maybe<ResolversTypes['RegisterEventSchemaPayload']>, ParentType, ContextType, RequireFields<MutationRegisterEventSchemaArgs, 'input'>>;
  rejectDeliveries?: Resolver<Maybe<ResolversTypes['SettlePayload']>, ParentType, ContextType, RequireFields<MutationRejectDeliveriesArgs, 'receipts'>>;
  removeWebhookSecret?: Resolver<Maybe<ResolversTypes['RemoveWebhookSecretPayload']>, ParentType, ContextType, RequireFields<MutationRemoveWebhookSecretArgs, 'url'>>;
  replayEvents?: Resolver<Maybe<ResolversTypes['ReplayPayload']>, ParentType, ContextType, RequireFields<MutationReplayEventsArgs, 'input'>>;
  requestEvent?: Resolver<Maybe<ResolversTypes['EventReply']>, ParentType, ContextType, RequireFields<MutationRequestEventArgs, 'input' | 'replyPattern' | 'timeoutMs'>>;
  requeueDeadLetters?: Resolver<Maybe<ResolversTypes['DeadLettersPayload']>, ParentType, ContextType, RequireFields<MutationRequeueDeadLettersArgs, 'choice' | 'dryRun'>>;
  resumeConsumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroupPayload']>, ParentType, ContextType, RequireFields<MutationResumeConsumerGroupArgs, 'name'>>;
  resumeMessageQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationResumeMessageQueueArgs, 'name'>>;
  resumeReplay?: Resolver<Maybe<ResolversTypes['ReplayPayload']>, ParentType, ContextType, RequireFields<MutationResumeReplayArgs, 'id'>>;
  rotateWebhookSecret?: Resolver<Maybe<ResolversTypes['RotateWebhookSecretPayload']>, ParentType, ContextType, RequireFields<MutationRotateWebhookSecretArgs, 'keepPreviousMs' | 'url'>>;
  saveProjection?: Resolver<Maybe<ResolversTypes['ProjectionPayload']>, ParentType, ContextType, RequireFields<MutationSaveProjectionArgs, 'input'>>;
  saveRoutingRule?: Resolver<Maybe<ResolversTypes['RoutingRulePayload']>, ParentType, ContextType, RequireFields<MutationSaveRoutingRuleArgs, 'input'>>;
  seekConsumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroupPayload']>, ParentType, ContextType, RequireFields<MutationSeekConsumerGroupArgs, 'name' | 'to'>>;
  setEventLogPolicy?: Resolver<Maybe<ResolversTypes['EventLogKeeping']>, ParentType, ContextType, RequireFields<MutationSetEventLogPolicyArgs, 'policy'>>;
  setEventSchemaPolicy?: Resolver<Maybe<ResolversTypes['SetEventSchemaPolicyPayload']>, ParentType, ContextType, RequireFields<MutationSetEventSchemaPolicyArgs, 'input'>>;
  subscribeQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationSubscribeQueueArgs, 'queue' | 'webhook'>>;
  terminateDeliveries?: Resolver<Maybe<ResolversTypes['SettlePayload']>, ParentType, ContextType, RequireFields<MutationTerminateDeliveriesArgs, 'receipts'>>;
  unbindQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationUnbindQueueArgs, 'pattern' | 'queue'>>;
  unsubscribeQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationUnsubscribeQueueArgs, 'queue'>>;
  updateConsumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroupPayload']>, ParentType, ContextType, RequireFields<MutationUpdateConsumerGroupArgs, 'input' | 'name'>>;
  updateMessageQueue?: Resolver<Maybe<ResolversTypes['MessageQueuePayload']>, ParentType, ContextType, RequireFields<MutationUpdateMessageQueueArgs, 'input' | 'name'>>;
};

export type PageInfoResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type ProducerAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProducerAudit'] = ResolversParentTypes['ProducerAudit']> = {
  duplicates?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  firstSequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lastSequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  produced?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProducersAuditResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProducersAudit'] = ResolversParentTypes['ProducersAudit']> = {
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['ProducerAudit']>, ParentType, ContextType>;
  uncounted?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  upTo?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type ProjectionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Projection'] = ResolversParentTypes['Projection']> = {
  applied?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['ProjectionProgress']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['ProjectionEntry']>, ParentType, ContextType, RequireFields<ProjectionEntriesArgs, 'first'>>;
  entry?: Resolver<Maybe<ResolversTypes['ProjectionEntry']>, ParentType, ContextType, RequireFields<ProjectionEntryArgs, 'key'>>;
  entryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fold?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lag?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lastCheck?: Resolver<Maybe<ResolversTypes['ProjectionCheck']>, ParentType, ContextType>;
  lastFault?: Resolver<Maybe<ResolversTypes['RoutingFault']>, ParentType, ContextType>;
  maxEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  rebuild?: Resolver<Maybe<ResolversTypes['ProjectionProgress']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProjectionState'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ProjectionCheckResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionCheck'] = ResolversParentTypes['ProjectionCheck']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['ProjectionDifference']>, ParentType, ContextType>;
  equal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  liveEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  rebuiltEntries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectionCheckPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionCheckPayload'] = ResolversParentTypes['ProjectionCheckPayload']> = {
  check?: Resolver<Maybe<ResolversTypes['ProjectionCheck']>, ParentType, ContextType>;
  projection?: Resolver<ResolversTypes['Projection'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type ProjectionDifferenceResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionDifference'] = ResolversParentTypes['ProjectionDifference']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  live?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  rebuilt?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ProjectionEntryResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionEntry'] = ResolversParentTypes['ProjectionEntry']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type ProjectionPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionPayload'] = ResolversParentTypes['ProjectionPayload']> = {
  projection?: Resolver<ResolversTypes['Projection'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type ProjectionProgressResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ProjectionProgress'] = ResolversParentTypes['ProjectionProgress']> = {
  eventsPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  examined?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  projectionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['ProjectionPurpose'], ParentType, ContextType>;
  remainingMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProjectionWorkState'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PublishEventPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PublishEventPayload'] = ResolversParentTypes['PublishEventPayload']> = {
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  spoolId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PublishStatus'], ParentType, ContextType>;
};

export type PublishEventsPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PublishEventsPayload'] = ResolversParentTypes['PublishEventsPayload']> = {
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['PublishEventPayload']>, ParentType, ContextType>;
};

export type PurgePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PurgePayload'] = ResolversParentTypes['PurgePayload']> = {
  queue?: Resolver<ResolversTypes['MessageQueue'], ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  asyncApi?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  checkEventSchema?: Resolver<Maybe<ResolversTypes['EventSchemaCheck']>, ParentType, ContextType, RequireFields<QueryCheckEventSchemaArgs, 'schema' | 'type'>>;
  consumerGroup?: Resolver<Maybe<ResolversTypes['ConsumerGroup']>, ParentType, ContextType, RequireFields<QueryConsumerGroupArgs, 'name'>>;
  consumerGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConsumerGroup']>>, ParentType, ContextType, RequireFields<QueryConsumerGroupsArgs, 'first'>>;
  deliveryAudit?: Resolver<Maybe<ResolversTypes['DeliveryAudit']>, ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType, RequireFields<QueryEventArgs, 'id' | 'source'>>;
  eventBusStats?: Resolver<Maybe<ResolversTypes['EventBusStats']>, ParentType, ContextType>;
  eventLogKeeping?: Resolver<Maybe<ResolversTypes['EventLogKeeping']>, ParentType, ContextType>;
  eventReplies?: Resolver<Maybe<ResolversTypes['EventReplies']>, ParentType, ContextType, RequireFields<QueryEventRepliesArgs, 'first' | 'id' | 'source'>>;
  eventSchema?: Resolver<Maybe<ResolversTypes['EventSchema']>, ParentType, ContextType, RequireFields<QueryEventSchemaArgs, 'type'>>;
  eventSchemaPolicy?: Resolver<Maybe<ResolversTypes['EventSchemaPolicy']>, ParentType, ContextType>;
  eventTypeScript?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eventTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EventType']>>, ParentType, ContextType, RequireFields<QueryEventTypesArgs, 'first'>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<QueryEventsArgs, 'order'>>;
  messageQueue?: Resolver<Maybe<ResolversTypes['MessageQueue']>, ParentType, ContextType, RequireFields<QueryMessageQueueArgs, 'name'>>;
  messageQueues?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MessageQueue']>>, ParentType, ContextType, RequireFields<QueryMessageQueuesArgs, 'first'>>;
  projection?: Resolver<Maybe<ResolversTypes['Projection']>, ParentType, ContextType, RequireFields<QueryProjectionArgs, 'id'>>;
  projections?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Projection']>>, ParentType, ContextType>;
  replay?: Resolver<Maybe<ResolversTypes['Replay']>, ParentType, ContextType, RequireFields<QueryReplayArgs, 'id'>>;
  replays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Replay']>>, ParentType, ContextType, RequireFields<QueryReplaysArgs, 'first'>>;
  routingRule?: Resolver<Maybe<ResolversTypes['RoutingRule']>, ParentType, ContextType, RequireFields<QueryRoutingRuleArgs, 'id'>>;
  routingRules?: Resolver<Maybe<ReadonlyArray<ResolversTypes['RoutingRule']>>, ParentType, ContextType>;
  spooledEvent?: Resolver<Maybe<ResolversTypes['SpooledPublication']>, ParentType, ContextType, RequireFields<QuerySpooledEventArgs, 'id'>>;
  testRoutingRule?: Resolver<Maybe<ResolversTypes['RoutingTrial']>, ParentType, ContextType, RequireFields<QueryTestRoutingRuleArgs, 'last' | 'rule'>>;
  webhookSecrets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WebhookSecret']>>, ParentType, ContextType>;
};

export type QueueBindingResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QueueBinding'] = ResolversParentTypes['QueueBinding']> = {
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RegisterEventSchemaPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RegisterEventSchemaPayload'] = ResolversParentTypes['RegisterEventSchemaPayload']> = {
  eventType?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type RemoveWebhookSecretPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RemoveWebhookSecretPayload'] = ResolversParentTypes['RemoveWebhookSecretPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReplayResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Replay'] = ResolversParentTypes['Replay']> = {
  fenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastFault?: Resolver<Maybe<ResolversTypes['RoutingFault']>, ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['ReplayProgress'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ReplayState'], ParentType, ContextType>;
  suppressions?: Resolver<ReadonlyArray<ResolversTypes['ReplaySuppression']>, ParentType, ContextType, RequireFields<ReplaySuppressionsArgs, 'first' | 'onlyDiffering'>>;
  target?: Resolver<ResolversTypes['ReplayTarget'], ParentType, ContextType>;
};

export type ReplayPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReplayPayload'] = ResolversParentTypes['ReplayPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  replay?: Resolver<ResolversTypes['Replay'], ParentType, ContextType>;
};

export type ReplayProgressResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReplayProgress'] = ResolversParentTypes['ReplayProgress']> = {
  eventsPerSecond?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  examined?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  remainingMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  replayId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ReplayState'], ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ReplaySuppressionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReplaySuppression'] = ResolversParentTypes['ReplaySuppression']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  differs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReplayTargetResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReplayTarget'] = ResolversParentTypes['ReplayTarget']> = {
  topicPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['RoutingWebhook']>, ParentType, ContextType>;
};

export type ReplayedFromResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReplayedFrom'] = ResolversParentTypes['ReplayedFrom']> = {
  fenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  replayId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RotateWebhookSecretPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RotateWebhookSecretPayload'] = ResolversParentTypes['RotateWebhookSecretPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['WebhookSecret'], ParentType, ContextType>;
};

export type RoutingFaultResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingFault'] = ResolversParentTypes['RoutingFault']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type RoutingQueueResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingQueue'] = ResolversParentTypes['RoutingQueue']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoutingRuleResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingRule'] = ResolversParentTypes['RoutingRule']> = {
  condition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastFault?: Resolver<Maybe<ResolversTypes['RoutingFault']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  routed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['RoutingTarget'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RoutingRulePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingRulePayload'] = ResolversParentTypes['RoutingRulePayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['RoutingRule'], ParentType, ContextType>;
};

export type RoutingTargetResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingTarget'] = ResolversParentTypes['RoutingTarget']> = {
  pipeline?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  queue?: Resolver<Maybe<ResolversTypes['RoutingQueue']>, ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['RoutingWebhook']>, ParentType, ContextType>;
};

export type RoutingTrialResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingTrial'] = ResolversParentTypes['RoutingTrial']> = {
  examined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstFault?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  matched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  samples?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
};

export type RoutingWebhookResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RoutingWebhook'] = ResolversParentTypes['RoutingWebhook']> = {
  maxAttempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SchemaProblemResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SchemaProblem'] = ResolversParentTypes['SchemaProblem']> = {
  direction?: Resolver<ResolversTypes['SchemaCompatibility'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service'], FederationReferenceType extends FederationReferenceTypes['Service'] = FederationReferenceTypes['Service']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Service']> | FederationReferenceType, FederationReferenceType, ContextType>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<ServiceEventsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SetEventSchemaPolicyPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SetEventSchemaPolicyPayload'] = ResolversParentTypes['SetEventSchemaPolicyPayload']> = {
  policy?: Resolver<ResolversTypes['EventSchemaPolicy'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type SettlePayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SettlePayload'] = ResolversParentTypes['SettlePayload']> = {
  durability?: Resolver<Maybe<ResolversTypes['Durability']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['DeliveryOutcome']>, ParentType, ContextType>;
};

export type SideEffectPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SideEffectPayload'] = ResolversParentTypes['SideEffectPayload']> = {
  differs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  proceed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SpooledPublicationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SpooledPublication'] = ResolversParentTypes['SpooledPublication']> = {
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refusalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spooledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SpooledState'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventReceived?: SubscriptionResolver<ResolversTypes['Event'], "eventReceived", ParentType, ContextType, RequireFields<SubscriptionEventReceivedArgs, 'pattern'>>;
  eventTimeTravel?: SubscriptionResolver<ResolversTypes['Event'], "eventTimeTravel", ParentType, ContextType, RequireFields<SubscriptionEventTimeTravelArgs, 'from' | 'journey' | 'pattern' | 'speed'>>;
  projectionProgressed?: SubscriptionResolver<ResolversTypes['ProjectionProgress'], "projectionProgressed", ParentType, ContextType, Partial<SubscriptionProjectionProgressedArgs>>;
  replayProgressed?: SubscriptionResolver<ResolversTypes['ReplayProgress'], "replayProgressed", ParentType, ContextType, Partial<SubscriptionReplayProgressedArgs>>;
};

export type WebhookResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  concurrency?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookCallResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['WebhookCall'] = ResolversParentTypes['WebhookCall']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WebhookSecretResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['WebhookSecret'] = ResolversParentTypes['WebhookSecret']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previousUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = EventsContext> = {
  ClaimPayload?: ClaimPayloadResolvers<ContextType>;
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  ConsumerGroup?: ConsumerGroupResolvers<ContextType>;
  ConsumerGroupPayload?: ConsumerGroupPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  DeadLetterError?: DeadLetterErrorResolvers<ContextType>;
  DeadLettersPayload?: DeadLettersPayloadResolvers<ContextType>;
  DeletePayload?: DeletePayloadResolvers<ContextType>;
  DeleteProjectionPayload?: DeleteProjectionPayloadResolvers<ContextType>;
  DeleteRoutingRulePayload?: DeleteRoutingRulePayloadResolvers<ContextType>;
  Delivery?: DeliveryResolvers<ContextType>;
  DeliveryAudit?: DeliveryAuditResolvers<ContextType>;
  DeliverySettings?: DeliverySettingsResolvers<ContextType>;
  DeliveryTotals?: DeliveryTotalsResolvers<ContextType>;
  DroppedEvents?: DroppedEventsResolvers<ContextType>;
  Durability?: DurabilityResolvers<ContextType>;
  EditDeadLetterPayload?: EditDeadLetterPayloadResolvers<ContextType>;
  EnqueuePayload?: EnqueuePayloadResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventBusRates?: EventBusRatesResolvers<ContextType>;
  EventBusSpool?: EventBusSpoolResolvers<ContextType>;
  EventBusStats?: EventBusStatsResolvers<ContextType>;
  EventBusTotals?: EventBusTotalsResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventErasure?: EventErasureResolvers<ContextType>;
  EventHandlers?: EventHandlersResolvers<ContextType>;
  EventLogKeeping?: EventLogKeepingResolvers<ContextType>;
  EventReplies?: EventRepliesResolvers<ContextType>;
  EventReply?: EventReplyResolvers<ContextType>;
  EventSchema?: EventSchemaResolvers<ContextType>;
  EventSchemaCheck?: EventSchemaCheckResolvers<ContextType>;
  EventSchemaPolicy?: EventSchemaPolicyResolvers<ContextType>;
  EventType?: EventTypeResolvers<ContextType>;
  GroupAudit?: GroupAuditResolvers<ContextType>;
  GroupSourceAudit?: GroupSourceAuditResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LogAudit?: LogAuditResolvers<ContextType>;
  LogGap?: LogGapResolvers<ContextType>;
  MessageQueue?: MessageQueueResolvers<ContextType>;
  MessageQueuePayload?: MessageQueuePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Position?: GraphQLScalarType;
  ProducerAudit?: ProducerAuditResolvers<ContextType>;
  ProducersAudit?: ProducersAuditResolvers<ContextType>;
  Projection?: ProjectionResolvers<ContextType>;
  ProjectionCheck?: ProjectionCheckResolvers<ContextType>;
  ProjectionCheckPayload?: ProjectionCheckPayloadResolvers<ContextType>;
  ProjectionDifference?: ProjectionDifferenceResolvers<ContextType>;
  ProjectionEntry?: ProjectionEntryResolvers<ContextType>;
  ProjectionPayload?: ProjectionPayloadResolvers<ContextType>;
  ProjectionProgress?: ProjectionProgressResolvers<ContextType>;
  PublishEventPayload?: PublishEventPayloadResolvers<ContextType>;
  PublishEventsPayload?: PublishEventsPayloadResolvers<ContextType>;
  PurgePayload?: PurgePayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueueBinding?: QueueBindingResolvers<ContextType>;
  RegisterEventSchemaPayload?: RegisterEventSchemaPayloadResolvers<ContextType>;
  RemoveWebhookSecretPayload?: RemoveWebhookSecretPayloadResolvers<ContextType>;
  Replay?: ReplayResolvers<ContextType>;
  ReplayPayload?: ReplayPayloadResolvers<ContextType>;
  ReplayProgress?: ReplayProgressResolvers<ContextType>;
  ReplaySuppression?: ReplaySuppressionResolvers<ContextType>;
  ReplayTarget?: ReplayTargetResolvers<ContextType>;
  ReplayedFrom?: ReplayedFromResolvers<ContextType>;
  RotateWebhookSecretPayload?: RotateWebhookSecretPayloadResolvers<ContextType>;
  RoutingFault?: RoutingFaultResolvers<ContextType>;
  RoutingQueue?: RoutingQueueResolvers<ContextType>;
  RoutingRule?: RoutingRuleResolvers<ContextType>;
  RoutingRulePayload?: RoutingRulePayloadResolvers<ContextType>;
  RoutingTarget?: RoutingTargetResolvers<ContextType>;
  RoutingTrial?: RoutingTrialResolvers<ContextType>;
  RoutingWebhook?: RoutingWebhookResolvers<ContextType>;
  SchemaProblem?: SchemaProblemResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  SetEventSchemaPolicyPayload?: SetEventSchemaPolicyPayloadResolvers<ContextType>;
  SettlePayload?: SettlePayloadResolvers<ContextType>;
  SideEffectPayload?: SideEffectPayloadResolvers<ContextType>;
  SpooledPublication?: SpooledPublicationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookCall?: WebhookCallResolvers<ContextType>;
  WebhookSecret?: WebhookSecretResolvers<ContextType>;
};

