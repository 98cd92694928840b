import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { createPolledFeed } from './polled-feed.ts';
import type { SupergraphFeed } from './supergraph-feed.ts';

/** Writers rarely write a file in one go; the look comes when they are likely done, and the next event mends a look too early. */
const SETTLE_MS = 50;

/**
 * The supergraph in a file (path or `file:` URL), read again when the file system tells of a change, and looked at every
 * `pollMs` for file systems that tell nothing.
 */
export function createFileFeed(source: string, options: { pollMs: number; clock: Clock; logger: Logger }): SupergraphFeed {
  const { pollMs, clock, logger } = options;
  const path = source.startsWith('file:') ? fileURLToPath(source) : source;
  let seen: string | undefined;

  /** Read before the text, so that a change in between is found by the next look. */
  async function look(): Promise<string | undefined> {
    const version = await readVersion(path);
    if (version !== undefined && version === seen) return undefined;
    const sdl = await loadSupergraph(source);
    seen = version;
    return sdl;
  }

  function watchFolder(nudge: () => void): () => void {
    let cancel: () => void = () => undefined;
    try {
      // The folder, because whoever replaces the file by another leaves a watch of the file itself behind.
      const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
        if (name !== null && name !== basename(path)) return;
        cancel();
        cancel = clock.after(SETTLE_MS, nudge);
      });
      watcher.on('error', (error) => logger.warn({ err: error, source }, 'the supergraph is only polled: its folder cannot be watched'));
      return () => {
        cancel();
        watcher.close();
      };
    } catch (error) {
      logger.warn({ err: error, source }, 'the supergraph is only polled: its folder cannot be watched');
      return () => undefined;
    }
  }

  return createPolledFeed({ look, pollMs, clock, watch: watchFolder });
}

/** What changes when the file does; undefined when there is no file, which reading it explains. */
async function readVersion(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return undefined;
  }
}
