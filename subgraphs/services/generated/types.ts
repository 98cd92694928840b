import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ServiceMapper, ServiceHealthMapper, HealthProbeMapper, HealthCheckMapper, ServiceHealthChangeMapper, ServiceConnectionMapper, CommandReceiptMapper, DurabilityMapper } from '../schema.mappers.ts';
import type { ServicesContext } from '../context.ts';
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

/** What came of `deregisterService`. */
export type DeregisterServicePayload = {
  readonly __typename?: 'DeregisterServicePayload';
  /** The id that is no longer registered. */
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

/** How a service is probed. */
export type HealthCheck = {
  readonly __typename?: 'HealthCheck';
  /** So many answers in a row make an UNHEALTHY service HEALTHY again. */
  readonly healthyThreshold: Scalars['Int']['output'];
  /** From the start of one probe to the start of the next, in milliseconds. */
  readonly intervalMs: Scalars['Int']['output'];
  readonly protocol: ProbeProtocol;
  /** The whole URL that is probed: http, https or tcp. */
  readonly target: Scalars['String']['output'];
  /** A probe without an answer after so many milliseconds has failed. */
  readonly timeoutMs: Scalars['Int']['output'];
  /** So many failures in a row make the service UNHEALTHY. */
  readonly unhealthyThreshold: Scalars['Int']['output'];
};

/** How to probe a service. */
export type HealthCheckInput = {
  /** 1 to 10. */
  readonly healthyThreshold?: Scalars['Int']['input'];
  /** 100 to 86 400 000 milliseconds. */
  readonly intervalMs?: Scalars['Int']['input'];
  /** Default: what the target's scheme says. */
  readonly protocol?: InputMaybe<ProbeProtocol>;
  /** A URL (http, https or tcp), or a path such as `/health` on the service's `url`. Default: the service's `url`. */
  readonly target?: InputMaybe<Scalars['String']['input']>;
  /** 10 to 60 000 milliseconds. */
  readonly timeoutMs?: Scalars['Int']['input'];
  /** 1 to 10. */
  readonly unhealthyThreshold?: Scalars['Int']['input'];
};

/** One probe and what came of it. */
export type HealthProbe = {
  readonly __typename?: 'HealthProbe';
  /** When it began. */
  readonly at: Scalars['DateTime']['output'];
  /** Why it failed, e.g. `ECONNREFUSED`; null when it did not. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** From the start to the answer or the failure, in milliseconds. */
  readonly latencyMs: Scalars['Float']['output'];
  /** True when the target answered: an HTTP status from 200 to 399, or an accepted TCP connection. */
  readonly ok: Scalars['Boolean']['output'];
  /** The HTTP status; null without an HTTP answer. */
  readonly statusCode?: Maybe<Scalars['Int']['output']>;
};

export type HealthStatus =
  /** The last probes were answered. */
  | 'HEALTHY'
  /** The last probes failed: refused, timed out, or answered with an error status. */
  | 'UNHEALTHY'
  /** Not probed yet, or not probed at all. */
  | 'UNKNOWN';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Removes a service; its probes stop. An unknown id is NOT_FOUND. */
  readonly deregisterService?: Maybe<DeregisterServicePayload>;
  /**
   * Adds a service to the registry and starts to probe it at once. An id that exists already is a CONFLICT.
   * With neither `url` nor `healthCheck` it is not probed and its health stays UNKNOWN.
   */
  readonly registerService?: Maybe<RegisterServicePayload>;
};


export type MutationDeregisterServiceArgs = {
  commandId?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


export type MutationRegisterServiceArgs = {
  input: RegisterServiceInput;
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

export type ProbeProtocol =
  /** A GET request; a status from 200 to 399 is an answer. Redirects are not followed and the body is not read. */
  | 'HTTP'
  /** A connection; being accepted is an answer. */
  | 'TCP';

export type Query = {
  readonly __typename?: 'Query';
  /** The services that can do what is asked for, newest version first. */
  readonly discoverServices?: Maybe<ReadonlyArray<Service>>;
  /** The service with this id; null when the workspace has none. */
  readonly service?: Maybe<Service>;
  /** The services of the workspace, oldest registration first. */
  readonly services?: Maybe<ServiceConnection>;
};


export type QueryDiscoverServicesArgs = {
  capability?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  status?: InputMaybe<HealthStatus>;
  tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  versionRange?: InputMaybe<Scalars['String']['input']>;
};


export type QueryServiceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryServicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ServiceFilter>;
  first?: Scalars['Int']['input'];
};

/** What to register. */
export type RegisterServiceInput = {
  /** At most 50, each 1 to 100 characters. */
  readonly capabilities?: ReadonlyArray<Scalars['String']['input']>;
  /** Idempotency key: a second call with the same key changes nothing and answers `repeated`. Default: generated. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** How to probe it. Default: `url`, with the defaults below. */
  readonly healthCheck?: InputMaybe<HealthCheckInput>;
  /** 1 to 128 letters, digits or `._-`, starting with a letter or digit. Default: generated. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Any JSON object of at most 64 KiB. */
  readonly metadata?: InputMaybe<Scalars['JSONObject']['input']>;
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** At most 50, each 1 to 100 characters. */
  readonly tags?: ReadonlyArray<Scalars['String']['input']>;
  /** An http, https or tcp URL. It is probed unless `healthCheck` names another target. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
  /** A semantic version. */
  readonly version?: Scalars['String']['input'];
};

/** What came of `registerService`. */
export type RegisterServicePayload = {
  readonly __typename?: 'RegisterServicePayload';
  readonly receipt: CommandReceipt;
  readonly service: Service;
};

/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type Service = {
  readonly __typename?: 'Service';
  /** What it can do, in the words of whoever registered it; `discoverServices` looks for these. */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it answers, and how that is known. */
  readonly health: ServiceHealth;
  /** How it is probed; null when it is not. */
  readonly healthCheck?: Maybe<HealthCheck>;
  readonly id: Scalars['ID']['output'];
  /** Whatever else was registered with it. */
  readonly metadata: Scalars['JSONObject']['output'];
  readonly name: Scalars['String']['output'];
  readonly registeredAt: Scalars['DateTime']['output'];
  /** The same as `health.status`. */
  readonly status: HealthStatus;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** Where it is reached: an http, https or tcp URL. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** A semantic version, e.g. `1.4.0`. */
  readonly version: Scalars['String']['output'];
};

/** A page of services. */
export type ServiceConnection = {
  readonly __typename?: 'ServiceConnection';
  readonly edges: ReadonlyArray<ServiceEdge>;
  /** The services of `edges`. */
  readonly nodes: ReadonlyArray<Service>;
  readonly pageInfo: PageInfo;
  /** How many services match the filter, on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A service in a page. */
export type ServiceEdge = {
  readonly __typename?: 'ServiceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Service;
};

/** All that is given must hold. */
export type ServiceFilter = {
  /** Has this capability. */
  readonly capability?: InputMaybe<Scalars['String']['input']>;
  /** Has exactly this name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** In this state of health. */
  readonly status?: InputMaybe<HealthStatus>;
  /** Has this tag. */
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  /** Has exactly this version. */
  readonly version?: InputMaybe<Scalars['String']['input']>;
};

/** The state of a service's health and the evidence for it. */
export type ServiceHealth = {
  readonly __typename?: 'ServiceHealth';
  /** When the last probe ended; null before the first. */
  readonly checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The last probes, newest first; at most the ten last are kept. */
  readonly checks: ReadonlyArray<HealthProbe>;
  /** Failed probes in a row, 0 after one that was answered. */
  readonly consecutiveFailures: Scalars['Int']['output'];
  /** When the status became what it is. */
  readonly since: Scalars['DateTime']['output'];
  readonly status: HealthStatus;
};


/** The state of a service's health and the evidence for it. */
export type ServiceHealthChecksArgs = {
  last?: Scalars['Int']['input'];
};

/** A service went from one state of health to another. */
export type ServiceHealthChange = {
  readonly __typename?: 'ServiceHealthChange';
  readonly changedAt: Scalars['DateTime']['output'];
  readonly current: HealthStatus;
  readonly previous: HealthStatus;
  /** The probe that brought the change. */
  readonly probe: HealthProbe;
  /** The service as it is now; null when it is no longer registered. */
  readonly service?: Maybe<Service>;
  readonly serviceId: Scalars['ID']['output'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each change of a service's health, of one service or of all in the workspace. */
  readonly serviceHealthChanged: ServiceHealthChange;
};


export type SubscriptionServiceHealthChangedArgs = {
  serviceId?: InputMaybe<Scalars['ID']['input']>;
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
  CacheControlScope: CacheControlScope;
  CommandReceipt: ResolverTypeWrapper<CommandReceiptMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeregisterServicePayload: ResolverTypeWrapper<Omit<DeregisterServicePayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  Durability: ResolverTypeWrapper<DurabilityMapper>;
  DurabilityLevel: DurabilityLevel;
  HealthCheck: ResolverTypeWrapper<HealthCheckMapper>;
  HealthCheckInput: HealthCheckInput;
  HealthProbe: ResolverTypeWrapper<HealthProbeMapper>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HealthStatus: HealthStatus;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  ProbeProtocol: ProbeProtocol;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterServiceInput: RegisterServiceInput;
  RegisterServicePayload: ResolverTypeWrapper<Omit<RegisterServicePayload, 'receipt' | 'service'> & { receipt: ResolversTypes['CommandReceipt'], service: ResolversTypes['Service'] }>;
  Service: ResolverTypeWrapper<ServiceMapper>;
  ServiceConnection: ResolverTypeWrapper<ServiceConnectionMapper>;
  ServiceEdge: ResolverTypeWrapper<Omit<ServiceEdge, 'node'> & { node: ResolversTypes['Service'] }>;
  ServiceFilter: ServiceFilter;
  ServiceHealth: ResolverTypeWrapper<ServiceHealthMapper>;
  ServiceHealthChange: ResolverTypeWrapper<ServiceHealthChangeMapper>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CommandReceipt: CommandReceiptMapper;
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeregisterServicePayload: Omit<DeregisterServicePayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  Durability: DurabilityMapper;
  HealthCheck: HealthCheckMapper;
  HealthCheckInput: HealthCheckInput;
  HealthProbe: HealthProbeMapper;
  Float: Scalars['Float']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Position: Scalars['Position']['output'];
  Query: Record<PropertyKey, never>;
  RegisterServiceInput: RegisterServiceInput;
  RegisterServicePayload: Omit<RegisterServicePayload, 'receipt' | 'service'> & { receipt: ResolversParentTypes['CommandReceipt'], service: ResolversParentTypes['Service'] };
  Service: ServiceMapper;
  ServiceConnection: ServiceConnectionMapper;
  ServiceEdge: Omit<ServiceEdge, 'node'> & { node: ResolversParentTypes['Service'] };
  ServiceFilter: ServiceFilter;
  ServiceHealth: ServiceHealthMapper;
  ServiceHealthChange: ServiceHealthChangeMapper;
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

export type CacheControlDirectiveResolver<Result, Parent, ContextType = ServicesContext, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type InvalidatedByDirectiveArgs = {
  events: ReadonlyArray<Scalars['String']['input']>;
};

export type InvalidatedByDirectiveResolver<Result, Parent, ContextType = ServicesContext, Args = InvalidatedByDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CommandReceiptResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeregisterServicePayloadResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['DeregisterServicePayload'] = ResolversParentTypes['DeregisterServicePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type DurabilityResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HealthCheckResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['HealthCheck'] = ResolversParentTypes['HealthCheck']> = {
  healthyThreshold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  intervalMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['ProbeProtocol'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeoutMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unhealthyThreshold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HealthProbeResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['HealthProbe'] = ResolversParentTypes['HealthProbe']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  latencyMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  statusCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  deregisterService?: Resolver<Maybe<ResolversTypes['DeregisterServicePayload']>, ParentType, ContextType, RequireFields<MutationDeregisterServiceArgs, 'id'>>;
  registerService?: Resolver<Maybe<ResolversTypes['RegisterServicePayload']>, ParentType, ContextType, RequireFields<MutationRegisterServiceArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type QueryResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  discoverServices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Service']>>, ParentType, ContextType, RequireFields<QueryDiscoverServicesArgs, 'first'>>;
  service?: Resolver<Maybe<ResolversTypes['Service']>, ParentType, ContextType, RequireFields<QueryServiceArgs, 'id'>>;
  services?: Resolver<Maybe<ResolversTypes['ServiceConnection']>, ParentType, ContextType, RequireFields<QueryServicesArgs, 'first'>>;
};

export type RegisterServicePayloadResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['RegisterServicePayload'] = ResolversParentTypes['RegisterServicePayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['Service'], ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service'], FederationReferenceType extends FederationReferenceTypes['Service'] = FederationReferenceTypes['Service']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Service']> | FederationReferenceType, FederationReferenceType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  healthCheck?: Resolver<Maybe<ResolversTypes['HealthCheck']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ServiceConnectionResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['ServiceConnection'] = ResolversParentTypes['ServiceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ServiceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Service']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServiceEdgeResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['ServiceEdge'] = ResolversParentTypes['ServiceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Service'], ParentType, ContextType>;
};

export type ServiceHealthResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['ServiceHealth'] = ResolversParentTypes['ServiceHealth']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['HealthProbe']>, ParentType, ContextType, RequireFields<ServiceHealthChecksArgs, 'last'>>;
  consecutiveFailures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type ServiceHealthChangeResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['ServiceHealthChange'] = ResolversParentTypes['ServiceHealthChange']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
  previous?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
  probe?: Resolver<ResolversTypes['HealthProbe'], ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['Service']>, ParentType, ContextType>;
  serviceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = ServicesContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  serviceHealthChanged?: SubscriptionResolver<ResolversTypes['ServiceHealthChange'], "serviceHealthChanged", ParentType, ContextType, Partial<SubscriptionServiceHealthChangedArgs>>;
};

export type Resolvers<ContextType = ServicesContext> = {
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeregisterServicePayload?: DeregisterServicePayloadResolvers<ContextType>;
  Durability?: DurabilityResolvers<ContextType>;
  HealthCheck?: HealthCheckResolvers<ContextType>;
  HealthProbe?: HealthProbeResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Position?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  RegisterServicePayload?: RegisterServicePayloadResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  ServiceConnection?: ServiceConnectionResolvers<ContextType>;
  ServiceEdge?: ServiceEdgeResolvers<ContextType>;
  ServiceHealth?: ServiceHealthResolvers<ContextType>;
  ServiceHealthChange?: ServiceHealthChangeResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = ServicesContext> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
