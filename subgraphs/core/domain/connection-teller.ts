import type { Logger } from '../../../platform/logging/logger.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Announcements } from './connection-desk.ts';
import { toConnectionEvent } from './connection-desk.ts';
import type { ConnectionStatus } from './connection-status.ts';

/** Tells the log when the connection is made or lost, in order. Attempts between two losses are not told. */
export interface ConnectionTeller {
  changed(status: ConnectionStatus): void;
  /** Says no more, and resolves when what was said is kept. */
  close(): Promise<void>;
}

/** Makes one that has told nothing yet. */
export function createConnectionTeller(setup: { announcements: Announcements; scope: Scope; instanceId: string; logger: Logger }): ConnectionTeller {
  const { announcements, scope, instanceId, logger } = setup;
  let told: ConnectionStatus['state'] | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function tell(status: ConnectionStatus): Promise<void> {
    try {
      await announcements.announce(scope, toConnectionEvent(status, instanceId));
    } catch (error) {
      logger.warn({ err: error }, 'a change of the connection to Core was not told');
    }
  }

  return {
    changed(status) {
      if (closed || status.state === 'CONNECTING' || status.state === told) return;
      told = status.state;
      tail = tail.then(() => tell(status));
    },
    async close() {
      closed = true;
      await tail;
    },
  };
}
