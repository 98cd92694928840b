import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { DurabilityLevel, EventDraft, EventLog } from '../../../platform/event-log/event-log.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { readPublication, type Publication, type PublicationRequest } from './publication.ts';
import { publish, type Published } from './publish.ts';
import type { Conformance } from './schemas-conformance.ts';
import type { Spooled, SpooledPublishing } from './spooled-publishing.ts';

/** Publishes in the name of whoever asks. Throws as `readPublication`, `Conformance` and `publish` do. */
export interface Publisher {
  publishOne(identity: RequestIdentity, request: PublicationRequest): Promise<Published>;
  /** 1 to 500 events in their order, all or none, in the log or, while that is away, in the spool; see `SpooledPublishing`. */
  publishOrSpool(identity: RequestIdentity, requests: readonly PublicationRequest[], options: SpoolOptions): Promise<readonly (Published | Spooled)[]>;
  /** Reads up to 500 events that are published with something else, at `path`; they expect no revision. */
  readDrafts(identity: RequestIdentity, requests: readonly PublicationRequest[], path: string): Promise<readonly EventDraft[]>;
}

/** How events that cannot be appended now are taken. */
export interface SpoolOptions {
  readonly demanded: DurabilityLevel | undefined;
  /** Where each request stands in what was asked; `inputs[n]` unless it is given. */
  readonly path?: string;
}

const MAX_BATCH = 500;

/** `newId` names events that come without an id. */
export function createPublisher(setup: { log: EventLog; clock: Clock; conformance: Conformance; spooled: SpooledPublishing; newId?: () => string }): Publisher {
  const { log, clock, conformance, spooled, newId = randomUUID } = setup;

  async function readAll(identity: RequestIdentity, requests: readonly PublicationRequest[], paths: readonly string[]): Promise<readonly Publication[]> {
    const defaults = { identity, nowMs: clock.now(), newId };
    const publications = requests.map((request, index) => readPublication(request, defaults, paths[index] ?? ''));
    await conformance.assertConforms(
      identity,
      publications.map(({ draft }) => draft),
      paths,
    );
    return publications;
  }

  return {
    async publishOne(identity, request) {
      const [published] = await publish(log, identity, await readAll(identity, [request], ['input']));
      if (published === undefined) throw new Error('the log answered for fewer events than it was given');
      return published;
    },
    async publishOrSpool(identity, requests, { demanded, path }) {
      if (requests.length === 0 || requests.length > MAX_BATCH) throw badInput('inputs', `1 to ${MAX_BATCH} events`, requests.length);
      const paths = requests.map((_request, index) => path ?? `inputs[${index}]`);
      return spooled.publish(identity, await readAll(identity, requests, paths), demanded);
    },
    async readDrafts(identity, requests, path) {
      if (requests.length > MAX_BATCH) throw badInput(path, `at most ${MAX_BATCH} events`, requests.length);
      const paths = requests.map((_request, index) => `${path}[${index}]`);
      const publications = await readAll(identity, requests, paths);
      publications.forEach(({ expectedRevision }, index) => {
        if (expectedRevision !== undefined) throw badInput(`${paths[index]}.expectedRevision`, 'no expected revision here');
      });
      return publications.map(({ draft }) => draft);
    },
  };
}
