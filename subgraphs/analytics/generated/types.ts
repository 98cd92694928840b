import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { MetricSeriesMapper, MetricPointMapper, MetricSampleMapper, MetricsRecordedMapper, EventCountMapper, ServiceMapper, CommandReceiptMapper, DurabilityMapper } from '../schema.mappers.ts';
import type { AnalyticsContext } from '../context.ts';
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

/** A number of events. */
export type EventCount = {
  readonly __typename?: 'EventCount';
  readonly count: Scalars['Int']['output'];
  /** The beginning of the bucket, or null without `groupBy`. */
  readonly timestamp?: Maybe<Scalars['DateTime']['output']>;
  /** Null without `groupByType`. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

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

/** Which samples are meant. The range is half-open. */
export type MetricFilter = {
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  readonly labels?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly name: Scalars['String']['input'];
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One sample to record. */
export type MetricInput = {
  /** Names (letters, digits and `_`, not starting with a digit) with text values; at most 32. Default: none. */
  readonly labels?: InputMaybe<Scalars['JSONObject']['input']>;
  /** As in Prometheus: letters, digits, `_`, `:` and `.`, not starting with a digit or a dot; at most 200 characters. */
  readonly name: Scalars['String']['input'];
  /** When it was measured; now when left out. */
  readonly timestamp?: InputMaybe<Scalars['DateTime']['input']>;
  /** Any finite number. */
  readonly value: Scalars['Float']['input'];
};

/** A bucket summed up. */
export type MetricPoint = {
  readonly __typename?: 'MetricPoint';
  readonly avg: Scalars['Float']['output'];
  readonly count: Scalars['Int']['output'];
  readonly max: Scalars['Float']['output'];
  readonly min: Scalars['Float']['output'];
  readonly sum: Scalars['Float']['output'];
  /** The beginning of the bucket; without buckets the beginning of the range, or the first sample's time. */
  readonly timestamp: Scalars['DateTime']['output'];
  /** What the aggregation says. */
  readonly value: Scalars['Float']['output'];
};

/** What is asked of metrics. The range is half-open: from `from` up to but without `to`. */
export type MetricQuery = {
  readonly aggregation: MetricAggregation;
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Width of a point, in UTC. Left out: one point for the whole range. */
  readonly groupBy?: InputMaybe<TimeBucket>;
  /** One series for each set of values of these labels; a sample without the label counts as an empty text. */
  readonly groupByLabels: ReadonlyArray<Scalars['String']['input']>;
  /** Only samples that have all these label values; all when left out. */
  readonly labels?: InputMaybe<Scalars['JSONObject']['input']>;
  /** 1 to 50. */
  readonly names: ReadonlyArray<Scalars['String']['input']>;
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A value that was measured. */
export type MetricSample = {
  readonly __typename?: 'MetricSample';
  readonly labels: Scalars['JSONObject']['output'];
  readonly name: Scalars['String']['output'];
  readonly timestamp: Scalars['DateTime']['output'];
  readonly value: Scalars['Float']['output'];
};

/** A page of samples. */
export type MetricSampleConnection = {
  readonly __typename?: 'MetricSampleConnection';
  readonly edges: ReadonlyArray<MetricSampleEdge>;
  readonly nodes: ReadonlyArray<MetricSample>;
  readonly pageInfo: PageInfo;
};

/** A sample in a page. */
export type MetricSampleEdge = {
  readonly __typename?: 'MetricSampleEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: MetricSample;
};

/** Points of one metric. */
export type MetricSeries = {
  readonly __typename?: 'MetricSeries';
  readonly aggregation: MetricAggregation;
  /** The values of the labels that the series is grouped by. */
  readonly labels: Scalars['JSONObject']['output'];
  readonly name: Scalars['String']['output'];
  /** By time; buckets without samples have no point. */
  readonly points: ReadonlyArray<MetricPoint>;
};

/** What one recording brought. */
export type MetricsRecorded = {
  readonly __typename?: 'MetricsRecorded';
  readonly recordedAt: Scalars['DateTime']['output'];
  /** At least one. */
  readonly samples: ReadonlyArray<MetricSample>;
  /** Grows by one with each recording that the log holds of this workspace's events; holes are other events. */
  readonly sequence: Scalars['Float']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Records 1 to 1000 samples, all or none. */
  readonly recordMetrics?: Maybe<RecordMetricsPayload>;
};


export type MutationRecordMetricsArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  inputs: ReadonlyArray<MetricInput>;
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

export type Query = {
  readonly __typename?: 'Query';
  /** How many events of the types that `pattern` names were recorded at or after `from` and before `to`; both are taken to the second, `from` down and `to` up. */
  readonly eventCounts?: Maybe<ReadonlyArray<EventCount>>;
  /** Names of the metrics that this workspace has recorded, in order, those that begin with `prefix`. `first` is at most 1000. */
  readonly metricNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Single samples as they were recorded, oldest first. `first` is at most 1000. */
  readonly metricSamples?: Maybe<MetricSampleConnection>;
  /** Metrics summed up: one series for each name and each set of values of `groupByLabels`, by name, then labels. */
  readonly metrics?: Maybe<ReadonlyArray<MetricSeries>>;
};


export type QueryEventCountsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  groupBy?: InputMaybe<TimeBucket>;
  groupByType: Scalars['Boolean']['input'];
  pattern: Scalars['String']['input'];
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryMetricNamesArgs = {
  first: Scalars['Int']['input'];
  prefix: Scalars['String']['input'];
};


export type QueryMetricSamplesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter: MetricFilter;
  first: Scalars['Int']['input'];
};


export type QueryMetricsArgs = {
  query: MetricQuery;
};

/** What recording did. */
export type RecordMetricsPayload = {
  readonly __typename?: 'RecordMetricsPayload';
  readonly receipt: CommandReceipt;
  /** How many samples are recorded by this command. */
  readonly recorded: Scalars['Int']['output'];
};

/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type Service = {
  readonly __typename?: 'Service';
  /** Events whose subject is `service/<id>`, in a range as in `eventCounts`. */
  readonly eventCount?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Metrics whose label `service` is this id: one series a name. */
  readonly metrics?: Maybe<ReadonlyArray<MetricSeries>>;
};


/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type ServiceEventCountArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type ServiceMetricsArgs = {
  aggregation: MetricAggregation;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  groupBy?: InputMaybe<TimeBucket>;
  name?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Samples as they are recorded: those of one recording that have this name and these labels, when given. */
  readonly metricRecorded: MetricsRecorded;
};


export type SubscriptionMetricRecordedArgs = {
  labels?: InputMaybe<Scalars['JSONObject']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};

/** Buckets of time in UTC, each named by its beginning. */
export type TimeBucket =
  | 'DAY'
  | 'HOUR'
  | 'MINUTE'
  | 'MONTH'
  /** Begins on Monday. */
  | 'WEEK';



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
  CacheControlScope: CacheControlScope;
  CommandReceipt: ResolverTypeWrapper<CommandReceiptMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Durability: ResolverTypeWrapper<DurabilityMapper>;
  DurabilityLevel: DurabilityLevel;
  EventCount: ResolverTypeWrapper<EventCountMapper>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  MetricAggregation: MetricAggregation;
  MetricFilter: MetricFilter;
  MetricInput: MetricInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  MetricPoint: ResolverTypeWrapper<MetricPointMapper>;
  MetricQuery: MetricQuery;
  MetricSample: ResolverTypeWrapper<MetricSampleMapper>;
  MetricSampleConnection: ResolverTypeWrapper<Omit<MetricSampleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MetricSampleEdge']>, nodes: ReadonlyArray<ResolversTypes['MetricSample']> }>;
  MetricSampleEdge: ResolverTypeWrapper<Omit<MetricSampleEdge, 'node'> & { node: ResolversTypes['MetricSample'] }>;
  MetricSeries: ResolverTypeWrapper<MetricSeriesMapper>;
  MetricsRecorded: ResolverTypeWrapper<MetricsRecordedMapper>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordMetricsPayload: ResolverTypeWrapper<Omit<RecordMetricsPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Service: ResolverTypeWrapper<ServiceMapper>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeBucket: TimeBucket;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CommandReceipt: CommandReceiptMapper;
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  Durability: DurabilityMapper;
  EventCount: EventCountMapper;
  JSONObject: Scalars['JSONObject']['output'];
  MetricFilter: MetricFilter;
  MetricInput: MetricInput;
  Float: Scalars['Float']['output'];
  MetricPoint: MetricPointMapper;
  MetricQuery: MetricQuery;
  MetricSample: MetricSampleMapper;
  MetricSampleConnection: Omit<MetricSampleConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MetricSampleEdge']>, nodes: ReadonlyArray<ResolversParentTypes['MetricSample']> };
  MetricSampleEdge: Omit<MetricSampleEdge, 'node'> & { node: ResolversParentTypes['MetricSample'] };
  MetricSeries: MetricSeriesMapper;
  MetricsRecorded: MetricsRecordedMapper;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Position: Scalars['Position']['output'];
  Query: Record<PropertyKey, never>;
  RecordMetricsPayload: Omit<RecordMetricsPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Service: ServiceMapper;
  Subscription: Record<PropertyKey, never>;
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

export type CacheControlDirectiveResolver<Result, Parent, ContextType = AnalyticsContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type InvalidatedByDirectiveArgs = {
  events: ReadonlyArray<Scalars['String']['input']>;
};

export type InvalidatedByDirectiveResolver<Result, Parent, ContextType = AnalyticsContext, Args = InvalidatedByDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CommandReceiptResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DurabilityResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventCountResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['EventCount'] = ResolversParentTypes['EventCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MetricPointResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricPoint'] = ResolversParentTypes['MetricPoint']> = {
  avg?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sum?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MetricSampleResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricSample'] = ResolversParentTypes['MetricSample']> = {
  labels?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MetricSampleConnectionResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricSampleConnection'] = ResolversParentTypes['MetricSampleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MetricSampleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MetricSample']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MetricSampleEdgeResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricSampleEdge'] = ResolversParentTypes['MetricSampleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MetricSample'], ParentType, ContextType>;
};

export type MetricSeriesResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricSeries'] = ResolversParentTypes['MetricSeries']> = {
  aggregation?: Resolver<ResolversTypes['MetricAggregation'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
};

export type MetricsRecordedResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['MetricsRecorded'] = ResolversParentTypes['MetricsRecorded']> = {
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  samples?: Resolver<ReadonlyArray<ResolversTypes['MetricSample']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  recordMetrics?: Resolver<Maybe<ResolversTypes['RecordMetricsPayload']>, ParentType, ContextType, RequireFields<MutationRecordMetricsArgs, 'inputs'>>;
};

export type PageInfoResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type QueryResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  eventCounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EventCount']>>, ParentType, ContextType, RequireFields<QueryEventCountsArgs, 'groupByType' | 'pattern'>>;
  metricNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<QueryMetricNamesArgs, 'first' | 'prefix'>>;
  metricSamples?: Resolver<Maybe<ResolversTypes['MetricSampleConnection']>, ParentType, ContextType, RequireFields<QueryMetricSamplesArgs, 'filter' | 'first'>>;
  metrics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MetricSeries']>>, ParentType, ContextType, RequireFields<QueryMetricsArgs, 'query'>>;
};

export type RecordMetricsPayloadResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['RecordMetricsPayload'] = ResolversParentTypes['RecordMetricsPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  recorded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service'], FederationReferenceType extends FederationReferenceTypes['Service'] = FederationReferenceTypes['Service']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Service']> | FederationReferenceType, FederationReferenceType, ContextType>;
  eventCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType, Partial<ServiceEventCountArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metrics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MetricSeries']>>, ParentType, ContextType, RequireFields<ServiceMetricsArgs, 'aggregation'>>;
};

export type SubscriptionResolvers<ContextType = AnalyticsContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  metricRecorded?: SubscriptionResolver<ResolversTypes['MetricsRecorded'], "metricRecorded", ParentType, ContextType, Partial<SubscriptionMetricRecordedArgs>>;
};

export type Resolvers<ContextType = AnalyticsContext> = {
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Durability?: DurabilityResolvers<ContextType>;
  EventCount?: EventCountResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  MetricPoint?: MetricPointResolvers<ContextType>;
  MetricSample?: MetricSampleResolvers<ContextType>;
  MetricSampleConnection?: MetricSampleConnectionResolvers<ContextType>;
  MetricSampleEdge?: MetricSampleEdgeResolvers<ContextType>;
  MetricSeries?: MetricSeriesResolvers<ContextType>;
  MetricsRecorded?: MetricsRecordedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Position?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  RecordMetricsPayload?: RecordMetricsPayloadResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = AnalyticsContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
