import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { readPublication, type PublicationRequest } from './publication.ts';
import { publish, type Published } from './publish.ts';

/** Publishes in the name of whoever asks. Throws as `readPublication` and `publish` do. */
export interface Publisher {
  publishOne(identity: RequestIdentity, request: PublicationRequest): Promise<Published>;
  /** 1 to 500 events in their order, all or none. */
  publishMany(identity: RequestIdentity, requests: readonly PublicationRequest[]): Promise<readonly Published[]>;
}

const MAX_BATCH = 500;

/** `newId` names events that come without an id. */
export function createPublisher(setup: { log: EventLog; clock: Clock; newId?: () => string }): Publisher {
  const { log, clock, newId = randomUUID } = setup;
  const toDefaults = (identity: RequestIdentity) => ({ identity, nowMs: clock.now(), newId });
  return {
    async publishOne(identity, request) {
      const [published] = await publish(log, identity, [readPublication(request, toDefaults(identity), 'input')]);
      if (published === undefined) throw new Error('the log answered for fewer events than it was given');
      return published;
    },
    async publishMany(identity, requests) {
      if (requests.length === 0 || requests.length > MAX_BATCH) throw badInput('inputs', `1 to ${MAX_BATCH} events`, requests.length);
      const defaults = toDefaults(identity);
      return publish(
        log,
        identity,
        requests.map((request, index) => readPublication(request, defaults, `inputs[${index}]`)),
      );
    },
  };
}
