import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePort } from './find-free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A Redis server of a test's own, on loopback. */
export interface RedisServer {
  readonly url: string;
  /** Where it keeps its data. */
  readonly dir: string;
  readonly port: number;
  /** Ends the server as a crash would; resolves once it is gone. What it wrote stays. */
  kill9(): Promise<void>;
  /** Starts it again on the same port and folder; resolves once it answers. Ends it with SIGKILL first when it runs. */
  restart(): Promise<void>;
  /** Ends it and removes its folder, unless that was given. */
  stop(): Promise<void>;
}

/** How a Redis of one test's own is started. */
export interface RedisServerOptions {
  /** The fsync policy of the append-only file; `no` is no append-only file at all. */
  readonly appendOnly: 'always' | 'everysec' | 'no';
  readonly port?: number;
  readonly dir?: string;
  /** More options of redis-server, e.g. `['--maxmemory-policy', 'allkeys-lru']`. */
  readonly arguments?: readonly string[];
}

/** True when the machine has redis-server on its path. */
export function redisAvailable(): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'redis-server')));
}

/** Starts redis-server and resolves once it answers. The server ends with this process at the latest. */
export async function startRedis(options: RedisServerOptions): Promise<RedisServer> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'redis-')));
  const port = options.port ?? (await findFreePort());
  let child: ChildProcess | undefined;
  const killChild = () => child?.kill('SIGKILL');
  process.once('exit', killChild);

  async function start(): Promise<void> {
    const persistence = options.appendOnly === 'no' ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', options.appendOnly];
    const address = ['--bind', '127.0.0.1', '--port', String(port), '--dir', dir, '--save', ''];
    const started = spawn('redis-server', [...address, ...persistence, ...(options.arguments ?? [])], { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    started.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
    started.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
    let failure: Error | undefined;
    started.once('error', (error) => (failure = error));
    await waitUntil(
      async () => {
        if (failure !== undefined || started.exitCode !== null) return true;
        return isAnswering(port);
      },
      { what: `redis-server on port ${port}` },
    );
    if (failure !== undefined || started.exitCode !== null) throw new Error(`redis-server did not start: ${failure?.message ?? said}`);
  }

  async function kill9(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  }

  try {
    await start();
  } catch (error) {
    await kill9();
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    dir,
    port,
    kill9,
    async restart() {
      await kill9();
      await start();
    },
    async stop() {
      await kill9();
      process.off('exit', killChild);
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write('PING\r\n'));
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('data', (reply: Buffer) => finish(/^(?:\+PONG|-NOAUTH)/.test(reply.toString())));
    socket.once('error', () => finish(false));
  });
}
