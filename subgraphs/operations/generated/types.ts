import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RunningSubscriptionMapper } from '../schema.mappers.ts';
import type { OperationsContext } from '../context.ts';
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
  /** Any JSON object. */
  JSONObject: { input: JsonObject; output: JsonObject; }
  _FieldSet: { input: string; output: string; }
};

/** What came of `drainSubscriptions`. */
export type DrainSubscriptionsPayload = {
  readonly __typename?: 'DrainSubscriptionsPayload';
  /** How many are being moved. */
  readonly moving: Scalars['Int']['output'];
};

/** What came of `endSubscription`. */
export type EndSubscriptionPayload = {
  readonly __typename?: 'EndSubscriptionPayload';
  /** As it was when it was ended; null when none of this id runs. */
  readonly subscription?: Maybe<RunningSubscription>;
};

/** An entity by its key. */
export type EntityKeyInput = {
  /** The field of its key with its value, e.g. `{ id: "a" }`; several fields stand for all entities of the type. */
  readonly key: Scalars['JSONObject']['input'];
  /** The name of its type. */
  readonly type: Scalars['String']['input'];
};

/** What shall be forgotten: whatever one of these names. At least one is given; at most 100 of each. */
export type InvalidateCacheInput = {
  /** Everything that is kept of this workspace. */
  readonly all: Scalars['Boolean']['input'];
  /** Single entities, and answers in which an object of their type may be. */
  readonly entities: ReadonlyArray<EntityKeyInput>;
  /** What was selected under `@cacheControl(tags:)` with one of these. */
  readonly tags: ReadonlyArray<Scalars['String']['input']>;
  /** Answers in which an object of such a type may be, and entities of it. */
  readonly types: ReadonlyArray<Scalars['String']['input']>;
};

/** What came of `invalidateCache`. */
export type InvalidateCachePayload = {
  readonly __typename?: 'InvalidateCachePayload';
  /** Copies of the gateway that have forgotten it; one that keeps nothing does not count. */
  readonly gateways: Scalars['Int']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Moves every subscription of this workspace, in every copy of the gateway: each is ended with `DRAINING` at a moment of its own, and its client resumes from its
   * last cursor through whatever stands before the gateways. Nothing is missed; subscriptions that begin meanwhile stay.
   */
  readonly drainSubscriptions?: Maybe<DrainSubscriptionsPayload>;
  /**
   * Ends one subscription: its client is told `ENDED_BY_OPERATOR` with the reason, and does not come back by itself. The answer is
   * null in `subscription` when none of this id runs.
   */
  readonly endSubscription?: Maybe<EndSubscriptionPayload>;
  /**
   * Has every copy of the gateway forget what it keeps of this workspace's answers and entities, as far as the input names it: for what
   * changed without an event or a write that says so. What is being asked for meanwhile is not kept. STORE_UNAVAILABLE when a copy does not
   * answer: it may still keep it.
   */
  readonly invalidateCache?: Maybe<InvalidateCachePayload>;
};


export type MutationDrainSubscriptionsArgs = {
  overMs: Scalars['Int']['input'];
};


export type MutationEndSubscriptionArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


export type MutationInvalidateCacheArgs = {
  input: InvalidateCacheInput;
};

export type Query = {
  readonly __typename?: 'Query';
  /** One of them; null when none of this id runs. */
  readonly runningSubscription?: Maybe<RunningSubscription>;
  /**
   * The subscriptions of this workspace that run now, in every copy of the gateway, the oldest first. Nothing of other workspaces is
   * listed or counted. STORE_UNAVAILABLE when a copy does not answer: its subscriptions would be missing.
   */
  readonly runningSubscriptions?: Maybe<RunningSubscriptionPage>;
  /** All of them in numbers, for a dashboard to poll. `/metrics` has the same for all workspaces together. */
  readonly subscriptionTotals?: Maybe<SubscriptionTotals>;
};


export type QueryRunningSubscriptionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRunningSubscriptionsArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  filter?: InputMaybe<RunningSubscriptionFilter>;
  first: Scalars['Int']['input'];
};

/** A subscription that a client has open. */
export type RunningSubscription = {
  readonly __typename?: 'RunningSubscription';
  /** Finds what happened to it in the logs. */
  readonly correlationId: Scalars['String']['output'];
  /** The operation, without its fragments. */
  readonly document: Scalars['String']['output'];
  /** Events that newer ones replaced, or that were let go because it read too slowly; the client was told how many. */
  readonly dropped: Scalars['Float']['output'];
  /** The field or fields at its root: what it is subscribed to. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** Messages sent to it: events, and what tells of states and progress. */
  readonly frames: Scalars['Float']['output'];
  /** Unique among all processes; a client that reconnects has another. */
  readonly id: Scalars['ID']['output'];
  /** Events that have happened and are not sent to this client yet: it reads slowly, or catches up after it came back. 0: it has all. */
  readonly lagEvents: Scalars['Int']['output'];
  /** For how long it has not had all, in milliseconds; 0 when it has. */
  readonly lagMs: Scalars['Float']['output'];
  /** As the client named it. */
  readonly operationName?: Maybe<Scalars['String']['output']>;
  /** Who holds it: `developer` on this machine unless `x-autoweave-principal` says another. */
  readonly principal: Scalars['String']['output'];
  /** True when the client can resume without a loss: the source gives positions. */
  readonly resumable: Scalars['Boolean']['output'];
  /** Subscriptions that share one source with it, itself counted: many on one source cost little more than one. */
  readonly sharedBy: Scalars['Int']['output'];
  /** When this connection began it; a client that has come back began anew. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** What its client was last told of the source. */
  readonly state: SubscriptionState;
  /** With the defaults of those that the client left out. */
  readonly variables: Scalars['JSONObject']['output'];
  readonly wire: SubscriptionWire;
};

/** All that is given must hold. */
export type RunningSubscriptionFilter = {
  /** With this field at their root, e.g. `eventReceived`. */
  readonly field?: InputMaybe<Scalars['String']['input']>;
  /** Behind by at least so many events. */
  readonly minLagEvents?: InputMaybe<Scalars['Int']['input']>;
  /** Of this principal. */
  readonly principal?: InputMaybe<Scalars['String']['input']>;
};

export type RunningSubscriptionPage = {
  readonly __typename?: 'RunningSubscriptionPage';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly nodes: ReadonlyArray<RunningSubscription>;
  /** How many there are that pass the filter, on this page or not. */
  readonly totalCount: Scalars['Int']['output'];
};

/** How many subscriptions have this field at their root. */
export type SubscriptionFieldTotal = {
  readonly __typename?: 'SubscriptionFieldTotal';
  readonly field: Scalars['String']['output'];
  readonly running: Scalars['Int']['output'];
};

/** What a client is told of its source. */
export type SubscriptionState =
  /** The event log is out of reach; what happens meanwhile follows later. */
  | 'DEGRADED'
  /** Events arrive as they happen. */
  | 'LIVE'
  /** The subgraph is out of reach; what happens meanwhile follows later. */
  | 'RECONNECTING';

/** The running subscriptions of a workspace in numbers. */
export type SubscriptionTotals = {
  readonly __typename?: 'SubscriptionTotals';
  /** By the field at their root, the most frequent first. */
  readonly byField: ReadonlyArray<SubscriptionFieldTotal>;
  /** Events replaced or let go for those that run now. */
  readonly dropped: Scalars['Float']['output'];
  /** Messages sent to those that run now. */
  readonly frames: Scalars['Float']['output'];
  /** Subscriptions that have events yet to be sent. */
  readonly lagging: Scalars['Int']['output'];
  /** Of the one furthest behind. */
  readonly maxLagEvents: Scalars['Int']['output'];
  /** Of the one longest behind, in milliseconds. */
  readonly maxLagMs: Scalars['Float']['output'];
  /** Principals that have at least one. */
  readonly principals: Scalars['Int']['output'];
  readonly running: Scalars['Int']['output'];
};

/** How a client is connected. */
export type SubscriptionWire =
  /** Server-Sent Events or multipart HTTP. */
  | 'HTTP_STREAM'
  | 'WEBSOCKET';



export type ResolverTypeWrapper<T> = Promise<T> | T;


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





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DrainSubscriptionsPayload: ResolverTypeWrapper<DrainSubscriptionsPayload>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  EndSubscriptionPayload: ResolverTypeWrapper<Omit<EndSubscriptionPayload, 'subscription'> & { subscription?: Maybe<ResolversTypes['RunningSubscription']> }>;
  EntityKeyInput: EntityKeyInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  InvalidateCacheInput: InvalidateCacheInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  InvalidateCachePayload: ResolverTypeWrapper<InvalidateCachePayload>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RunningSubscription: ResolverTypeWrapper<RunningSubscriptionMapper>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  RunningSubscriptionFilter: RunningSubscriptionFilter;
  RunningSubscriptionPage: ResolverTypeWrapper<Omit<RunningSubscriptionPage, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['RunningSubscription']> }>;
  SubscriptionFieldTotal: ResolverTypeWrapper<SubscriptionFieldTotal>;
  SubscriptionState: SubscriptionState;
  SubscriptionTotals: ResolverTypeWrapper<SubscriptionTotals>;
  SubscriptionWire: SubscriptionWire;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  DrainSubscriptionsPayload: DrainSubscriptionsPayload;
  Int: Scalars['Int']['output'];
  EndSubscriptionPayload: Omit<EndSubscriptionPayload, 'subscription'> & { subscription?: Maybe<ResolversParentTypes['RunningSubscription']> };
  EntityKeyInput: EntityKeyInput;
  String: Scalars['String']['output'];
  InvalidateCacheInput: InvalidateCacheInput;
  Boolean: Scalars['Boolean']['output'];
  InvalidateCachePayload: InvalidateCachePayload;
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Query: Record<PropertyKey, never>;
  RunningSubscription: RunningSubscriptionMapper;
  Float: Scalars['Float']['output'];
  RunningSubscriptionFilter: RunningSubscriptionFilter;
  RunningSubscriptionPage: Omit<RunningSubscriptionPage, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['RunningSubscription']> };
  SubscriptionFieldTotal: SubscriptionFieldTotal;
  SubscriptionTotals: SubscriptionTotals;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DrainSubscriptionsPayloadResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['DrainSubscriptionsPayload'] = ResolversParentTypes['DrainSubscriptionsPayload']> = {
  moving?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EndSubscriptionPayloadResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['EndSubscriptionPayload'] = ResolversParentTypes['EndSubscriptionPayload']> = {
  subscription?: Resolver<Maybe<ResolversTypes['RunningSubscription']>, ParentType, ContextType>;
};

export type InvalidateCachePayloadResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['InvalidateCachePayload'] = ResolversParentTypes['InvalidateCachePayload']> = {
  gateways?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  drainSubscriptions?: Resolver<Maybe<ResolversTypes['DrainSubscriptionsPayload']>, ParentType, ContextType, RequireFields<MutationDrainSubscriptionsArgs, 'overMs'>>;
  endSubscription?: Resolver<Maybe<ResolversTypes['EndSubscriptionPayload']>, ParentType, ContextType, RequireFields<MutationEndSubscriptionArgs, 'id' | 'reason'>>;
  invalidateCache?: Resolver<Maybe<ResolversTypes['InvalidateCachePayload']>, ParentType, ContextType, RequireFields<MutationInvalidateCacheArgs, 'input'>>;
};

export type QueryResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  runningSubscription?: Resolver<Maybe<ResolversTypes['RunningSubscription']>, ParentType, ContextType, RequireFields<QueryRunningSubscriptionArgs, 'id'>>;
  runningSubscriptions?: Resolver<Maybe<ResolversTypes['RunningSubscriptionPage']>, ParentType, ContextType, RequireFields<QueryRunningSubscriptionsArgs, 'first'>>;
  subscriptionTotals?: Resolver<Maybe<ResolversTypes['SubscriptionTotals']>, ParentType, ContextType>;
};

export type RunningSubscriptionResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['RunningSubscription'] = ResolversParentTypes['RunningSubscription']> = {
  correlationId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dropped?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  frames?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lagEvents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lagMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  operationName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  principal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resumable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sharedBy?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SubscriptionState'], ParentType, ContextType>;
  variables?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  wire?: Resolver<ResolversTypes['SubscriptionWire'], ParentType, ContextType>;
};

export type RunningSubscriptionPageResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['RunningSubscriptionPage'] = ResolversParentTypes['RunningSubscriptionPage']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RunningSubscription']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubscriptionFieldTotalResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['SubscriptionFieldTotal'] = ResolversParentTypes['SubscriptionFieldTotal']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubscriptionTotalsResolvers<ContextType = OperationsContext, ParentType extends ResolversParentTypes['SubscriptionTotals'] = ResolversParentTypes['SubscriptionTotals']> = {
  byField?: Resolver<ReadonlyArray<ResolversTypes['SubscriptionFieldTotal']>, ParentType, ContextType>;
  dropped?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  frames?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lagging?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxLagEvents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxLagMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  principals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = OperationsContext> = {
  DateTime?: GraphQLScalarType;
  DrainSubscriptionsPayload?: DrainSubscriptionsPayloadResolvers<ContextType>;
  EndSubscriptionPayload?: EndSubscriptionPayloadResolvers<ContextType>;
  InvalidateCachePayload?: InvalidateCachePayloadResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RunningSubscription?: RunningSubscriptionResolvers<ContextType>;
  RunningSubscriptionPage?: RunningSubscriptionPageResolvers<ContextType>;
  SubscriptionFieldTotal?: SubscriptionFieldTotalResolvers<ContextType>;
  SubscriptionTotals?: SubscriptionTotalsResolvers<ContextType>;
};

