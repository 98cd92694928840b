import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { DurabilityLevel } from '../../../platform/event-log/event-log.ts';
import type { Published } from './publish.ts';

/** Throws DURABILITY_NOT_REACHED with the position when what was published is less safe than demanded. It stays in the log. */
export function assertDurable(published: Published, demanded: DurabilityLevel | undefined): void {
  const { level } = published.durability;
  if (demanded !== 'fsynced' || level === 'fsynced') return;
  throw new CodedError('DURABILITY_NOT_REACHED', 'the event is in the log, but only written, not fsynced', {
    field: 'requireDurability',
    details: { position: published.position, source: published.source, id: published.id, demanded, level },
  });
}
