import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import type { PeerCalls } from './peer-calls.ts';

/** How calls among processes travel over Redis. */
export interface RedisPeerCallsOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a process that was reached may take to answer. Default 10 seconds. */
  readonly answerTimeoutMs?: number;
}

const ANSWER_TIMEOUT_MS = 10_000;
/** An answer that nobody fetches lapses. */
const ANSWER_TTL_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 10_000;
const MAX_RETRY_DELAY_MS = 1_000;
/** How often a wait for answers looks whether those who were asked are still there, and how often at most it begins anew because one is not. */
const LOOK_EVERY_MS = 250;
const MAX_ROUNDS = 5;
const CALLS = 'autoweave:calls:';
const ANSWERS = 'autoweave:answers:';

interface Call {
  readonly id: string;
  /** The channel on which the asker hears that there is an answer. */
  readonly tell: string;
  readonly call: unknown;
}

type Answer = { readonly answer: unknown } | { readonly failure: string };

interface Connections {
  readonly redis: Redis;
  readonly listener: Redis;
}

/**
 * Calls over Redis Pub/Sub. Redis says how many processes heard a call, and so many answers are waited for. An answer, which may be
 * large, goes into a list of its own; the channel only says that it is there. Nothing is connected before the first use.
 */
export function createRedisPeerCalls(options: RedisPeerCallsOptions): PeerCalls {
  const { url, clock, logger, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const told = `${ANSWERS}told:${randomUUID()}`;
  const handlers = new Map<string, (call: unknown) => Promise<unknown>>();
  const asked = new Map<string, () => void>();
  let opening: Promise<Connections> | undefined;
  let isClosed = false;

  function open(): Promise<Connections> {
    opening ??= connect().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function connect(): Promise<Connections> {
    const { Redis: Client } = await import('ioredis');
    let hasStarted = false;
    const redis = new Client(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: (attempt) => (hasStarted ? Math.min(25 * 2 ** attempt, MAX_RETRY_DELAY_MS) : null),
    });
    // This one waits for a reconnect instead of failing, and subscribes again by itself.
    const listener = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null, commandTimeout: undefined });
    for (const each of [redis, listener]) each.on('error', (error: Error) => logger.debug({ err: error }, 'calls among processes are interrupted'));
    listener.on('message', onMessage);
    try {
      await redis.connect();
      await listener.connect();
      await listener.subscribe(told);
      hasStarted = true;
    } catch (error) {
      // Ending what has ended already leaves a timer behind that holds the process.
      for (const each of [redis, listener]) if (each.status !== 'end') each.disconnect();
      throw error;
    }
    return { redis, listener };
  }

  function onMessage(channel: string, message: string): void {
    if (channel === told) asked.get(message)?.();
    else void reply(channel, message);
  }

  async function reply(channel: string, message: string): Promise<void> {
    try {
      const { id, tell, call } = JSON.parse(message) as Call;
      const answer = await runHandler(channel, call);
      const { redis } = await open();
      const key = `${ANSWERS}${id}`;
      await redis.multi().rpush(key, JSON.stringify(answer)).pexpire(key, ANSWER_TTL_MS).publish(tell, id).exec();
    } catch (error) {
      logger.warn({ err: error, channel }, 'a call of another process was not answered');
    }
  }

  async function runHandler(channel: string, call: unknown): Promise<Answer> {
    const handle = handlers.get(channel);
    try {
      if (handle === undefined) throw new Error('nothing answers here any more');
      return { answer: await handle(call) };
    } catch (error) {
      logger.error({ err: error, channel }, 'a call of another process failed');
      return { failure: (error as Error).name };
    }
  }

  /** Asks once; undefined when one of those who were asked has gone without an answer. */
  async function askRound(redis: Redis, channel: string, { call, untilMs }: { call: unknown; untilMs: number }): Promise<readonly unknown[] | undefined> {
    const id = randomUUID();
    const answers: unknown[] = [];
    const over = Promise.withResolvers<readonly unknown[] | undefined>();
    // It may be settled before anybody waits for it.
    over.promise.catch(() => undefined);
    let receivers = Number.POSITIVE_INFINITY;
    let cancel = (): void => undefined;
    async function lookWhoIsThere(): Promise<void> {
      const [, count] = (await redis.pubsub('NUMSUB', channel)) as [string, number];
      if (!asked.has(id)) return;
      if (count < receivers) over.resolve(undefined);
      else if (clock.elapsed() >= untilMs) over.reject(unreachable(`${receivers - answers.length} of ${receivers} processes did not answer`));
      else cancel = clock.after(LOOK_EVERY_MS, () => void lookWhoIsThere().catch(over.reject));
    }
    async function take(): Promise<void> {
      for (let text = await redis.lpop(`${ANSWERS}${id}`); text !== null; text = await redis.lpop(`${ANSWERS}${id}`)) {
        const answer = JSON.parse(text) as Answer;
        if ('failure' in answer) throw unreachable(`a process failed with ${answer.failure}`);
        answers.push(answer.answer);
      }
      if (answers.length >= receivers) over.resolve(answers);
    }
    const look = (): void => void take().catch((error: unknown) => over.reject(error as Error));
    asked.set(id, look);
    try {
      receivers = await redis.publish(channel, JSON.stringify({ id, tell: told, call } satisfies Call));
      look();
      cancel = clock.after(LOOK_EVERY_MS, () => void lookWhoIsThere().catch(over.reject));
      return await over.promise;
    } finally {
      cancel();
      asked.delete(id);
    }
  }

  return {
    async answer(topic, handle) {
      handlers.set(`${CALLS}${topic}`, handle);
      const { listener } = await open();
      await listener.subscribe(`${CALLS}${topic}`);
    },
    async ask(topic, call) {
      try {
        const { redis } = await open();
        const untilMs = clock.elapsed() + answerTimeoutMs;
        for (let round = 0; round < MAX_ROUNDS; round += 1) {
          const answers = await askRound(redis, `${CALLS}${topic}`, { call, untilMs });
          if (answers !== undefined) return answers;
        }
        throw unreachable('they come and go');
      } catch (error) {
        if (error instanceof CodedError) throw error;
        throw unreachable('Redis cannot be reached', error);
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      const connections = await opening?.catch(() => undefined);
      connections?.listener.disconnect();
      connections?.redis.disconnect();
    },
  };
}

function unreachable(why: string, cause?: unknown): CodedError {
  return new CodedError('STORE_UNAVAILABLE', `the processes of this backend cannot be asked: ${why}`, { cause });
}
