import type { Clock } from '../../platform/clock/clock.ts';
import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { eventsSubgraph } from '../../subgraphs/events/server.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import { runSubgraph, type RunningSubgraph } from './run-subgraph.ts';

/** A delivery as a consumer sees it. */
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

/** The events subgraph, and the calls that tests of groups and queues make. */
export interface RunningDeliveries extends RunningSubgraph {
  ask<Data>(query: string, variables?: Record<string, unknown>, identity?: RequestIdentity): Promise<Data>;
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

/** `environment` chooses the log and the stores. */
export async function startDeliveries(options: { environment?: Environment; clock?: Clock } = {}): Promise<RunningDeliveries> {
  const { environment = {}, clock } = options;
  const subgraph = await runSubgraph(eventsSubgraph, { environment: () => environment, clock });

  function query<Data>(text: string, variables: Record<string, unknown> = {}, identity = createIdentity()): Promise<Data> {
    return ask<Data>(subgraph.endpoint, text, { variables, identity });
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

  return Object.assign(subgraph, {
    ask: query,
    async publish(type: string, { subject, count = 1, first = 1 }: { subject?: string; count?: number; first?: number } = {}) {
      const inputs = Array.from({ length: count }, (_, index) => ({ type, data: first + index, ...(subject === undefined ? {} : { subject }) }));
      await query('mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position } }', { inputs });
    },
    async createGroup(input: Record<string, unknown>) {
      await query('mutation ($input: CreateConsumerGroupInput!) { createConsumerGroup(input: $input) { group { name } } }', { input });
    },
    async createQueue(input: Record<string, unknown>) {
      await query('mutation ($input: CreateMessageQueueInput!) { createMessageQueue(input: $input) { queue { name } } }', { input });
    },
    async enqueue(queue: string, messages: readonly Record<string, unknown>[]) {
      await query('mutation ($queue: ID!, $messages: [EnqueueMessageInput!]!) { enqueueMessages(queue: $queue, messages: $messages) { ids } }', {
        queue,
        messages,
      });
    },
    claimEvents: (name: string, more: Record<string, unknown> = {}) => claim('claimEvents', 'group', { name, ...more }),
    claimMessages: (name: string, more: Record<string, unknown> = {}) => claim('claimMessages', 'queue', { name, ...more }),
    acknowledge: (deliveries: readonly SeenDelivery[]) =>
      settle('acknowledgeDeliveries', '($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts)', {
        receipts: deliveries.map(({ receipt }) => receipt),
      }),
    reject: (deliveries: readonly SeenDelivery[], more: { delayMs?: number; error?: { code?: string; message: string } } = {}) =>
      settle(
        'rejectDeliveries',
        '($receipts: [ID!]!, $delayMs: Int, $error: DeliveryErrorInput) { rejectDeliveries(receipts: $receipts, delayMs: $delayMs, error: $error)',
        { receipts: deliveries.map(({ receipt }) => receipt), ...more },
      ),
  });
}
