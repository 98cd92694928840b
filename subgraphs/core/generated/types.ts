import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ServiceReference, Agent, AgentChange, ConnectionStatus, Task, IncomingTaskRecord, Delivery, Registration, Receipt, StoredDurability } from '../schema.mappers.ts';
import type { CoreContext } from '../context.ts';
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

/** What shall be remembered, of a user or of an agent. */
export type AddMemoryInput = {
  /** Of which agent; this or `userId`. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 10000 characters. */
  readonly memory: Scalars['String']['input'];
  /** Anything beside it. */
  readonly metadata?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Of which user; this or `agentId`. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** An interaction to be remembered. */
export type AddMemoryInteractionInput = {
  /** The agent. */
  readonly agentId: Scalars['ID']['input'];
  /** What was said or done; 1 to 10000 characters. */
  readonly content: Scalars['String']['input'];
  /** Its kind, e.g. `chat`. */
  readonly type: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** How two things relate. */
export type AddMemoryRelationInput = {
  /** How, e.g. `depends_on`. */
  readonly relationType: Scalars['String']['input'];
  /** From which. */
  readonly sourceId: Scalars['ID']['input'];
  /** To which. */
  readonly targetId: Scalars['ID']['input'];
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

/** An agent that Core runs. */
export type CoreAgent = {
  readonly __typename?: 'CoreAgent';
  /** What it can do, in Core's words. */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /** When Core made it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it runs; null when Core holds none. */
  readonly deployment?: Maybe<CoreDeployment>;
  /** What it was asked to be. */
  readonly description: Scalars['String']['output'];
  /** Core's own id. */
  readonly id: Scalars['ID']['output'];
  /** What the cluster's bridge says of it, as Core hands it on. */
  readonly kagentDetails?: Maybe<Scalars['JSON']['output']>;
  /** When Core last changed it. */
  readonly lastUpdated?: Maybe<Scalars['DateTime']['output']>;
  /** Its log lines as Core hands them on; `limit` is 1 to 1000. */
  readonly logs: ReadonlyArray<Scalars['JSON']['output']>;
  /** Its running figures as Core hands them on. */
  readonly metrics?: Maybe<CoreAgentMetrics>;
  /** The name that Core gave it. */
  readonly name: Scalars['String']['output'];
  /** Core's own word for its status, e.g. deployed, creating, failed. */
  readonly status: Scalars['String']['output'];
  /** Who asked for it. */
  readonly userId?: Maybe<Scalars['String']['output']>;
  /** How it works; null when Core holds none. */
  readonly workflow?: Maybe<CoreWorkflow>;
};


/** An agent that Core runs. */
export type CoreAgentLogsArgs = {
  limit?: Scalars['Int']['input'];
  since?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What starting or stopping an agent answers. */
export type CoreAgentActionPayload = {
  readonly __typename?: 'CoreAgentActionPayload';
  /** The agent. */
  readonly agentId: Scalars['ID']['output'];
  /** Whether Core's answer differs from the status before. Core's present release only echoes it. */
  readonly changed: Scalars['Boolean']['output'];
  /** Core's own words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** The place of the event that tells of a change; its position is null when nothing changed. */
  readonly receipt: CommandReceipt;
  /** Its status afterwards, in Core's words. */
  readonly status: Scalars['String']['output'];
};

/** The card by which Core introduces itself. */
export type CoreAgentCard = {
  readonly __typename?: 'CoreAgentCard';
  /** Core's id in the network. */
  readonly agentId: Scalars['ID']['output'];
  /** What it says of itself. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The routes that it announces; not all of them need exist. */
  readonly endpoints?: Maybe<Scalars['JSONObject']['output']>;
  /** Its features. */
  readonly features: ReadonlyArray<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The protocol's version. */
  readonly protocolVersion?: Maybe<Scalars['String']['output']>;
  /** The protocols that it speaks. */
  readonly supportedProtocols: ReadonlyArray<Scalars['String']['output']>;
  /** Its tools. */
  readonly tools: ReadonlyArray<CoreAgentTool>;
  /** What validating found, as Core hands it on; null unless asked for. */
  readonly validation?: Maybe<Scalars['JSON']['output']>;
  /** Its version. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

/** One change of an agent at Core. */
export type CoreAgentChange = {
  readonly __typename?: 'CoreAgentChange';
  /** The agent as Core listed it then; of a removed one, as it was listed last. */
  readonly agent: CoreAgent;
  /** To which agent. */
  readonly agentId: Scalars['ID']['output'];
  /** What happened. */
  readonly kind: CoreAgentChangeKind;
  /** When the change was seen here. */
  readonly observedAt: Scalars['DateTime']['output'];
  /** Its status before; null when it was not there. */
  readonly previousStatus?: Maybe<Scalars['String']['output']>;
};

/** What became of an agent. */
export type CoreAgentChangeKind =
  /** It was not there at the poll before. */
  | 'CREATED'
  /** It was there at the poll before. */
  | 'REMOVED'
  /** Its status or its time of change differs from the poll before. */
  | 'UPDATED';

/** Narrows a list of agents; what is absent does not narrow. */
export type CoreAgentFilter = {
  /** Only agents whose name or description contains this, whatever the case; 1 to 200 characters. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Only agents with one of these status words. */
  readonly status?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Running figures of an agent; Core says `unknown` for what it does not measure. */
export type CoreAgentMetrics = {
  readonly __typename?: 'CoreAgentMetrics';
  /** Processor, in Core's words. */
  readonly cpuUsage?: Maybe<Scalars['String']['output']>;
  /** When Core last looked. */
  readonly lastUpdated?: Maybe<Scalars['DateTime']['output']>;
  /** Memory, in Core's words. */
  readonly memoryUsage?: Maybe<Scalars['String']['output']>;
  /** How often it was restarted. */
  readonly restarts?: Maybe<Scalars['Int']['output']>;
  /** Its status, in Core's words. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** Since when it runs, in Core's own measure. */
  readonly uptime?: Maybe<Scalars['JSON']['output']>;
};

/** What creating or changing an agent answers. */
export type CoreAgentPayload = {
  readonly __typename?: 'CoreAgentPayload';
  /** The agent as Core holds it now. */
  readonly agent: CoreAgent;
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
};

/** What removing an agent answers. */
export type CoreAgentRemovalPayload = {
  readonly __typename?: 'CoreAgentRemovalPayload';
  /** The agent that is gone. */
  readonly agentId: Scalars['ID']['output'];
  /** Core's own words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
};

/** A tool in a card. */
export type CoreAgentTool = {
  readonly __typename?: 'CoreAgentTool';
  /** What it does. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its OpenAPI document. */
  readonly openapi?: Maybe<Scalars['JSON']['output']>;
};

/** What `connectCore` and `disconnectCore` answer. */
export type CoreConnectionPayload = {
  readonly __typename?: 'CoreConnectionPayload';
  /** The command's place in the log. */
  readonly receipt: CommandReceipt;
  /** The connection after the command. */
  readonly status: CoreStatus;
};

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

/** What became of an event for Core. */
export type CoreDeliveryState =
  /** Core's answer accepted it. */
  | 'DELIVERED'
  /** Stored here, not yet answered by Core. */
  | 'QUEUED'
  /** Core answered with another error. */
  | 'REJECTED'
  /** It was sent and Core answered nothing in time; it is not sent again. */
  | 'UNCONFIRMED'
  /** Core answered that it knows no such kind of message. */
  | 'UNSUPPORTED';

/** Where an agent runs. */
export type CoreDeployment = {
  readonly __typename?: 'CoreDeployment';
  /** Its name in the cluster. */
  readonly kagentName?: Maybe<Scalars['String']['output']>;
  /** Its namespace in the cluster. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
  /** The deployment's status, in Core's words. */
  readonly status?: Maybe<Scalars['String']['output']>;
};

/** An event that was handed over for Core. */
export type CoreEventDelivery = {
  readonly __typename?: 'CoreEventDelivery';
  /** When it was stored here. */
  readonly acceptedAt: Scalars['DateTime']['output'];
  /** What it says. */
  readonly data?: Maybe<Scalars['JSON']['output']>;
  /** Core's own words, or why it waits. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** The id that `forwardEvent` answered. */
  readonly id: Scalars['ID']['output'];
  /** When its state became final; null while QUEUED. */
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of it. */
  readonly state: CoreDeliveryState;
  /** The event's type as given. */
  readonly type: Scalars['String']['output'];
};

/** A tool of the Model Context Protocol. */
export type CoreMcpTool = {
  readonly __typename?: 'CoreMcpTool';
  /** What it does. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The JSON Schema of its input. */
  readonly inputSchema?: Maybe<Scalars['JSON']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** How Core's memory stands. */
export type CoreMemoryHealth = {
  readonly __typename?: 'CoreMemoryHealth';
  /** How long a search takes on average, in Core's own measure. */
  readonly averageSearchTime?: Maybe<Scalars['Float']['output']>;
  /** The share of searches that the cache answered. */
  readonly cacheHitRate?: Maybe<Scalars['Float']['output']>;
  /** How many answers the cache holds. */
  readonly cacheSize?: Maybe<Scalars['Int']['output']>;
  /** The share of searches that failed. */
  readonly errorRate?: Maybe<Scalars['Float']['output']>;
  /** `mock` when Core has no memory store behind it. */
  readonly mode?: Maybe<Scalars['String']['output']>;
  /** Core's own word. */
  readonly status: Scalars['String']['output'];
  /** How many searches Core has done. */
  readonly totalSearches?: Maybe<Scalars['Int']['output']>;
};

/** Something that Core remembers. */
export type CoreMemoryHit = {
  readonly __typename?: 'CoreMemoryHit';
  /** What it says. */
  readonly content: Scalars['String']['output'];
  /** Core's own id of it. */
  readonly id: Scalars['ID']['output'];
  /** True when Core's memory is only a mock. */
  readonly mock: Scalars['Boolean']['output'];
  /** For whom it matters, in Core's words. */
  readonly relevance?: Maybe<Scalars['String']['output']>;
  /** How well it fits, from 0 to 1: Core weights the contextual by 0.6 and the structural by 0.4. */
  readonly score: Scalars['Float']['output'];
  /** How Core found it. */
  readonly source: CoreMemorySource;
  /** Where Core keeps it. */
  readonly type: CoreMemoryType;
  /** Whose it is. */
  readonly userId?: Maybe<Scalars['String']['output']>;
};

/** What having Core remember something answers. Core gives no id. */
export type CoreMemoryPayload = {
  readonly __typename?: 'CoreMemoryPayload';
  /** Core's own words. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
};

/** What a search of Core's memory found. */
export type CoreMemorySearch = {
  readonly __typename?: 'CoreMemorySearch';
  /** How long Core took, in milliseconds. */
  readonly durationMs?: Maybe<Scalars['Float']['output']>;
  /** Best first; Core answers at most 20. */
  readonly hits: ReadonlyArray<CoreMemoryHit>;
  /** The query as Core read it. */
  readonly query: Scalars['String']['output'];
  /** When Core searched. */
  readonly searchedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** How Core found a memory. */
export type CoreMemorySource =
  /** By what was told. */
  | 'CONTEXTUAL'
  /** By how things relate. */
  | 'STRUCTURAL';

/** What Core's memory knows, as Core hands it on. */
export type CoreMemoryTopology = {
  readonly __typename?: 'CoreMemoryTopology';
  /** The agents. */
  readonly agents: ReadonlyArray<Scalars['JSON']['output']>;
  /** How they relate. */
  readonly relationships: ReadonlyArray<Scalars['JSON']['output']>;
  /** The users. */
  readonly users: ReadonlyArray<Scalars['JSON']['output']>;
  /** The workflows. */
  readonly workflows: ReadonlyArray<Scalars['JSON']['output']>;
};

/** Where Core keeps what it remembers. */
export type CoreMemoryType =
  /** What its graph holds. */
  | 'GRAPH'
  /** What users and agents told it. */
  | 'MEMORY';

/** A module that a workflow needs. */
export type CoreModule = {
  readonly __typename?: 'CoreModule';
  /** Whether it is there. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** Its description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The cluster tools behind it, as Core hands them on. */
  readonly kagentTools?: Maybe<Scalars['JSON']['output']>;
  /** Its name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its kind, in Core's words. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Where reconnecting stands. */
export type CoreReconnect = {
  readonly __typename?: 'CoreReconnect';
  /** How many attempts have failed in a row. */
  readonly attempt: Scalars['Int']['output'];
  /** When the next attempt is due. */
  readonly nextAttemptAt: Scalars['DateTime']['output'];
  /** The pause before the next attempt, in milliseconds, jitter included. */
  readonly nextDelayMs: Scalars['Int']['output'];
};

/** What Core is known to hold of a service. */
export type CoreRegistration = {
  readonly __typename?: 'CoreRegistration';
  /** When Core was last asked; null before the first time. */
  readonly checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Core's words, or what would help. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** The service. */
  readonly service: Service;
  /** Whether Core knows it. */
  readonly state: CoreRegistrationState;
  /** The tool's name in the card that we serve at `GET /agent`. */
  readonly toolName: Scalars['String']['output'];
};

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

/** The connection to Core, at one instant. */
export type CoreStatus = {
  readonly __typename?: 'CoreStatus';
  /** The address of Core's Agent Network Protocol server. */
  readonly anpUrl?: Maybe<Scalars['String']['output']>;
  /** The HTTP address in use. */
  readonly coreUrl?: Maybe<Scalars['String']['output']>;
  /** Core's own version, as its last health answer said. */
  readonly coreVersion?: Maybe<Scalars['String']['output']>;
  /** Core's `/health` answered 200 when it was last asked. */
  readonly httpOk: Scalars['Boolean']['output'];
  /** Why the last attempt failed or the last connection ended; null once connected. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** When Core's agents were last compared; null before the first time. */
  readonly lastPolledAt?: Maybe<Scalars['DateTime']['output']>;
  /** The reconnection in progress; null while connected or disconnected on request. */
  readonly reconnect?: Maybe<CoreReconnect>;
  /** Since when the state holds. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The state in one word. */
  readonly state: CoreConnectionState;
  /** The WebSocket is open and answers pings. */
  readonly wsOpen: Scalars['Boolean']['output'];
  /** The WebSocket address in use. */
  readonly wsUrl?: Maybe<Scalars['String']['output']>;
};

/** A task at Core's Agent Network Protocol server. */
export type CoreTask = {
  readonly __typename?: 'CoreTask';
  /** Its status in Core's own word. */
  readonly coreStatus: Scalars['String']['output'];
  /** When Core took it. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, in Core's words. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Core's own id. */
  readonly id: Scalars['ID']['output'];
  /** What was asked. */
  readonly input?: Maybe<Scalars['String']['output']>;
  /** What came of it, as Core hands it on. */
  readonly result?: Maybe<Scalars['JSON']['output']>;
  /** Where it stands. */
  readonly status: CoreTaskStatus;
  /** What Core did so far, in order. */
  readonly steps: ReadonlyArray<CoreTaskStep>;
  /** When Core last changed it. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What giving Core a task answers. */
export type CoreTaskPayload = {
  readonly __typename?: 'CoreTaskPayload';
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
  /** The task as Core took it. */
  readonly task: CoreTask;
};

/** Where a task stands. */
export type CoreTaskStatus =
  /** It is done. */
  | 'COMPLETED'
  /** Core has it. */
  | 'CREATED'
  /** Core gave up; `error` says why. */
  | 'FAILED'
  /** Core knows it no more, e.g. after a restart of Core. */
  | 'LOST'
  /** Core works on it. */
  | 'RUNNING';

/** One step of a task. */
export type CoreTaskStep = {
  readonly __typename?: 'CoreTaskStep';
  /** What was done. */
  readonly action?: Maybe<Scalars['String']['output']>;
  /** What came of it, as Core hands it on. */
  readonly result?: Maybe<Scalars['JSON']['output']>;
  /** How it went, in Core's word. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** Its number from 1; null when Core gives none. */
  readonly step?: Maybe<Scalars['Int']['output']>;
  /** When. */
  readonly timestamp?: Maybe<Scalars['DateTime']['output']>;
};

/** The workflow of an agent. */
export type CoreWorkflow = {
  readonly __typename?: 'CoreWorkflow';
  /** Its description. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Core's own id of it. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Whether the cluster can run it. */
  readonly kagentCompatible?: Maybe<Scalars['Boolean']['output']>;
  /** The model's configuration, as Core hands it on. */
  readonly modelConfig?: Maybe<Scalars['JSON']['output']>;
  /** Its name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The modules that it needs. */
  readonly requiredModules: ReadonlyArray<CoreModule>;
  /** Its steps, as Core hands them on. */
  readonly steps: ReadonlyArray<Scalars['JSON']['output']>;
};

/** A task for Core. */
export type CreateAnpTaskInput = {
  /** For which agent. */
  readonly agentId?: InputMaybe<Scalars['ID']['input']>;
  /** What shall be done; 1 to 10000 characters. */
  readonly input: Scalars['String']['input'];
  /** The names of tools to use. */
  readonly tools?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What an agent shall be. */
export type CreateCoreAgentInput = {
  /** 20 to 1000 characters. */
  readonly description: Scalars['String']['input'];
  /** For whom; Core's default is `system`. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
};

/** How far something is safe. */
export type Durability = {
  readonly __typename?: 'Durability';
  /** What it survives. */
  readonly level: DurabilityLevel;
  /** Copies beyond the first that have confirmed it. */
  readonly replicas: Scalars['Int']['output'];
};

/** What stored data survives. */
export type DurabilityLevel =
  /** Survives the loss of power. */
  | 'FSYNCED'
  /** Survives the death of any process. */
  | 'WRITTEN';

/** An event to hand over. */
export type ForwardEventInput = {
  /** Makes a repeated call change nothing: 1 to 128 of letters, digits and `._:-`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** What it says. */
  readonly data?: InputMaybe<Scalars['JSON']['input']>;
  /** Dotted, e.g. `agent.created`; Core receives it as `backend.<type>`. */
  readonly type: Scalars['String']['input'];
};

/** What `forwardEvent` answers. */
export type ForwardEventPayload = {
  readonly __typename?: 'ForwardEventPayload';
  /** The event and what became of it so far. */
  readonly delivery: CoreEventDelivery;
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
};

/** A task that was given to this backend by our card. */
export type IncomingTask = {
  readonly __typename?: 'IncomingTask';
  /** Who gave it, as it said itself. */
  readonly agentId?: Maybe<Scalars['String']['output']>;
  /** When it was given. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Why it failed. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Our id of it, which whoever gave it received. */
  readonly id: Scalars['ID']['output'];
  /** What was asked. */
  readonly input: Scalars['JSON']['output'];
  /** What came of it. */
  readonly result?: Maybe<Scalars['JSON']['output']>;
  /** When it was settled; null until then. */
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly status: IncomingTaskStatus;
  /** The names of the tools that were asked for. */
  readonly tools: ReadonlyArray<Scalars['String']['output']>;
};

/** What settling a task answers. */
export type IncomingTaskPayload = {
  readonly __typename?: 'IncomingTaskPayload';
  /** The place of the event that tells of it. */
  readonly receipt: CommandReceipt;
  /** The task as it is now. */
  readonly task: IncomingTask;
};

/** Where a task that was given to this backend stands. */
export type IncomingTaskStatus =
  /** It is done. */
  | 'COMPLETED'
  /** Nobody has settled it; the event `core.incoming.task.created` tells of it. */
  | 'CREATED'
  /** It failed; `error` says why. */
  | 'FAILED';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Has Core remember something of a user or of an agent: exactly one of the two. */
  readonly addMemory?: Maybe<CoreMemoryPayload>;
  /** Has Core remember an interaction of a user with an agent. */
  readonly addMemoryInteraction?: Maybe<CoreMemoryPayload>;
  /** Has Core remember how two things relate. */
  readonly addMemoryRelation?: Maybe<CoreMemoryPayload>;
  /** Connects to Core and answers when the connection stands or its first attempt has failed. Connecting goes on in the background after a failure. */
  readonly connectCore?: Maybe<CoreConnectionPayload>;
  /** Gives Core's Agent Network Protocol server a task. It is followed from here until it is completed, failed or lost. */
  readonly createAnpTask?: Maybe<CoreTaskPayload>;
  /** Has Core make and deploy an agent from a description. */
  readonly createCoreAgent?: Maybe<CoreAgentPayload>;
  /** Removes an agent from Core. */
  readonly deleteCoreAgent?: Maybe<CoreAgentRemovalPayload>;
  /** Closes the connection and stops reconnecting, in every copy of this process, until `connectCore` or a restart. */
  readonly disconnectCore?: Maybe<CoreConnectionPayload>;
  /**
   * Hands an event over for Core. It is stored first; while Core is away it stays QUEUED and is sent, in order, when the
   * connection is back. DELIVERED is said only when Core's own answer says so.
   */
  readonly forwardEvent?: Maybe<ForwardEventPayload>;
  /**
   * Says what has become of a task that was given to this backend by our card: whoever did the work, a pipeline or a person, says so
   * here, and who gave the task reads it at `GET /agent/tasks/<id>`. A task is settled once.
   */
  readonly settleIncomingTask?: Maybe<IncomingTaskPayload>;
  /** Asks Core to start an agent. Core answers the agent's status as it is afterwards. */
  readonly startCoreAgent?: Maybe<CoreAgentActionPayload>;
  /** Asks Core to stop an agent. Core answers the agent's status as it is afterwards. */
  readonly stopCoreAgent?: Maybe<CoreAgentActionPayload>;
  /** Changes an agent. Core merges the given fields and checks none of them. */
  readonly updateCoreAgent?: Maybe<CoreAgentPayload>;
};


export type MutationAddMemoryArgs = {
  input: AddMemoryInput;
};


export type MutationAddMemoryInteractionArgs = {
  input: AddMemoryInteractionInput;
};


export type MutationAddMemoryRelationArgs = {
  input: AddMemoryRelationInput;
};


export type MutationCreateAnpTaskArgs = {
  input: CreateAnpTaskInput;
};


export type MutationCreateCoreAgentArgs = {
  input: CreateCoreAgentInput;
};


export type MutationDeleteCoreAgentArgs = {
  id: Scalars['ID']['input'];
};


export type MutationForwardEventArgs = {
  input: ForwardEventInput;
};


export type MutationSettleIncomingTaskArgs = {
  input: SettleIncomingTaskInput;
};


export type MutationStartCoreAgentArgs = {
  id: Scalars['ID']['input'];
};


export type MutationStopCoreAgentArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateCoreAgentArgs = {
  id: Scalars['ID']['input'];
  input: UpdateCoreAgentInput;
};

export type Query = {
  readonly __typename?: 'Query';
  /** A task at Core's Agent Network Protocol server, whoever created it; null when neither Core nor this backend knows it. */
  readonly anpTask?: Maybe<CoreTask>;
  /** The tasks that were created from here, newest first; `first` is 1 to 200. */
  readonly anpTasks?: Maybe<ReadonlyArray<CoreTask>>;
  /** One agent with its workflow and deployment; null when Core knows no such agent. */
  readonly coreAgent?: Maybe<CoreAgent>;
  /** The card by which Core introduces itself. `validate` has Core check its own tools. */
  readonly coreAgentCard?: Maybe<CoreAgentCard>;
  /** Every agent that Core runs, read from Core as it answers now. Empty in a workspace that has no Core; UPSTREAM_UNAVAILABLE when Core cannot be reached. */
  readonly coreAgents?: Maybe<ReadonlyArray<CoreAgent>>;
  /** What Core says it can do, by capability, as Core hands it on. */
  readonly coreCapabilities?: Maybe<Scalars['JSONObject']['output']>;
  /** Events that were handed over for Core, newest first; `first` is 1 to 200. */
  readonly coreEventDeliveries?: Maybe<ReadonlyArray<CoreEventDelivery>>;
  /** An event that was handed over for Core; null when none has this id. */
  readonly coreEventDelivery?: Maybe<CoreEventDelivery>;
  /** How Core's memory stands. */
  readonly coreMemoryHealth?: Maybe<CoreMemoryHealth>;
  /** What Core's memory knows of agents, workflows, users and how they relate. */
  readonly coreMemoryTopology?: Maybe<CoreMemoryTopology>;
  /** What Core is known to hold of each service that is registered here. */
  readonly coreRegistrations?: Maybe<ReadonlyArray<CoreRegistration>>;
  /** How the connection to Core stands now, as the answering process sees it. Never fails: an absent Core is a state. */
  readonly coreStatus?: Maybe<CoreStatus>;
  /** A task that was given to this backend; null when none has this id. */
  readonly incomingTask?: Maybe<IncomingTask>;
  /** The tasks that Core or another agent gave to this backend by our card, newest first; `first` is 1 to 200. */
  readonly incomingTasks?: Maybe<ReadonlyArray<IncomingTask>>;
  /** The tools of Core's Model Context Protocol server. */
  readonly mcpTools?: Maybe<ReadonlyArray<CoreMcpTool>>;
  /** What Core remembers that fits the query: what the user told it, and what its graph holds. `userId` is required by Core. */
  readonly searchMemory?: Maybe<CoreMemorySearch>;
};


export type QueryAnpTaskArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAnpTasksArgs = {
  first?: Scalars['Int']['input'];
};


export type QueryCoreAgentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCoreAgentCardArgs = {
  validate?: Scalars['Boolean']['input'];
};


export type QueryCoreAgentsArgs = {
  filter?: InputMaybe<CoreAgentFilter>;
};


export type QueryCoreEventDeliveriesArgs = {
  first?: Scalars['Int']['input'];
  state?: InputMaybe<CoreDeliveryState>;
};


export type QueryCoreEventDeliveryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryIncomingTaskArgs = {
  id: Scalars['ID']['input'];
};


export type QueryIncomingTasksArgs = {
  first?: Scalars['Int']['input'];
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QuerySearchMemoryArgs = {
  query: Scalars['String']['input'];
  type?: InputMaybe<CoreMemoryType>;
  userId: Scalars['ID']['input'];
};

/** Something that runs and can be called: registered by its operator, probed by the registry. */
export type Service = {
  readonly __typename?: 'Service';
  /** What Core is known to hold of it; null when no such service is registered in Core's workspace. */
  readonly coreRegistration?: Maybe<CoreRegistration>;
  /** The service's id. */
  readonly id: Scalars['ID']['output'];
};

/** What has become of a task: exactly one of `result` and `error`. */
export type SettleIncomingTaskInput = {
  /** Why it failed; 1 to 2000 characters. */
  readonly error?: InputMaybe<Scalars['String']['input']>;
  /** The task. */
  readonly id: Scalars['ID']['input'];
  /** What came of it. */
  readonly result?: InputMaybe<Scalars['JSON']['input']>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each change of the tasks that were created from here, or of one of them. */
  readonly anpTaskChanged: CoreTask;
  /** Each agent that Core creates, changes or removes, whoever did it. Core tells nobody, so it is polled; a resumed subscription misses nothing that a poll saw. */
  readonly coreAgentChanged: CoreAgentChange;
  /** Each time that the connection to Core is made or lost. */
  readonly coreStatusChanged: CoreStatus;
};


export type SubscriptionAnpTaskChangedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type SubscriptionCoreAgentChangedArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};

/** What to change of an agent; at least one field. */
export type UpdateCoreAgentInput = {
  /** 20 to 1000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Any other fields, merged as they are; `id`, `name` and `description` are refused here. */
  readonly fields?: InputMaybe<Scalars['JSONObject']['input']>;
  /** 1 to 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
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
  CoreAgent: CoreAgent;
  Service: Service;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  CoreAgent:
    ( { __typename: 'CoreAgent' }
    & GraphQLRecursivePick<FederationTypes['CoreAgent'], {"id":true}> );
  Service:
    ( { __typename: 'Service' }
    & GraphQLRecursivePick<FederationTypes['Service'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddMemoryInput: AddMemoryInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddMemoryInteractionInput: AddMemoryInteractionInput;
  AddMemoryRelationInput: AddMemoryRelationInput;
  CommandReceipt: ResolverTypeWrapper<Receipt>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CoreAgent: ResolverTypeWrapper<Agent>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CoreAgentActionPayload: ResolverTypeWrapper<Omit<CoreAgentActionPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  CoreAgentCard: ResolverTypeWrapper<CoreAgentCard>;
  CoreAgentChange: ResolverTypeWrapper<AgentChange>;
  CoreAgentChangeKind: CoreAgentChangeKind;
  CoreAgentFilter: CoreAgentFilter;
  CoreAgentMetrics: ResolverTypeWrapper<CoreAgentMetrics>;
  CoreAgentPayload: ResolverTypeWrapper<Omit<CoreAgentPayload, 'agent' | 'receipt'> & { agent: ResolversTypes['CoreAgent'], receipt: ResolversTypes['CommandReceipt'] }>;
  CoreAgentRemovalPayload: ResolverTypeWrapper<Omit<CoreAgentRemovalPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  CoreAgentTool: ResolverTypeWrapper<CoreAgentTool>;
  CoreConnectionPayload: ResolverTypeWrapper<Omit<CoreConnectionPayload, 'receipt' | 'status'> & { receipt: ResolversTypes['CommandReceipt'], status: ResolversTypes['CoreStatus'] }>;
  CoreConnectionState: CoreConnectionState;
  CoreDeliveryState: CoreDeliveryState;
  CoreDeployment: ResolverTypeWrapper<CoreDeployment>;
  CoreEventDelivery: ResolverTypeWrapper<Delivery>;
  CoreMcpTool: ResolverTypeWrapper<CoreMcpTool>;
  CoreMemoryHealth: ResolverTypeWrapper<CoreMemoryHealth>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CoreMemoryHit: ResolverTypeWrapper<CoreMemoryHit>;
  CoreMemoryPayload: ResolverTypeWrapper<Omit<CoreMemoryPayload, 'receipt'> & { receipt: ResolversTypes['CommandReceipt'] }>;
  CoreMemorySearch: ResolverTypeWrapper<CoreMemorySearch>;
  CoreMemorySource: CoreMemorySource;
  CoreMemoryTopology: ResolverTypeWrapper<CoreMemoryTopology>;
  CoreMemoryType: CoreMemoryType;
  CoreModule: ResolverTypeWrapper<CoreModule>;
  CoreReconnect: ResolverTypeWrapper<CoreReconnect>;
  CoreRegistration: ResolverTypeWrapper<Registration>;
  CoreRegistrationState: CoreRegistrationState;
  CoreStatus: ResolverTypeWrapper<ConnectionStatus>;
  CoreTask: ResolverTypeWrapper<Task>;
  CoreTaskPayload: ResolverTypeWrapper<Omit<CoreTaskPayload, 'receipt' | 'task'> & { receipt: ResolversTypes['CommandReceipt'], task: ResolversTypes['CoreTask'] }>;
  CoreTaskStatus: CoreTaskStatus;
  CoreTaskStep: ResolverTypeWrapper<CoreTaskStep>;
  CoreWorkflow: ResolverTypeWrapper<CoreWorkflow>;
  CreateAnpTaskInput: CreateAnpTaskInput;
  CreateCoreAgentInput: CreateCoreAgentInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Durability: ResolverTypeWrapper<StoredDurability>;
  DurabilityLevel: DurabilityLevel;
  ForwardEventInput: ForwardEventInput;
  ForwardEventPayload: ResolverTypeWrapper<Omit<ForwardEventPayload, 'delivery' | 'receipt'> & { delivery: ResolversTypes['CoreEventDelivery'], receipt: ResolversTypes['CommandReceipt'] }>;
  IncomingTask: ResolverTypeWrapper<IncomingTaskRecord>;
  IncomingTaskPayload: ResolverTypeWrapper<Omit<IncomingTaskPayload, 'receipt' | 'task'> & { receipt: ResolversTypes['CommandReceipt'], task: ResolversTypes['IncomingTask'] }>;
  IncomingTaskStatus: IncomingTaskStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Service: ResolverTypeWrapper<ServiceReference>;
  SettleIncomingTaskInput: SettleIncomingTaskInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateCoreAgentInput: UpdateCoreAgentInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddMemoryInput: AddMemoryInput;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  AddMemoryInteractionInput: AddMemoryInteractionInput;
  AddMemoryRelationInput: AddMemoryRelationInput;
  CommandReceipt: Receipt;
  Boolean: Scalars['Boolean']['output'];
  CoreAgent: Agent;
  Int: Scalars['Int']['output'];
  CoreAgentActionPayload: Omit<CoreAgentActionPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  CoreAgentCard: CoreAgentCard;
  CoreAgentChange: AgentChange;
  CoreAgentFilter: CoreAgentFilter;
  CoreAgentMetrics: CoreAgentMetrics;
  CoreAgentPayload: Omit<CoreAgentPayload, 'agent' | 'receipt'> & { agent: ResolversParentTypes['CoreAgent'], receipt: ResolversParentTypes['CommandReceipt'] };
  CoreAgentRemovalPayload: Omit<CoreAgentRemovalPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  CoreAgentTool: CoreAgentTool;
  CoreConnectionPayload: Omit<CoreConnectionPayload, 'receipt' | 'status'> & { receipt: ResolversParentTypes['CommandReceipt'], status: ResolversParentTypes['CoreStatus'] };
  CoreDeployment: CoreDeployment;
  CoreEventDelivery: Delivery;
  CoreMcpTool: CoreMcpTool;
  CoreMemoryHealth: CoreMemoryHealth;
  Float: Scalars['Float']['output'];
  CoreMemoryHit: CoreMemoryHit;
  CoreMemoryPayload: Omit<CoreMemoryPayload, 'receipt'> & { receipt: ResolversParentTypes['CommandReceipt'] };
  CoreMemorySearch: CoreMemorySearch;
  CoreMemoryTopology: CoreMemoryTopology;
  CoreModule: CoreModule;
  CoreReconnect: CoreReconnect;
  CoreRegistration: Registration;
  CoreStatus: ConnectionStatus;
  CoreTask: Task;
  CoreTaskPayload: Omit<CoreTaskPayload, 'receipt' | 'task'> & { receipt: ResolversParentTypes['CommandReceipt'], task: ResolversParentTypes['CoreTask'] };
  CoreTaskStep: CoreTaskStep;
  CoreWorkflow: CoreWorkflow;
  CreateAnpTaskInput: CreateAnpTaskInput;
  CreateCoreAgentInput: CreateCoreAgentInput;
  DateTime: Scalars['DateTime']['output'];
  Durability: StoredDurability;
  ForwardEventInput: ForwardEventInput;
  ForwardEventPayload: Omit<ForwardEventPayload, 'delivery' | 'receipt'> & { delivery: ResolversParentTypes['CoreEventDelivery'], receipt: ResolversParentTypes['CommandReceipt'] };
  IncomingTask: IncomingTaskRecord;
  IncomingTaskPayload: Omit<IncomingTaskPayload, 'receipt' | 'task'> & { receipt: ResolversParentTypes['CommandReceipt'], task: ResolversParentTypes['IncomingTask'] };
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  Position: Scalars['Position']['output'];
  Query: Record<PropertyKey, never>;
  Service: ServiceReference;
  SettleIncomingTaskInput: SettleIncomingTaskInput;
  Subscription: Record<PropertyKey, never>;
  UpdateCoreAgentInput: UpdateCoreAgentInput;
};

export type CommandReceiptResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CommandReceipt'] = ResolversParentTypes['CommandReceipt']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durability?: Resolver<ResolversTypes['Durability'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CoreAgentResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgent'] = ResolversParentTypes['CoreAgent'], FederationReferenceType extends FederationReferenceTypes['CoreAgent'] = FederationReferenceTypes['CoreAgent']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CoreAgent']> | FederationReferenceType, FederationReferenceType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['CoreDeployment']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kagentDetails?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  lastUpdated?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  logs?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType, RequireFields<CoreAgentLogsArgs, 'limit'>>;
  metrics?: Resolver<Maybe<ResolversTypes['CoreAgentMetrics']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflow?: Resolver<Maybe<ResolversTypes['CoreWorkflow']>, ParentType, ContextType>;
};

export type CoreAgentActionPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentActionPayload'] = ResolversParentTypes['CoreAgentActionPayload']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoreAgentCardResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentCard'] = ResolversParentTypes['CoreAgentCard']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endpoints?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  protocolVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  supportedProtocols?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  tools?: Resolver<ReadonlyArray<ResolversTypes['CoreAgentTool']>, ParentType, ContextType>;
  validation?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreAgentChangeResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentChange'] = ResolversParentTypes['CoreAgentChange']> = {
  agent?: Resolver<ResolversTypes['CoreAgent'], ParentType, ContextType>;
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CoreAgentChangeKind'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previousStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreAgentMetricsResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentMetrics'] = ResolversParentTypes['CoreAgentMetrics']> = {
  cpuUsage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastUpdated?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  memoryUsage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restarts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uptime?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type CoreAgentPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentPayload'] = ResolversParentTypes['CoreAgentPayload']> = {
  agent?: Resolver<ResolversTypes['CoreAgent'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type CoreAgentRemovalPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentRemovalPayload'] = ResolversParentTypes['CoreAgentRemovalPayload']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type CoreAgentToolResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreAgentTool'] = ResolversParentTypes['CoreAgentTool']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openapi?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type CoreConnectionPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreConnectionPayload'] = ResolversParentTypes['CoreConnectionPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CoreStatus'], ParentType, ContextType>;
};

export type CoreDeploymentResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreDeployment'] = ResolversParentTypes['CoreDeployment']> = {
  kagentName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreEventDeliveryResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreEventDelivery'] = ResolversParentTypes['CoreEventDelivery']> = {
  acceptedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  data?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CoreDeliveryState'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoreMcpToolResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMcpTool'] = ResolversParentTypes['CoreMcpTool']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inputSchema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoreMemoryHealthResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMemoryHealth'] = ResolversParentTypes['CoreMemoryHealth']> = {
  averageSearchTime?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cacheHitRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cacheSize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  errorRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  totalSearches?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CoreMemoryHitResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMemoryHit'] = ResolversParentTypes['CoreMemoryHit']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  relevance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['CoreMemorySource'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['CoreMemoryType'], ParentType, ContextType>;
  userId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreMemoryPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMemoryPayload'] = ResolversParentTypes['CoreMemoryPayload']> = {
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type CoreMemorySearchResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMemorySearch'] = ResolversParentTypes['CoreMemorySearch']> = {
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hits?: Resolver<ReadonlyArray<ResolversTypes['CoreMemoryHit']>, ParentType, ContextType>;
  query?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  searchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CoreMemoryTopologyResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreMemoryTopology'] = ResolversParentTypes['CoreMemoryTopology']> = {
  agents?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
  relationships?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
  users?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
  workflows?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type CoreModuleResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreModule'] = ResolversParentTypes['CoreModule']> = {
  available?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kagentTools?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreReconnectResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreReconnect'] = ResolversParentTypes['CoreReconnect']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  nextDelayMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CoreRegistrationResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreRegistration'] = ResolversParentTypes['CoreRegistration']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['Service'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CoreRegistrationState'], ParentType, ContextType>;
  toolName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CoreStatusResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreStatus'] = ResolversParentTypes['CoreStatus']> = {
  anpUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  coreUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  coreVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  httpOk?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastPolledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reconnect?: Resolver<Maybe<ResolversTypes['CoreReconnect']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CoreConnectionState'], ParentType, ContextType>;
  wsOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  wsUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CoreTaskResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreTask'] = ResolversParentTypes['CoreTask']> = {
  coreStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CoreTaskStatus'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['CoreTaskStep']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CoreTaskPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreTaskPayload'] = ResolversParentTypes['CoreTaskPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['CoreTask'], ParentType, ContextType>;
};

export type CoreTaskStepResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreTaskStep'] = ResolversParentTypes['CoreTaskStep']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CoreWorkflowResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['CoreWorkflow'] = ResolversParentTypes['CoreWorkflow']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kagentCompatible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  modelConfig?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requiredModules?: Resolver<ReadonlyArray<ResolversTypes['CoreModule']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DurabilityResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['Durability'] = ResolversParentTypes['Durability']> = {
  level?: Resolver<ResolversTypes['DurabilityLevel'], ParentType, ContextType>;
  replicas?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ForwardEventPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['ForwardEventPayload'] = ResolversParentTypes['ForwardEventPayload']> = {
  delivery?: Resolver<ResolversTypes['CoreEventDelivery'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
};

export type IncomingTaskResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['IncomingTask'] = ResolversParentTypes['IncomingTask']> = {
  agentId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['IncomingTaskStatus'], ParentType, ContextType>;
  tools?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IncomingTaskPayloadResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['IncomingTaskPayload'] = ResolversParentTypes['IncomingTaskPayload']> = {
  receipt?: Resolver<ResolversTypes['CommandReceipt'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['IncomingTask'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addMemory?: Resolver<Maybe<ResolversTypes['CoreMemoryPayload']>, ParentType, ContextType, RequireFields<MutationAddMemoryArgs, 'input'>>;
  addMemoryInteraction?: Resolver<Maybe<ResolversTypes['CoreMemoryPayload']>, ParentType, ContextType, RequireFields<MutationAddMemoryInteractionArgs, 'input'>>;
  addMemoryRelation?: Resolver<Maybe<ResolversTypes['CoreMemoryPayload']>, ParentType, ContextType, RequireFields<MutationAddMemoryRelationArgs, 'input'>>;
  connectCore?: Resolver<Maybe<ResolversTypes['CoreConnectionPayload']>, ParentType, ContextType>;
  createAnpTask?: Resolver<Maybe<ResolversTypes['CoreTaskPayload']>, ParentType, ContextType, RequireFields<MutationCreateAnpTaskArgs, 'input'>>;
  createCoreAgent?: Resolver<Maybe<ResolversTypes['CoreAgentPayload']>, ParentType, ContextType, RequireFields<MutationCreateCoreAgentArgs, 'input'>>;
  deleteCoreAgent?: Resolver<Maybe<ResolversTypes['CoreAgentRemovalPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCoreAgentArgs, 'id'>>;
  disconnectCore?: Resolver<Maybe<ResolversTypes['CoreConnectionPayload']>, ParentType, ContextType>;
  forwardEvent?: Resolver<Maybe<ResolversTypes['ForwardEventPayload']>, ParentType, ContextType, RequireFields<MutationForwardEventArgs, 'input'>>;
  settleIncomingTask?: Resolver<Maybe<ResolversTypes['IncomingTaskPayload']>, ParentType, ContextType, RequireFields<MutationSettleIncomingTaskArgs, 'input'>>;
  startCoreAgent?: Resolver<Maybe<ResolversTypes['CoreAgentActionPayload']>, ParentType, ContextType, RequireFields<MutationStartCoreAgentArgs, 'id'>>;
  stopCoreAgent?: Resolver<Maybe<ResolversTypes['CoreAgentActionPayload']>, ParentType, ContextType, RequireFields<MutationStopCoreAgentArgs, 'id'>>;
  updateCoreAgent?: Resolver<Maybe<ResolversTypes['CoreAgentPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCoreAgentArgs, 'id' | 'input'>>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type QueryResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  anpTask?: Resolver<Maybe<ResolversTypes['CoreTask']>, ParentType, ContextType, RequireFields<QueryAnpTaskArgs, 'id'>>;
  anpTasks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CoreTask']>>, ParentType, ContextType, RequireFields<QueryAnpTasksArgs, 'first'>>;
  coreAgent?: Resolver<Maybe<ResolversTypes['CoreAgent']>, ParentType, ContextType, RequireFields<QueryCoreAgentArgs, 'id'>>;
  coreAgentCard?: Resolver<Maybe<ResolversTypes['CoreAgentCard']>, ParentType, ContextType, RequireFields<QueryCoreAgentCardArgs, 'validate'>>;
  coreAgents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CoreAgent']>>, ParentType, ContextType, Partial<QueryCoreAgentsArgs>>;
  coreCapabilities?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  coreEventDeliveries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CoreEventDelivery']>>, ParentType, ContextType, RequireFields<QueryCoreEventDeliveriesArgs, 'first'>>;
  coreEventDelivery?: Resolver<Maybe<ResolversTypes['CoreEventDelivery']>, ParentType, ContextType, RequireFields<QueryCoreEventDeliveryArgs, 'id'>>;
  coreMemoryHealth?: Resolver<Maybe<ResolversTypes['CoreMemoryHealth']>, ParentType, ContextType>;
  coreMemoryTopology?: Resolver<Maybe<ResolversTypes['CoreMemoryTopology']>, ParentType, ContextType>;
  coreRegistrations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CoreRegistration']>>, ParentType, ContextType>;
  coreStatus?: Resolver<Maybe<ResolversTypes['CoreStatus']>, ParentType, ContextType>;
  incomingTask?: Resolver<Maybe<ResolversTypes['IncomingTask']>, ParentType, ContextType, RequireFields<QueryIncomingTaskArgs, 'id'>>;
  incomingTasks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['IncomingTask']>>, ParentType, ContextType, RequireFields<QueryIncomingTasksArgs, 'first'>>;
  mcpTools?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CoreMcpTool']>>, ParentType, ContextType>;
  searchMemory?: Resolver<Maybe<ResolversTypes['CoreMemorySearch']>, ParentType, ContextType, RequireFields<QuerySearchMemoryArgs, 'query' | 'userId'>>;
};

export type ServiceResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service'], FederationReferenceType extends FederationReferenceTypes['Service'] = FederationReferenceTypes['Service']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Service']> | FederationReferenceType, FederationReferenceType, ContextType>;
  coreRegistration?: Resolver<Maybe<ResolversTypes['CoreRegistration']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = CoreContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  anpTaskChanged?: SubscriptionResolver<ResolversTypes['CoreTask'], "anpTaskChanged", ParentType, ContextType, Partial<SubscriptionAnpTaskChangedArgs>>;
  coreAgentChanged?: SubscriptionResolver<ResolversTypes['CoreAgentChange'], "coreAgentChanged", ParentType, ContextType, Partial<SubscriptionCoreAgentChangedArgs>>;
  coreStatusChanged?: SubscriptionResolver<ResolversTypes['CoreStatus'], "coreStatusChanged", ParentType, ContextType>;
};

export type Resolvers<ContextType = CoreContext> = {
  CommandReceipt?: CommandReceiptResolvers<ContextType>;
  CoreAgent?: CoreAgentResolvers<ContextType>;
  CoreAgentActionPayload?: CoreAgentActionPayloadResolvers<ContextType>;
  CoreAgentCard?: CoreAgentCardResolvers<ContextType>;
  CoreAgentChange?: CoreAgentChangeResolvers<ContextType>;
  CoreAgentMetrics?: CoreAgentMetricsResolvers<ContextType>;
  CoreAgentPayload?: CoreAgentPayloadResolvers<ContextType>;
  CoreAgentRemovalPayload?: CoreAgentRemovalPayloadResolvers<ContextType>;
  CoreAgentTool?: CoreAgentToolResolvers<ContextType>;
  CoreConnectionPayload?: CoreConnectionPayloadResolvers<ContextType>;
  CoreDeployment?: CoreDeploymentResolvers<ContextType>;
  CoreEventDelivery?: CoreEventDeliveryResolvers<ContextType>;
  CoreMcpTool?: CoreMcpToolResolvers<ContextType>;
  CoreMemoryHealth?: CoreMemoryHealthResolvers<ContextType>;
  CoreMemoryHit?: CoreMemoryHitResolvers<ContextType>;
  CoreMemoryPayload?: CoreMemoryPayloadResolvers<ContextType>;
  CoreMemorySearch?: CoreMemorySearchResolvers<ContextType>;
  CoreMemoryTopology?: CoreMemoryTopologyResolvers<ContextType>;
  CoreModule?: CoreModuleResolvers<ContextType>;
  CoreReconnect?: CoreReconnectResolvers<ContextType>;
  CoreRegistration?: CoreRegistrationResolvers<ContextType>;
  CoreStatus?: CoreStatusResolvers<ContextType>;
  CoreTask?: CoreTaskResolvers<ContextType>;
  CoreTaskPayload?: CoreTaskPayloadResolvers<ContextType>;
  CoreTaskStep?: CoreTaskStepResolvers<ContextType>;
  CoreWorkflow?: CoreWorkflowResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Durability?: DurabilityResolvers<ContextType>;
  ForwardEventPayload?: ForwardEventPayloadResolvers<ContextType>;
  IncomingTask?: IncomingTaskResolvers<ContextType>;
  IncomingTaskPayload?: IncomingTaskPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Position?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

