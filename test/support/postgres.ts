import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from './find-free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A PostgreSQL cluster of a test's own, on loopback, with the server's own fsync settings. */
export interface PostgresServer {
  /** Of the database `postgres`, as its superuser. */
  readonly url: string;
  /** Ends every process of the server as a crash would; resolves once they are gone. What was committed stays. */
  kill9(): Promise<void>;
  /** Starts it again on the same port and folder; resolves once it answers. Ends it with SIGKILL first when it runs. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const VERSIONS = ['17', '16', '15', '14'];
/** PostgreSQL refuses to run as root; these are asked in turn whose it may be instead. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/** True when the machine has a PostgreSQL server where Debian puts it, or in `POSTGRES_BIN`. */
export function postgresAvailable(): boolean {
  return findBinaries() !== undefined;
}

/** Makes a cluster in a temporary folder, starts it on a free port and resolves once it answers. It ends with this process at the latest. */
export async function startPostgres(options: { settings?: Readonly<Record<string, string>> } = {}): Promise<PostgresServer> {
  const binaries = findBinaries();
  if (binaries === undefined) throw new Error('no PostgreSQL server on this machine');
  const owner = findOwner();
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const dataFolder = join(folder, 'data');
  await mkdir(dataFolder, { mode: 0o700 });
  if (owner !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(dataFolder, owner.uid, owner.gid);
  }
  const run = { cwd: folder, ...owner };
  execFileSync(join(binaries, 'initdb'), ['-D', dataFolder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...run,
    stdio: 'pipe',
  });
  const port = await findFreePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // After a crash every file of the cluster is flushed before it answers: one call for all of them where the system has it.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    ...options.settings,
  };
  let server: ChildProcess | undefined;
  const killAtExit = () => server?.kill('SIGKILL');
  process.once('exit', killAtExit);

  async function start(): Promise<void> {
    let said = '';
    let failure: Error | undefined;
    const launch = () => {
      const started = spawn(
        join(binaries!, 'postgres'),
        ['-D', dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        {
          ...run,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
      started.once('error', (error) => (failure = error));
      return started;
    };
    server = launch();
    await waitUntil(
      async () => {
        if (failure !== undefined) return true;
        // After a crash the last backend may still be leaving, and the server refuses to start until it has.
        if (server?.exitCode !== null && server?.exitCode !== undefined) server = launch();
        return isAnswering(url);
      },
      { what: `PostgreSQL on port ${port}` },
    ).catch((error: unknown) => {
      throw new Error(`PostgreSQL did not start: ${said}`, { cause: error });
    });
    if (failure !== undefined) throw failure;
  }

  async function kill9(): Promise<void> {
    const running = server;
    server = undefined;
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    const backends = readChildren(running.pid);
    running.kill('SIGKILL');
    for (const backend of backends) killIfThere(backend);
    await gone;
  }

  await start();
  return {
    url,
    kill9,
    async restart() {
      await kill9();
      await start();
    },
    async stop() {
      await kill9();
      process.off('exit', killAtExit);
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function findBinaries(): string | undefined {
  const folders = [process.env['POSTGRES_BIN'], ...VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin`)];
  return folders.find((folder) => folder !== undefined && existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

function findOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of UNPRIVILEGED) {
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = entry?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no other user to run it as');
}

function readChildren(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

async function isAnswering(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
