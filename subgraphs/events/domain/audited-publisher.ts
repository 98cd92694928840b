import type { Logger } from '../../../platform/logging/logger.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { ProducerStore } from './producers.ts';
import type { Publisher } from './publisher.ts';

/** A publisher that notes how often a source sent an event which the log had already. */
export function createAuditedPublisher(publisher: Publisher, { producers, logger }: { producers: ProducerStore; logger: Logger }): Publisher {
  async function note(scope: Scope, published: readonly object[]): Promise<void> {
    const counts = new Map<string, number>();
    for (const each of published) {
      if (!isDuplicate(each)) continue;
      counts.set(each.source, (counts.get(each.source) ?? 0) + 1);
    }
    if (counts.size === 0) return;
    try {
      await producers.noteDuplicates(scope, counts);
    } catch (error) {
      // The events are where they are to be; only the audit lacks a number.
      logger.warn({ err: error, workspace: scope.workspace }, 'events that were sent again were not counted');
    }
  }

  return {
    ...publisher,
    async publishOne(identity, request) {
      const published = await publisher.publishOne(identity, request);
      await note(identity, [published]);
      return published;
    },
    async publishOrSpool(identity, requests, options) {
      const published = await publisher.publishOrSpool(identity, requests, options);
      await note(identity, published);
      return published;
    },
  };
}

function isDuplicate(published: object): published is { readonly source: string } {
  return 'duplicate' in published && published.duplicate === true && 'source' in published;
}
