import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventLog, Position } from '../../../platform/event-log/event-log.ts';
import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { RequiredPositions } from './groups/required-groups.ts';

const KEEP_EVERY_MS = 5_000;

/** Whose log is kept, and in whose name. */
export interface LogKeeperSetup {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly principal: string;
  readonly requiredPositions: RequiredPositions;
}

/** Keeps the log of every workspace within its bounds: at once when one appears, then every five seconds. Copies may do so side by side. */
export function startLogKeeper({ log, clock, logger, principal, requiredPositions }: LogKeeperSetup): Closable {
  const ending = new AbortController();
  const workspaces = new Set<string>();

  async function keepAll(): Promise<void> {
    let required: ReadonlyMap<string, Position>;
    try {
      required = await requiredPositions();
    } catch (error) {
      // Without knowing what is required nothing may be dropped.
      logger.warn({ err: error }, 'the groups that the event log waits for could not be read; trying again');
      return;
    }
    for (const workspace of workspaces) {
      if (ending.signal.aborted) return;
      try {
        await log.keeping.keep({ workspace, principal }, { requiredAfter: required.get(workspace) });
      } catch (error) {
        logger.warn({ err: error, workspace }, 'the event log could not be kept within its bounds; trying again');
      }
    }
  }

  async function list(): Promise<void> {
    for await (const workspace of log.workspaces(ending.signal)) workspaces.add(workspace);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      await keepAll();
      await clock.sleep(KEEP_EVERY_MS, ending.signal).catch(() => undefined);
    }
  }

  const running = Promise.all([run(), list().catch((error: unknown) => logger.error({ err: error }, 'the workspaces of the event log could not be listed'))]);
  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}
