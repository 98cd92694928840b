import { setImmediate as nextTurn } from 'node:timers/promises';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Logger } from '../logging/logger.ts';
import type { HeadSignal, HeadWatch } from './head-signal.ts';
import { quitRedis, type RedisConnection } from './redis-connection.ts';
import { readRedisNews, type RedisNews } from './redis-news.ts';

/** The signal between processes: one channel a workspace. */
export interface RedisHeadSignal {
  /** Where the script that appends tells of it. */
  channelOf(workspace: string): string;
  /**
   * The server has told all who listen of this head; those of this process that do not hear it yet are told here. Resolves once it was heard, or
   * could have been: who follows is handed an event before its publisher is answered, which takes about as long.
   */
  told(workspace: string, head: number): Promise<void>;
  /** Tells every process, this one at once. Never fails: a signal that is lost costs its readers a second. */
  publish(workspace: string, head: number): void;
  /** `take` is offered what appends tell; see `HeadSignal`. */
  watch(workspace: string, take?: (news: RedisNews) => boolean): HeadWatch;
  close(): Promise<void>;
}

/** The server sends a signal right behind the answer that is awaited: it is there within so many turns of the event loop, or late. */
const HEARING_TURNS = 2;

/**
 * Joins the processes' signals by Redis Pub/Sub. Heads to tell are coalesced: at most one message of a workspace is
 * under way, and the next carries the newest. A channel stays subscribed while the log is open, since a workspace
 * that was watched once is mostly watched again.
 */
export function createRedisHeadSignal(
  local: HeadSignal<RedisNews>,
  options: { connection: RedisConnection; keyPrefix: string; logger: Logger },
): RedisHeadSignal {
  const { connection, keyPrefix, logger } = options;
  // Commands of this connection wait for a reconnect instead of failing; it subscribes again by itself.
  const subscriber = connection.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
  subscriber.on('error', (error: Error) => logger.debug({ err: error }, 'the signal of the event log is interrupted'));
  const pubSub = new RedisPubSub({ publisher: connection.redis, subscriber });
  const channelOf = (workspace: string) => `${keyPrefix}{${workspace}}:signal`;
  const subscribed = new Set<string>();
  const waiting = new Set<string>();
  /** The head that was last heard of each workspace whose channel is subscribed. */
  const heard = new Map<string, number>();
  subscriber.on('ready', () => {
    for (const workspace of waiting) void subscribe(workspace);
    waiting.clear();
  });
  const untold = new Map<string, number>();
  const telling = new Set<string>();

  async function tell(workspace: string): Promise<void> {
    if (telling.has(workspace)) return;
    telling.add(workspace);
    try {
      for (let head = untold.get(workspace); head !== undefined; head = untold.get(workspace)) {
        untold.delete(workspace);
        await pubSub.publish(channelOf(workspace), head);
      }
    } catch (error) {
      logger.debug({ err: error, workspace }, 'a signal of the event log was lost');
    } finally {
      telling.delete(workspace);
    }
  }

  /**
   * Only on a connection that is ready: ioredis sends a SUBSCRIBE earlier, and when that connection ends before it is ready,
   * the call is never answered, and a channel that was subscribed already is forgotten.
   */
  function subscribeOnceReady(workspace: string): void {
    subscribed.add(workspace);
    if (subscriber.status === 'ready') void subscribe(workspace);
    else waiting.add(workspace);
  }

  async function subscribe(workspace: string): Promise<void> {
    try {
      // By hand first: where the server refuses it (a user may not listen to the channel), the library leaves a rejection that nobody handles.
      await subscriber.subscribe(channelOf(workspace));
      await pubSub.subscribe<unknown>(channelOf(workspace), (message) => {
        const news = readRedisNews(message);
        if (news === undefined) return;
        heard.set(workspace, news.head);
        local.publish(workspace, news.head, news);
      });
      if (!heard.has(workspace)) heard.set(workspace, 0);
      // What was appended while the subscription was on its way has no signal here.
      local.publish(workspace, Infinity);
    } catch (error) {
      subscribed.delete(workspace);
      logger.debug({ err: error, workspace }, 'the signal of the event log could not be subscribed');
    }
  }

  return {
    channelOf,
    async told(workspace, head) {
      if (subscriber.status !== 'ready' || !heard.has(workspace)) local.publish(workspace, head);
      else {
        const isHeard = () => (heard.get(workspace) ?? 0) >= head;
        for (let turn = 0; turn < HEARING_TURNS && !isHeard(); turn += 1) await nextTurn();
        // It may be late, or never come: those of this process read what was appended.
        if (!isHeard()) local.publish(workspace, head);
      }
    },
    publish(workspace, head) {
      local.publish(workspace, head);
      untold.set(workspace, Math.max(head, untold.get(workspace) ?? 0));
      void tell(workspace);
    },
    watch(workspace, take) {
      if (!subscribed.has(workspace)) subscribeOnceReady(workspace);
      return local.watch(workspace, take);
    },
    close: () => quitRedis(subscriber),
  };
}
