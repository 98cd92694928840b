import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

/** Some peers take SIGTERM and stay. */
const STOP_TIMEOUT_MS = 3_000;
const ROOT = join(import.meta.dirname, '..', '..');

/** A server process under measurement. */
export interface Contestant {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the command to its ready line. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Starts the product as its README says, less npm: on embedded stores in `dataDir`, on a free port. */
export function startOurs(dataDir: string): Promise<Contestant> {
  return start([join(ROOT, 'bin', 'autoweave.mjs'), 'start'], { PORT: '0', AUTOWEAVE_DATA_DIR: dataDir, LOG_LEVEL: 'error' });
}

/** Starts the peer: graphql-js on the same schema, without federation, answering from memory. */
export function startPlain(answerFile: string): Promise<Contestant> {
  return start([join(ROOT, 'bench', 'peers', 'plain-graphql.ts'), join(ROOT, 'schema', 'api.graphql'), answerFile], {});
}

/** How a server under measurement is started. */
export interface StartOptions {
  /** Pins it to this core, where the system can. */
  readonly core?: number | undefined;
  /** Folder for the CPU profile that it writes when it ends. */
  readonly profileDir?: string | undefined;
}

/** Starts a script under this Node; its own flags may stand before the script in `args`. */
export async function start(args: readonly string[], environment: Readonly<Record<string, string>>, options: StartOptions = {}): Promise<Contestant> {
  const { core, profileDir } = options;
  const startedMs = performance.now();
  const [command, before] = core === undefined ? [process.execPath, []] : ['taskset', ['-c', String(core), process.execPath]];
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
  const child = spawn(command, [...before, '--disable-warning=ExperimentalWarning', ...args], {
    env: {
      PATH,
      HOME,
      ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
      ...(profileDir === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(profileDir)}` }),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  void exited.then(() => process.off('exit', killAtExit));
  let output = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    const url = /ready at (\S+)/.exec(output)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      pid: child.pid ?? 0,
      readyMs: performance.now() - startedMs,
      async stop() {
        child.kill('SIGTERM');
        const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        await exited;
        clearTimeout(impatience);
      },
    };
  }
  throw new Error(`ended before it was ready: ${output}`);
}
