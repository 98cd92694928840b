import { join, resolve } from 'node:path';
import { integerSetting, optionalTextSetting, readSettings, type Environment } from '../../platform/config/settings.ts';
import { storeSettings } from '../../platform/stores/config.ts';

/** What an operator may set for this subgraph. */
export const pipelinesSettings = {
  filesDir: optionalTextSetting('AUTOWEAVE_FILES_DIR', { description: 'Folder whose files pipelines may read; unset: `files` in the data folder' }),
  dataDir: storeSettings.dataDir,
  recordTimeoutMs: integerSetting('PIPELINES_RECORD_TIMEOUT_MS', {
    default: 1_000,
    min: 50,
    max: 60_000,
    description: 'A record whose steps take longer than so many ms is rejected',
  }),
} as const;

/** The settings of this subgraph, defaults filled in. */
export interface PipelinesConfig {
  /** Absolute. */
  readonly filesDir: string;
  readonly recordTimeoutMs: number;
}

/** Reads the settings; throws ConfigError with every problem. */
export function readPipelinesConfig(environment: Environment): PipelinesConfig {
  const { filesDir, dataDir, recordTimeoutMs } = readSettings(pipelinesSettings, environment);
  return { filesDir: resolve(filesDir ?? join(dataDir, 'files')), recordTimeoutMs };
}
