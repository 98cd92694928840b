import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { EventMapper, EventConnectionMapper, PageInfoMapper, PublishEventPayloadMapper, DurabilityMapper, ServiceMapper, CommandReceiptMapper, EventSchemaMapper, EventTypeMapper, EventSchemaCheckMapper } from '../schema.mappers.ts';
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
  /** Unique within its source. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the log; also its cursor. */
  readonly position: Scalars['Position']['output'];
  /** The principal that published it. */
  readonly principal: Scalars['String']['output'];
  /** When the log took it; never decreases along the log. */
  readonly recordedAt: Scalars['DateTime']['output'];
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

/** The event log as it is now. */
export type EventBusStats = {
  readonly __typename?: 'EventBusStats';
  /** What an acknowledged event is safe from. */
  readonly durability: Durability;
  /** `sqlite` or `redis`. */
  readonly engine: Scalars['String']['output'];
  /** The newest position of the workspace; null when the log cannot be reached. */
  readonly head?: Maybe<Scalars['Position']['output']>;
  readonly reachable: Scalars['Boolean']['output'];
  /** How many events the workspace's log has taken, a whole number; null when the log cannot be reached. */
  readonly sequence?: Maybe<Scalars['Float']['output']>;
};

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  readonly edges: ReadonlyArray<EventEdge>;
  /** The events of `edges`. */
  readonly nodes: ReadonlyArray<Event>;
  readonly pageInfo: PageInfo;
};

/** An event in a page. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** The event's position. */
  readonly cursor: Scalars['String']['output'];
  readonly node: Event;
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

export type EventOrder =
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST';

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

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Appends one event to the log and answers once it is as safe as `durability` says.
   * The same `source` and `id` with the same content answers the event that is there (`duplicate`); with other content it is a CONFLICT.
   */
  readonly publishEvent?: Maybe<PublishEventPayload>;
  /** Appends 1 to 500 events in this order, all or none. */
  readonly publishEvents?: Maybe<PublishEventsPayload>;
  /**
   * Registers the next version of an event type's schema. From then on the data of published events of the type must keep to it.
   * CONFLICT when it does not get on with the version before as `compatibility` demands. The schema that is the newest already makes no new version.
   */
  readonly registerEventSchema?: Maybe<RegisterEventSchemaPayload>;
  /** Sets what holds for all publishing in the workspace. */
  readonly setEventSchemaPolicy?: Maybe<SetEventSchemaPolicyPayload>;
};


export type MutationPublishEventArgs = {
  input: PublishEventInput;
};


export type MutationPublishEventsArgs = {
  inputs: ReadonlyArray<PublishEventInput>;
};


export type MutationRegisterEventSchemaArgs = {
  input: RegisterEventSchemaInput;
};


export type MutationSetEventSchemaPolicyArgs = {
  input: SetEventSchemaPolicyInput;
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
  readonly event: Event;
  readonly position: Scalars['Position']['output'];
};

/** What came of `publishEvents`. */
export type PublishEventsPayload = {
  readonly __typename?: 'PublishEventsPayload';
  readonly durability: Durability;
  /** Where the last of them stands. */
  readonly position: Scalars['Position']['output'];
  /** In the order of the inputs. */
  readonly results: ReadonlyArray<PublishEventPayload>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** The registry as an AsyncAPI 3.0 document: a channel a type, with the newest schema as its message's payload. */
  readonly asyncApi?: Maybe<Scalars['JSON']['output']>;
  /** What would come of registering this schema: nothing is changed. */
  readonly checkEventSchema?: Maybe<EventSchemaCheck>;
  /** The event with this id from this source; null when the workspace's log has none. */
  readonly event?: Maybe<Event>;
  /** What the event log promises at the moment, and how far it has come. */
  readonly eventBusStats?: Maybe<EventBusStats>;
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
};


export type QueryCheckEventSchemaArgs = {
  compatibility?: InputMaybe<SchemaCompatibility>;
  schema: Scalars['JSON']['input'];
  type: Scalars['String']['input'];
};


export type QueryEventArgs = {
  id: Scalars['ID']['input'];
  source: Scalars['String']['input'];
};


export type QueryEventSchemaArgs = {
  type: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryEventTypesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  order?: EventOrder;
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
  first?: Scalars['Int']['input'];
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

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each event whose type matches, in the order of the log, each exactly once. */
  readonly eventReceived: Event;
};


export type SubscriptionEventReceivedArgs = {
  filter?: InputMaybe<EventStreamFilter>;
  pattern?: Scalars['String']['input'];
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
  CommandReceipt: ResolverTypeWrapper<CommandReceiptMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Durability: ResolverTypeWrapper<DurabilityMapper>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  DurabilityLevel: DurabilityLevel;
  Event: ResolverTypeWrapper<EventMapper>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  EventBusStats: ResolverTypeWrapper<Omit<EventBusStats, 'durability'> & { durability: ResolversTypes['Durability'] }>;
  EventConnection: ResolverTypeWrapper<EventConnectionMapper>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventFilter: EventFilter;
  EventOrder: EventOrder;
  EventSchema: ResolverTypeWrapper<EventSchemaMapper>;
  EventSchemaCheck: ResolverTypeWrapper<EventSchemaCheckMapper>;
  EventSchemaPolicy: ResolverTypeWrapper<EventSchemaPolicy>;
  EventStreamFilter: EventStreamFilter;
  EventType: ResolverTypeWrapper<EventTypeMapper>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfoMapper>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  PublishEventInput: PublishEventInput;
  PublishEventPayload: ResolverTypeWrapper<PublishEventPayloadMapper>;
  PublishEventsPayload: ResolverTypeWrapper<Omit<PublishEventsPayload, 'durability' | 'results'> & { durability: ResolversTypes['Durability'], results: ReadonlyArray<ResolversTypes['PublishEventPayload']> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterEventSchemaInput: RegisterEventSchemaInput;
  RegisterEventSchemaPayload: ResolverTypeWrapper<Omit<RegisterEventSchemaPayload, 'eventType' | 'receipt'> & { eventType: ResolversTypes['EventType'], receipt: ResolversTypes['CommandReceipt'] }>;
  SchemaCompatibility: SchemaCompatibility;
  SchemaProblem: ResolverTypeWrapper<SchemaProblem>;
  Service: ResolverTypeWrapper<ServiceMapper>;
  SetEventSchemaPolicyInput: SetEventSchemaPolicyInput;
  SetEventSchemaPolicyPayload: ResolverTypeWrapper<Omit<SetEventSchemaPolicyPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CommandReceipt: CommandReceiptMapper;
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  DateTime: Scalars['DateTime']['output'];
  Durability: DurabilityMapper;
  Int: Scalars['Int']['output'];
  Event: EventMapper;
  String: Scalars['String']['output'];
  Float: Scalars['Float']['output'];
  EventBusStats: Omit<EventBusStats, 'durability'> & { durability: ResolversParentTypes['Durability'] };
  EventConnection: EventConnectionMapper;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  EventFilter: EventFilter;
  EventSchema: EventSchemaMapper;
  EventSchemaCheck: EventSchemaCheckMapper;
  EventSchemaPolicy: EventSchemaPolicy;
  EventStreamFilter: EventStreamFilter;
  EventType: EventTypeMapper;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfoMapper;
  Position: Scalars['Position']['output'];
  PublishEventInput: PublishEventInput;
  PublishEventPayload: PublishEventPayloadMapper;
  PublishEventsPayload: Omit<PublishEventsPayload, 'durability' | 'results'> & { durability: ResolversParentTypes['Durability'], results: ReadonlyArray<ResolversParentTypes['PublishEventPayload']> };
  Query: Record<PropertyKey, never>;
  RegisterEventSchemaInput: RegisterEventSchemaInput;
  RegisterEventSchemaPayload: Omit<RegisterEventSchemaPayload, 'eventType' | 'receipt'> & { eventType: ResolversParentTypes['EventType'], receipt: ResolversParentTypes['CommandReceipt'] };
  SchemaProblem: SchemaProblem;
  Service: ServiceMapper;
  SetEventSchemaPolicyInput: SetEventSchemaPolicyInput;
  SetEventSchemaPolicyPayload: Omit<SetEventSchemaPolicyPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Subscription: Record<PropertyKey, never>;
};

export type CommandReceiptResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DurabilityResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  causationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  dataSchema?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  principal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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

export type EventBusStatsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventBusStats'] = ResolversParentTypes['EventBusStats']> = {
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  reachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sequence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
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

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  publishEvent?: Resolver<Maybe<ResolversTypes['PublishEventPayload']>, ParentType, ContextType, RequireFields<MutationPublishEventArgs, 'input'>>;
  publishEvents?: Resolver<Maybe<ResolversTypes['PublishEventsPayload']>, ParentType, ContextType, RequireFields<MutationPublishEventsArgs, 'inputs'>>;
  registerEventSchema?: Resolver<Maybe<ResolversTypes['RegisterEventSchemaPayload']>, ParentType, ContextType, RequireFields<MutationRegisterEventSchemaArgs, 'input'>>;
  setEventSchemaPolicy?: Resolver<Maybe<ResolversTypes['SetEventSchemaPolicyPayload']>, ParentType, ContextType, RequireFields<MutationSetEventSchemaPolicyArgs, 'input'>>;
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

export type PublishEventPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PublishEventPayload'] = ResolversParentTypes['PublishEventPayload']> = {
  duplicate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
};

export type PublishEventsPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PublishEventsPayload'] = ResolversParentTypes['PublishEventsPayload']> = {
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['PublishEventPayload']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  asyncApi?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  checkEventSchema?: Resolver<Maybe<ResolversTypes['EventSchemaCheck']>, ParentType, ContextType, RequireFields<QueryCheckEventSchemaArgs, 'schema' | 'type'>>;
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType, RequireFields<QueryEventArgs, 'id' | 'source'>>;
  eventBusStats?: Resolver<Maybe<ResolversTypes['EventBusStats']>, ParentType, ContextType>;
  eventSchema?: Resolver<Maybe<ResolversTypes['EventSchema']>, ParentType, ContextType, RequireFields<QueryEventSchemaArgs, 'type'>>;
  eventSchemaPolicy?: Resolver<Maybe<ResolversTypes['EventSchemaPolicy']>, ParentType, ContextType>;
  eventTypeScript?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eventTypes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EventType']>>, ParentType, ContextType, RequireFields<QueryEventTypesArgs, 'first'>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<QueryEventsArgs, 'order'>>;
};

export type RegisterEventSchemaPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['RegisterEventSchemaPayload'] = ResolversParentTypes['RegisterEventSchemaPayload']> = {
  eventType?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
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

export type SubscriptionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventReceived?: SubscriptionResolver<ResolversTypes['Event'], "eventReceived", ParentType, ContextType, RequireFields<SubscriptionEventReceivedArgs, 'pattern'>>;
};

export type Resolvers<ContextType = EventsContext> = {
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Durability?: DurabilityResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventBusStats?: EventBusStatsResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventSchema?: EventSchemaResolvers<ContextType>;
  EventSchemaCheck?: EventSchemaCheckResolvers<ContextType>;
  EventSchemaPolicy?: EventSchemaPolicyResolvers<ContextType>;
  EventType?: EventTypeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Position?: GraphQLScalarType;
  PublishEventPayload?: PublishEventPayloadResolvers<ContextType>;
  PublishEventsPayload?: PublishEventsPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterEventSchemaPayload?: RegisterEventSchemaPayloadResolvers<ContextType>;
  SchemaProblem?: SchemaProblemResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  SetEventSchemaPolicyPayload?: SetEventSchemaPolicyPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

