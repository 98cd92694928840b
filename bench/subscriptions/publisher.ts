import { randomUUID } from 'node:crypto';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import { systemClock } from '../../platform/clock/clock.ts';
import { createRedisEventLog } from '../../platform/event-log/redis-event-log.ts';
import { createLogger } from '../../platform/logging/logger.ts';

/** Publishes from this process, as another process of the system under measurement would: what it costs is not the server's. */
export interface Publisher {
  /** Publishes event `n` of a room; resolves when the server has been told. */
  publish(room: number, n: number): Promise<void>;
  close(): Promise<void>;
}

/** What an event of the stream says beside its number: about what a status change of a service takes. */
export const NOTE = 'The target answered after two refusals; the circuit is closed again and takes traffic from now on.';
/** The type of a room's events. */
export const toType = (room: number): string => `bench.room${room}`;
/** The service whose health changes in the federated stream. */
export const SERVICE_ID = 'payments';

const SCOPE = { workspace: 'default', principal: 'developer' };

/** Appends to our log in Redis; with `health`, changes of a service's health. */
export async function openLogPublisher(redisUrl: string, kind: 'events' | 'health'): Promise<Publisher> {
  const log = await createRedisEventLog({ url: redisUrl, clock: systemClock, logger: createLogger({ level: 'error', process: 'bench' }) });
  return {
    async publish(room, n) {
      const at = new Date().toISOString();
      const draft =
        kind === 'events'
          ? { id: randomUUID(), source: 'bench', type: toType(room), data: { n, note: NOTE } }
          : {
              id: randomUUID(),
              source: 'autoweave/services',
              type: 'service.health.changed',
              subject: `service/${SERVICE_ID}`,
              data: {
                serviceId: SERVICE_ID,
                name: 'Payments',
                previous: 'HEALTHY',
                current: 'UNHEALTHY',
                changedAt: at,
                probe: { at, ok: false, latencyMs: n, error: 'ECONNREFUSED' },
              },
            };
      const { kind: outcome } = await log.append(SCOPE, [draft]);
      if (outcome !== 'appended') throw new Error(`an event was not appended: ${outcome}`);
    },
    close: () => Promise.resolve(log.close()),
  };
}

/** Publishes to the reference's channels. */
export function openPubSubPublisher(redisUrl: string): Publisher {
  const pubSub = new RedisPubSub({ publisher: new Redis(redisUrl), subscriber: new Redis(redisUrl) });
  return {
    publish: (room, n) => pubSub.publish(toType(room), { eventReceived: toReferenceEvent(room, n) }),
    close: async () => {
      await pubSub.close();
    },
  };
}

function toReferenceEvent(room: number, n: number): object {
  return { id: randomUUID(), source: 'bench', type: toType(room), time: new Date().toISOString(), data: { n, note: NOTE } };
}
