import type { EventArchive } from './archive/event-archive.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisHeadSignal } from './redis-head-signal.ts';
import { toLogError } from './redis-log-error.ts';
import type { RedisWorkspace } from './redis-workspace.ts';
import { LOOK_INTERVAL_MS } from './tail-events.ts';

/** The signal's channel that tells of new workspaces; no workspace can have this name. */
export const NEW_WORKSPACE = '*';

/** The set of workspaces that were ever appended to. It has a slot of its own, so it is written before the first append. */
export function workspacesKey(keyPrefix: string): string {
  return `${keyPrefix}workspaces`;
}

/** The names of all workspaces that were ever appended to. */
export function readWorkspaceNames({ redis }: RedisConnection, keyPrefix = 'autoweave:'): Promise<string[]> {
  return redis.smembers(workspacesKey(keyPrefix));
}

/** What the list of workspaces is made from; it ends with `ending`. */
export interface ListOptions {
  readonly connection: RedisConnection;
  readonly signal: RedisHeadSignal;
  readonly archive: EventArchive;
  readonly keyPrefix: string;
  readonly open: (name: string) => RedisWorkspace;
  readonly ending: AbortSignal;
}

/** Every workspace that has an event, each once, then each new one; waits out the time in which Redis cannot be reached. */
export async function* listRedisWorkspaces({ connection, signal, archive, keyPrefix, open, ending }: ListOptions): AsyncGenerator<string> {
  const watch = signal.watch(NEW_WORKSPACE);
  const listed = new Set<string>();
  let lookedOn: string | undefined;
  try {
    while (!ending.aborted) {
      for (const name of await findNew()) {
        if (ending.aborted) return;
        listed.add(name);
        yield name;
      }
      await watch.wait(0, { timeoutMs: LOOK_INTERVAL_MS, signal: ending });
    }
  } finally {
    watch.close();
  }

  /** A server that has forgotten all has forgotten the list too. */
  async function findForgotten(): Promise<readonly string[]> {
    const { runId } = connection.requireFacts();
    if (lookedOn === runId) return [];
    const names = await archive.workspaces();
    lookedOn = runId;
    return names;
  }

  async function findNew(): Promise<string[]> {
    if (connection.facts === undefined) return [];
    try {
      const names = [...new Set([...(await connection.redis.smembers(workspacesKey(keyPrefix))), ...(await findForgotten())])].filter(
        (name) => !listed.has(name),
      );
      const heads = await Promise.all(names.map((name) => open(name).bounds()));
      return names.filter((_name, index) => (heads[index]?.head ?? 0) > 0);
    } catch (error) {
      const known = toLogError(error);
      if (connection.facts === undefined || ending.aborted) return [];
      throw known;
    }
  }
}
