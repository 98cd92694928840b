import { randomUUID } from 'node:crypto';
import type { SubgraphHost } from '../../platform/subgraph/host.ts';
import type { DeliveryWork } from './delivery-work.ts';
import { publish } from './domain/publish.ts';
import { feedEarly } from './domain/queues/feed-early.ts';
import { createSpooledPublishing, type SpooledPublishing } from './domain/spooled-publishing.ts';

/** Composes publishing with the log's spool, where it has one, and begins to hand on what waits there, until the host ends. */
export function startSpooledPublishing(host: Pick<SubgraphHost, 'log' | 'clock' | 'logger' | 'lifecycle'>, deliveries: DeliveryWork): SpooledPublishing {
  const { log, clock, logger, lifecycle } = host;
  const { spool } = log;
  if (spool !== undefined) {
    const handingOn = spool.start(async (scope, batch) => {
      const published = await publish(
        log,
        scope,
        batch.map((each) => ({ ...each, expectedRevision: undefined })),
      );
      return published.map(({ position }) => position);
    });
    lifecycle.own('spool of events', handingOn);
  }
  const ports = { store: deliveries.deliveryStore, clock, random: Math.random, newId: randomUUID };
  return createSpooledPublishing({
    log,
    logger,
    async feedEarly(scope, drafts) {
      await feedEarly(ports, scope, drafts);
      deliveries.queueWorker.wake();
    },
  });
}
