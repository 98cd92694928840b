import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What `npm start` runs. */
export const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'autoweave.mjs');

/** A machine that does other things is no overload that a test means, and nothing that comes late for that is too late. */
const PATIENT = { AUTOWEAVE_OVERLOAD_LAG_MS: '0', AUTOWEAVE_WS_INIT_TIMEOUT_MS: '60000', AUTOWEAVE_OPERATION_DEADLINE_MS: '120000' };

/** A process of the product, started as a user starts it. */
export interface AutoweaveProcess {
  /** What its ready line names. */
  readonly url: string;
  readonly pid: number;
  /** Standard error so far. */
  readonly log: () => string;
  /** Ends it as a crash would, and waits until it is gone. */
  kill9(): Promise<void>;
  /** Ends it as an operator would; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** How a process ends whose store's server was not let answer in time by the machine. */
const SERVER_TIMED_OUT = /cannot be used: timeout expired|no Redis can be used at \S+ connect ETIMEDOUT/;
const STARTS = 3;

/**
 * Runs `autoweave <args>` and waits for its ready line. Throws with its output when it ends or stays silent instead; one that gave up a server that
 * was too slow is started again, as whatever runs it for an operator does.
 */
export async function startAutoweave(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<AutoweaveProcess> {
  for (let left = STARTS - 1; ; left -= 1) {
    try {
      return await startOnce(args, environment);
    } catch (error) {
      if (left === 0 || !SERVER_TIMED_OUT.test(String(error))) throw error;
    }
  }
}

async function startOnce(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<AutoweaveProcess> {
  const { child, output, exited } = spawnAutoweave(args, environment);
  const url = await readyUrl(child, output);
  return {
    url,
    pid: child.pid ?? 0,
    log: () => output.stderr,
    async kill9() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await exited).code;
    },
  };
}

/** Runs `autoweave <args>` to its end, for commands that answer and exit, and for starts that must fail. */
export async function runAutoweave(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, output, exited } = spawnAutoweave(args, environment, cwd);
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const { code } = await exited;
  clearTimeout(timer);
  return { code, ...output };
}

interface Output {
  stdout: string;
  stderr: string;
}

function spawnAutoweave(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): { child: ChildProcess; output: Output; exited: Promise<{ code: number | null }> } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...PATIENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const output: Output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  // A test run that is itself killed must not leave servers behind.
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const exited = once(child, 'close').then(([code]) => {
    process.removeListener('exit', onExit);
    return { code: code as number | null };
  });
  return { child, output, exited };
}

async function readyUrl(child: ChildProcess, output: Output): Promise<string> {
  const ready = Promise.withResolvers<string>();
  const look = (): void => {
    const match = /ready at (\S+)/.exec(output.stdout);
    if (match?.[1] !== undefined) ready.resolve(match[1]);
  };
  child.stdout?.on('data', look);
  child.once('close', (code) => ready.reject(new Error(`ended with ${code} before it was ready:\n${output.stdout}${output.stderr}`)));
  const timer = setTimeout(() => ready.reject(new Error(`not ready in time:\n${output.stdout}${output.stderr}`)), 300_000);
  try {
    return await ready.promise;
  } finally {
    clearTimeout(timer);
    child.stdout?.off('data', look);
  }
}
