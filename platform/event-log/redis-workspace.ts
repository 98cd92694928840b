import type { Logger } from '../logging/logger.ts';
import { epochOf, readForks, type Fork, type LogBounds } from './log-bounds.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RecoverWorkspace } from './redis-recovery.ts';
import { createRedisScript } from './redis-script.ts';
import { RECOGNISE_SCRIPT } from './redis-scripts.ts';

/** The names of a workspace's keys; they share a hash tag, so that a script touches one slot of a cluster. */
export interface RedisKeys {
  readonly events: string;
  readonly meta: string;
  readonly keys: string;
  readonly revisions: string;
}

/** The fields of the meta hash that make the bounds, as HMGET answers them. */
export type MetaReply = readonly (string | null)[];
/** The fields themselves, in the order of a MetaReply. */
export const META_FIELDS = ['head', 'floor', 'forks', 'incarnation', 'hotFloor'] as const;

/** The bounds of a workspace's log, of which Redis holds the newest part. */
export interface RedisBounds extends LogBounds {
  /** The newest sequence that is not in Redis any more; never below the floor. What lies between is in the archive. */
  readonly hotFloor: number;
}

/** A workspace's keys, and what this process has seen of its log: enough to notice that the head went backwards. */
export interface RedisWorkspace {
  readonly name: string;
  readonly keys: RedisKeys;
  bounds(): Promise<RedisBounds>;
  /**
   * The bounds in a reply, or undefined when the server has to be recognised first: it is another than the log was
   * last seen on, or its head lies before one that this process has seen.
   */
  readBounds(reply: MetaReply): RedisBounds | undefined;
  /**
   * True when what this process has seen is of another server than the one at hand. Others may have recognised
   * that already and appended since, past the lost head, so no comparison of heads would show it.
   */
  isOutdated(): boolean;
  /** Remembers a head that this process has seen on the server at hand. */
  note(bounds: Pick<LogBounds, 'head' | 'forks'>): void;
  /** Records which server this is and with what head it was found; begins an epoch when that is less than was known. Calls at once share one look. */
  recognise(): Promise<void>;
}

interface Memory {
  readonly incarnation: string;
  readonly head: number;
  readonly forks: readonly Fork[];
}

const recogniseScript = createRedisScript(RECOGNISE_SCRIPT);

/** A workspace's view; asks Redis for nothing before it is used. */
export function createRedisWorkspace(
  name: string,
  options: { connection: RedisConnection; keyPrefix: string; logger: Logger; recover: RecoverWorkspace },
): RedisWorkspace {
  const { connection, keyPrefix, logger, recover } = options;
  const keyOf = (part: string) => `${keyPrefix}{${name}}:${part}`;
  const keys: RedisKeys = { events: keyOf('events'), meta: keyOf('meta'), keys: keyOf('keys'), revisions: keyOf('revisions') };
  let memory: Memory | undefined;
  let recognising: Promise<void> | undefined;
  /** The server on which this workspace was empty, and nothing of it was in the archive either. */
  let emptyOn: string | undefined;

  async function readMeta(): Promise<MetaReply> {
    return connection.redis.hmget(keys.meta, ...META_FIELDS);
  }

  async function recogniseOnce(): Promise<void> {
    const { runId } = connection.requireFacts();
    const { incarnation, head, forks } = memory ?? { incarnation: '', head: 0, forks: [] };
    const epoch = forks.at(-1)?.epoch ?? 0;
    await recover(name, keys);
    const begun = await recogniseScript.run(connection.redis, [keys.meta], [runId, incarnation, epoch, head, JSON.stringify(forks)]);
    const bounds = toBounds(await readMeta());
    if (begun === 1)
      logger.error(
        { workspace: name, known: head, found: bounds.head, epoch: epochOf(bounds, Infinity) },
        'the head of the event log went backwards: a new epoch begins',
      );
    memory = { incarnation: runId, head: bounds.head, forks: bounds.forks };
  }

  /** An empty workspace may be one that Redis has forgotten. */
  async function isTrulyEmpty(): Promise<boolean> {
    const { runId } = connection.requireFacts();
    if (emptyOn === runId) return true;
    if (await recover(name, keys)) return false;
    emptyOn = runId;
    return true;
  }

  const workspace: RedisWorkspace = {
    name,
    keys,
    async bounds() {
      connection.requireFacts();
      const bounds = workspace.readBounds(await readMeta());
      if (bounds !== undefined && (bounds.head > 0 || (await isTrulyEmpty()))) return bounds;
      await workspace.recognise();
      return toBounds(await readMeta());
    },
    readBounds(reply) {
      const { runId } = connection.requireFacts();
      const bounds = toBounds(reply);
      const isEmpty = bounds.head === 0 && memory === undefined;
      const isBehind = memory !== undefined && bounds.head < memory.head;
      if (!isEmpty && (reply[3] !== runId || workspace.isOutdated() || isBehind)) return undefined;
      workspace.note(bounds);
      return bounds;
    },
    isOutdated: () => memory !== undefined && memory.incarnation !== connection.requireFacts().runId,
    note({ head, forks }) {
      const { runId } = connection.requireFacts();
      if (memory === undefined ? head > 0 : head >= memory.head) memory = { incarnation: runId, head, forks };
    },
    recognise() {
      recognising ??= recogniseOnce().finally(() => (recognising = undefined));
      return recognising;
    },
  };
  return workspace;
}

function toBounds([head, floor, forks, _incarnation, hotFloor]: MetaReply): RedisBounds {
  return { head: Number(head ?? 0), floor: Number(floor ?? 0), forks: readForks(forks), hotFloor: Math.max(Number(hotFloor ?? 0), Number(floor ?? 0)) };
}
