import type { Clock } from '../../platform/clock/clock.ts';
import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { eventsSubgraph } from '../../subgraphs/events/server.ts';
import { ask, call, createIdentity } from './call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from './subgraph-host.ts';

export interface SeenDelivery {
  readonly id: string;
  readonly receipt: string;
  readonly attempt: number;
  readonly key: string | null;
  readonly type: string;
  readonly data: unknown;
  readonly priority: number;
  readonly outOfOrder: boolean;
}

const DELIVERIES = 'deliveries { id receipt attempt key type data priority outOfOrder }';

/** The events subgraph on real stores, and the calls that tests of groups and queues make. */
export interface RunningDeliveries {
  readonly endpoint: SubgraphEndpoint;
  readonly folder: DataFolder;
  readonly running: TestHost;
  restart(): Promise<void>;
  /** Stops it and leaves the folder. */
  stop(): Promise<void>;
  close(): Promise<void>;
  ask<Data>(query: string, variables?: Record<string, unknown>, identity?: RequestIdentity): Promise<Data>;
  refusal(query: string, variables?: Record<string, unknown>, identity?: RequestIdentity): Promise<Record<string, unknown>>;
  /** Publishes events of the subject with the data 1, 2, 3 … from `first`. */
  publish(type: string, options?: { subject?: string; count?: number; first?: number }): Promise<void>;
  createGroup(input: Record<string, unknown>): Promise<void>;
  createQueue(input: Record<string, unknown>): Promise<void>;
  enqueue(queue: string, messages: readonly Record<string, unknown>[]): Promise<void>;
  claimEvents(group: string, options?: Record<string, unknown>): Promise<readonly SeenDelivery[]>;
  claimMessages(queue: string, options?: Record<string, unknown>): Promise<readonly SeenDelivery[]>;
  /** Answers the outcomes. */
  acknowledge(deliveries: readonly SeenDelivery[]): Promise<readonly string[]>;
  reject(deliveries: readonly SeenDelivery[], options?: { delayMs?: number; error?: { code?: string; message: string } }): Promise<readonly string[]>;
}

export async function startDeliveries(options: { environment?: Environment; clock?: Clock } = {}): Promise<RunningDeliveries> {
  const { environment = {}, clock } = options;
  const folder = createDataFolder();
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  async function start(): Promise<void> {
    running = await startTestHost(folder, { name: 'events', environment, ...(clock === undefined ? {} : { clock }) });
    endpoint = await eventsSubgraph.start(running.host);
  }

  function query<Data>(text: string, variables: Record<string, unknown> = {}, identity = createIdentity()): Promise<Data> {
    return ask<Data>(endpoint, text, { variables, identity });
  }

  async function settle(name: string, args: string, variables: Record<string, unknown>): Promise<readonly string[]> {
    const answer = await query<Record<string, { outcomes: readonly string[] }>>(`mutation ${args} { outcomes }}`, variables);
    return answer[name]?.outcomes ?? [];
  }

  async function claim(field: string, argument: string, variables: Record<string, unknown>): Promise<readonly SeenDelivery[]> {
    const text = `mutation ($name: ID!, $max: Int! = 10, $consumer: String, $visibilityTimeoutMs: Int) {
      ${field}(${argument}: $name, max: $max, consumer: $consumer, visibilityTimeoutMs: $visibilityTimeoutMs) { ${DELIVERIES} } }`;
    return (await query<Record<string, { deliveries: readonly SeenDelivery[] }>>(text, variables))[field]?.deliveries ?? [];
  }

  await start();
  return {
    get endpoint() {
      return endpoint;
    },
    get running() {
      return running;
    },
    folder,
    async restart() {
      await running.close();
      await start();
    },
    stop: () => running.close(),
    async close() {
      await running.close();
      folder.remove();
    },
    ask: query,
    async refusal(text, variables = {}, identity = createIdentity()) {
      return { ...(await call(endpoint, text, { variables, identity })).errors?.[0]?.extensions };
    },
    async publish(type, { subject, count = 1, first = 1 } = {}) {
      const inputs = Array.from({ length: count }, (_, index) => ({ type, data: first + index, ...(subject === undefined ? {} : { subject }) }));
      await query('mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position } }', { inputs });
    },
    async createGroup(input) {
      await query('mutation ($input: CreateConsumerGroupInput!) { createConsumerGroup(input: $input) { group { name } } }', { input });
    },
    async createQueue(input) {
      await query('mutation ($input: CreateMessageQueueInput!) { createMessageQueue(input: $input) { queue { name } } }', { input });
    },
    async enqueue(queue, messages) {
      await query('mutation ($queue: ID!, $messages: [EnqueueMessageInput!]!) { enqueueMessages(queue: $queue, messages: $messages) { ids } }', {
        queue,
        messages,
      });
    },
    claimEvents: (name, more = {}) => claim('claimEvents', 'group', { name, ...more }),
    claimMessages: (name, more = {}) => claim('claimMessages', 'queue', { name, ...more }),
    acknowledge: (deliveries) =>
      settle('acknowledgeDeliveries', '($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts)', {
        receipts: deliveries.map(({ receipt }) => receipt),
      }),
    reject: (deliveries, more = {}) =>
      settle(
        'rejectDeliveries',
        '($receipts: [ID!]!, $delayMs: Int, $error: DeliveryErrorInput) { rejectDeliveries(receipts: $receipts, delayMs: $delayMs, error: $error)',
        { receipts: deliveries.map(({ receipt }) => receipt), ...more },
      ),
  };
}
