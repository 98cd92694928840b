import { randomUUID } from 'node:crypto';
import type { RecordsKit, SubgraphHost } from '../../platform/subgraph/host.ts';
import type { DeliveryTables } from './adapters/delivery-tables.ts';
import { createRecordsDeliveryStore } from './adapters/records-delivery-store.ts';
import { createQueueWebhooks } from './adapters/undici-queue-webhooks.ts';
import { createArrivals } from './domain/deliveries/arrivals.ts';
import { createClaims } from './domain/deliveries/claim-deliveries.ts';
import { createDeadLetters } from './domain/deliveries/dead-letters.ts';
import { createDeliveryMeter, type DeliveryMeter } from './domain/deliveries/delivery-rates.ts';
import type { DeliveryStore } from './domain/deliveries/delivery-store.ts';
import { createKeyedTurns } from './domain/deliveries/keyed-turns.ts';
import { createSettling } from './domain/deliveries/settle-deliveries.ts';
import { changedLines, createTellingStore } from './domain/deliveries/telling-store.ts';
import { createConsumerGroups, type ConsumerGroups } from './domain/groups/consumer-groups.ts';
import { createMessageQueues, type MessageQueues } from './domain/queues/message-queues.ts';
import type { WebhookSigner } from './domain/webhook-signing.ts';
import { startQueueWorker, type QueueWorker } from './domain/queues/queue-worker.ts';

/** All that works on groups and queues. */
export interface DeliveryWork {
  readonly deliveryStore: DeliveryStore;
  readonly deliveryMeter: DeliveryMeter;
  readonly groups: ConsumerGroups;
  readonly queues: MessageQueues;
  readonly settling: ReturnType<typeof createSettling>;
  readonly deadLetters: ReturnType<typeof createDeadLetters>;
  readonly queueWorker: QueueWorker;
}

/** Composes it over the records and starts its background work, which ends with the host. */
export function startDeliveryWork(
  host: Pick<SubgraphHost, 'log' | 'clock' | 'logger' | 'lifecycle'>,
  { kit, signer }: { kit: RecordsKit<DeliveryTables>; signer: WebhookSigner },
): DeliveryWork {
  const { log, clock, logger, lifecycle } = host;
  const deliveryMeter = createDeliveryMeter(clock);
  const arrivals = lifecycle.own('arrivals', createArrivals({ log, clock }));
  const deliveryStore = createTellingStore(createRecordsDeliveryStore(kit), (workspace, unit) => {
    deliveryMeter.note(workspace, unit);
    for (const lineId of changedLines(unit)) arrivals.touch(workspace, lineId);
  });
  const ports = { store: deliveryStore, clock, random: Math.random, newId: randomUUID };
  const claims = createClaims(ports, createKeyedTurns());
  const settling = createSettling(ports);
  const webhooks = lifecycle.own('webhooks', createQueueWebhooks(signer));
  const queueWorker = lifecycle.own('queue worker', startQueueWorker({ ...ports, claims, settling, webhooks, log, logger }));
  return {
    deliveryStore,
    deliveryMeter,
    groups: createConsumerGroups({ ...ports, log, claims, arrivals }),
    queues: createMessageQueues({ ...ports, log, claims, arrivals, onWork: queueWorker.wake }),
    settling,
    deadLetters: createDeadLetters(ports),
    queueWorker,
  };
}
