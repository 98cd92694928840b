import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { pino } from 'pino';
import { findFreePort } from '../../test/support/find-free-port.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { createHeadSignal, type HeadSignal } from './head-signal.ts';
import { openRedisConnection } from './redis-connection.ts';
import { createRedisHeadSignal } from './redis-head-signal.ts';

const logger = pino({ level: 'silent' });
const LONG = { timeoutMs: 120_000 };
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A wire to a server that can be cut, or go dead without a word. */
interface Wire {
  readonly url: string;
  /** How many connections were made. */
  readonly made: () => number;
  /** Nothing that is said on the connections of now arrives any more; they stay open. */
  deafen(): void;
  cut(): void;
}

async function layWire(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let made = 0;
  const server: Server = createServer((near) => {
    made += 1;
    const far = connect({ host: '127.0.0.1', port });
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        open.delete(end);
        near.destroy();
        far.destroy();
      });
    }
  });
  const nearPort = await findFreePort();
  server.listen(nearPort, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    for (const end of open) end.destroy();
    server.close();
  });
  return {
    url: `redis://127.0.0.1:${nearPort}`,
    made: () => made,
    deafen() {
      for (const end of open) {
        end.unpipe();
        end.pause();
      }
    },
    cut() {
      for (const end of open) end.destroy();
    },
  };
}

/** A server that says of itself that it loads, for so many looks, and that it will for an hour. */
async function startLoadingServer(looks: number): Promise<string> {
  let asked = 0;
  const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`;
  const facts = 'redis_version:7.0.0\r\nmaxmemory_policy:noeviction\r\nrole:master\r\nrun_id:one\r\naof_enabled:0\r\n';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const command of data.toString().split(/^\*/m).slice(1)) {
        const isInfo = /^info\r$/im.test(command);
        const loading = isInfo && (asked += 1) <= looks ? 'loading:1\r\nloading_eta_seconds:3600\r\n' : 'loading:0\r\n';
        socket.write(isInfo ? bulk(loading + facts) : '+OK\r\n');
        if (/^quit\r$/im.test(command)) socket.end();
      }
    });
  });
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  return `redis://127.0.0.1:${port}`;
}

describe('a Redis that loads its data', () => {
  it('is used as soon as it is ready, however long it guessed that it would take', async () => {
    const connection = await openRedisConnection({ url: await startLoadingServer(30), logger });
    expect(connection.facts).toMatchObject({ runId: 'one' });
    await connection.close();
  });
});

describeWith(redisAvailable())('the connection to Redis', () => {
  async function open(silentMs: number) {
    const redis = await startRedis({ appendOnly: 'always' });
    stops.push(() => redis.stop());
    const wire = await layWire(redis.port);
    // A slow machine may be silent for so long while it is opened, too.
    const connection = await waitUntil(() => openRedisConnection({ url: wire.url, logger, silentMs }), LONG);
    stops.push(() => connection.close());
    return { wire, connection };
  }

  it('is made anew when the server goes without a word, and what waits for it fails', async () => {
    const { wire, connection } = await open(500);
    wire.deafen();
    await expect(connection.redis.get('key')).rejects.toThrow();
    // On a slow machine a connection may be silent for so long more than once.
    await waitUntil(async () => connection.facts !== undefined && (await connection.redis.get('key')) === null, LONG);
    expect(wire.made()).toBeGreaterThan(1);
  });

  it('is made anew when the server goes without a word while a connection is only listened on', async () => {
    const { wire, connection } = await open(500);
    const heard = new Set<number>();
    const local: HeadSignal = { ...createHeadSignal(systemClock), publish: (_workspace, head) => void (Number.isFinite(head) && heard.add(head)) };
    const signal = createRedisHeadSignal(local, { connection, keyPrefix: 'test:', logger });
    stops.push(() => signal.close());
    stops.push(() => watch.close());
    const watch = signal.watch('default');
    let last = 0;
    /** Whether what was told before this one has come. */
    const isHeard = async (): Promise<boolean> => {
      await connection.redis.publish('test:{default}:signal', String((last += 1))).catch(() => 0);
      return heard.has(last - 1);
    };
    await waitUntil(isHeard, LONG);
    wire.deafen();
    const before = last;
    await waitUntil(async () => (await isHeard()) && Math.max(...heard, 0) > before, LONG);
    expect(wire.made()).toBeGreaterThan(3);
  });

  it('is left alone once it is there again, whatever the one before it had waited for', async () => {
    const silentMs = 15_000;
    const { wire, connection } = await open(silentMs);
    const asked = connection.redis.get('key').catch((error: unknown) => error);
    wire.deafen();
    wire.cut();
    expect(await asked).toBeInstanceOf(Error);
    await waitUntil(() => connection.facts !== undefined, LONG);
    const made = wire.made();
    // Longer than the silence that the connection before would have been cut for.
    const untilMs = performance.now() + 1.2 * silentMs;
    await waitUntil(async () => {
      expect(await connection.redis.get('key')).toBeNull();
      return performance.now() > untilMs;
    }, LONG);
    expect(wire.made()).toBe(made);
  });
});
