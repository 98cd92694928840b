import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { Announcements } from '../domain/connection-desk.ts';
import type { CoreTables } from './core-tables.ts';

/** Announcements through the outbox. */
export function createRecordsAnnouncements({ commands }: Pick<RecordsKit<CoreTables>, 'commands'>): Announcements {
  return {
    async announce(scope, event) {
      const id = randomUUID();
      const outcome = await commands.run(scope, { commandId: `core-announcement/${id}`, changes: [], events: [{ ...event, id }] });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', outcome.guard);
      return outcome.receipt;
    },
  };
}
