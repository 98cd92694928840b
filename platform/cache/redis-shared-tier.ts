import type { Redis } from 'ioredis';
import { createRedisScript } from '../event-log/redis-script.ts';
import type { Scope } from '../request/scope.ts';

/** The channel on which processes tell each other what no local tier may hold any longer. */
export const DROPS_CHANNEL = 'autoweave:cache:drops';
const PREFIX = 'autoweave:cache:';

/** What a drop concerns: one value, every value with a tag, or all that is cached. */
export type Drop = { readonly kind: 'key' | 'tag'; readonly workspace: string; readonly name: string } | { readonly kind: 'all' };

/** A value as the tiers hand it to each other. */
export interface SharedValue {
  readonly value: string;
  readonly tags: readonly string[];
  /** What is left of its time. */
  readonly ttlMs: number;
}

/**
 * Values in Redis, each a hash with its tags; a tag is a sorted set of its values' keys by the time they expire.
 * Every key has a TTL. Rejects when Redis is away.
 */
export interface RedisSharedTier {
  get(scope: Scope, key: string): Promise<SharedValue | undefined>;
  /** Tells the other processes in the same step, so that their local tiers drop what they hold. */
  set(scope: Scope, key: string, entry: SharedValue): Promise<void>;
  /** As `set`; answers how many values went. */
  drop(drop: Drop): Promise<number>;
}

/** The keys of one workspace share its hash tag: a script touches one slot of a cluster. */
const UNTAG = `
  local function untag(key, prefix)
    local tags = redis.call('HGET', key, 't')
    if tags then for _, tag in ipairs(cjson.decode(tags)) do redis.call('ZREM', prefix .. tag, key) end end
    return tags
  end
`;

const GET = createRedisScript(`
  local found = redis.call('HMGET', KEYS[1], 'v', 't')
  if not found[1] then return nil end
  return { found[1], found[2], redis.call('PTTL', KEYS[1]) }
`);

const SET = createRedisScript(`${UNTAG}
  local prefix, value, tags, ttl, channel, message = unpack(ARGV)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  untag(KEYS[1], prefix)
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'v', value, 't', tags)
  redis.call('PEXPIRE', KEYS[1], ttl)
  for _, tag in ipairs(cjson.decode(tags)) do
    local set = prefix .. tag
    redis.call('ZREMRANGEBYSCORE', set, '-inf', now)
    redis.call('ZADD', set, now + ttl, KEYS[1])
    if redis.call('PTTL', set) < tonumber(ttl) then redis.call('PEXPIRE', set, ttl) end
  end
  redis.call('PUBLISH', channel, message)
`);

const DROP_KEY = createRedisScript(`${UNTAG}
  local prefix, channel, message = unpack(ARGV)
  untag(KEYS[1], prefix)
  local count = redis.call('UNLINK', KEYS[1])
  redis.call('PUBLISH', channel, message)
  return count
`);

/** A key in the set may be of a value that expired and was set again without the tag: the value itself says. */
const DROP_TAG = createRedisScript(`${UNTAG}
  local prefix, channel, message, tag = unpack(ARGV)
  local count = 0
  for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local tags = redis.call('HGET', key, 't')
    for _, each in ipairs(tags and cjson.decode(tags) or {}) do
      if each == tag then
        untag(key, prefix)
        count = count + redis.call('UNLINK', key)
        break
      end
    end
  end
  redis.call('UNLINK', KEYS[1])
  redis.call('PUBLISH', channel, message)
  return count
`);

/** `processId` marks this process's own messages on the channel. */
export function createRedisSharedTier(redis: Redis, processId: string): RedisSharedTier {
  const toMessage = (drop: Drop) => JSON.stringify({ by: processId, drop });

  async function dropAll(): Promise<number> {
    let count = 0;
    for await (const keys of redis.scanStream({ match: `${PREFIX}*`, count: 500 }) as AsyncIterable<string[]>) {
      if (keys.length > 0) count += await redis.unlink(...keys);
    }
    await redis.publish(DROPS_CHANNEL, toMessage({ kind: 'all' }));
    return count;
  }

  return {
    async get({ workspace }, key) {
      const found = (await GET.run(redis, [valueKey(workspace, key)], [])) as [string, string, number] | null;
      if (found === null) return undefined;
      const [value, tags, ttlMs] = found;
      return { value, tags: JSON.parse(tags) as string[], ttlMs };
    },
    async set({ workspace }, key, { value, tags, ttlMs }) {
      const message = toMessage({ kind: 'key', workspace, name: key });
      await SET.run(redis, [valueKey(workspace, key)], [tagPrefix(workspace), value, JSON.stringify(tags), ttlMs, DROPS_CHANNEL, message]);
    },
    async drop(drop) {
      if (drop.kind === 'all') return dropAll();
      const { workspace, name } = drop;
      const parameters = [tagPrefix(workspace), DROPS_CHANNEL, toMessage(drop)];
      if (drop.kind === 'key') return Number(await DROP_KEY.run(redis, [valueKey(workspace, name)], parameters));
      return Number(await DROP_TAG.run(redis, [tagPrefix(workspace) + name], [...parameters, name]));
    },
  };
}

/** The drop of a message, or undefined when this process said it or it says nothing. */
export function readDrop(message: string, processId: string): Drop | undefined {
  try {
    const { by, drop } = JSON.parse(message) as { by?: unknown; drop?: Drop };
    return by === processId ? undefined : drop;
  } catch {
    return undefined;
  }
}

function valueKey(workspace: string, key: string): string {
  return `${PREFIX}{${workspace}}:v:${key}`;
}

function tagPrefix(workspace: string): string {
  return `${PREFIX}{${workspace}}:t:`;
}
