import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import type { Environment } from '../../platform/config/settings.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';
import { createLifecycle } from '../../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openSqliteRecordsKit } from '../../platform/records/open-sqlite-records-kit.ts';
import type { Migration, Tables } from '../../platform/records/records.ts';
import type { SubgraphHost } from '../../platform/subgraph/host.ts';

/** A folder for the stores of one test; `remove` once they are closed. */
export interface DataFolder {
  readonly path: string;
  remove(): void;
}

export function createDataFolder(): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'autoweave-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface TestHost {
  readonly host: SubgraphHost;
  /** Stops what the subgraph started and closes the stores; the folder stays. */
  close(): Promise<void>;
}

/** A host with the real embedded log and records in `folder`; the other stores are refused. */
export async function startTestHost(folder: DataFolder, options: { clock?: Clock; environment?: Environment; instanceId?: string } = {}): Promise<TestHost> {
  const { clock = systemClock, environment = {}, instanceId = 'test' } = options;
  const logger = createLogger({ level: 'silent', process: 'test' });
  const lifecycle = createLifecycle(logger);
  const log = lifecycle.own('event log', await createSqliteEventLog({ file: join(folder.path, 'log.sqlite'), clock }));
  const host: SubgraphHost = {
    clock,
    logger,
    lifecycle,
    environment,
    metrics: new Registry(),
    instanceId,
    log,
    get cache(): never {
      throw new Error('this test host has no cache');
    },
    async openRecords<DB extends Tables>(migrations: readonly Migration[]) {
      return lifecycle.own(
        'records',
        await openSqliteRecordsKit<DB>({ file: join(folder.path, 'records.sqlite'), migrations, log, clock, logger, instanceId }),
      );
    },
    openGraph: () => Promise.reject(new Error('this test host has no graph')),
    openVectors: () => Promise.reject(new Error('this test host has no vectors')),
  };
  return { host, close: () => lifecycle.stop('the test is over') };
}
