import { spawn, type ChildProcess } from 'node:child_process';

/** A process of a fault run that is started again each time it ends, until it is stopped. */
export interface Supervised {
  readonly name: string;
  /** Ends it as a crash would; answers false when it does not run at the moment. It comes back by itself. */
  kill(): boolean;
  /** Resolves once it has ended by itself, or at once when it already has. */
  readonly finished: Promise<void>;
  send(order: string): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Receives what the process says: its messages, and each line of its standard output. */
  readonly onMessage?: (message: unknown) => void;
  readonly onLine?: (line: string) => void;
  /** How long it stays away after a kill. */
  readonly awayMs: () => number;
}

const MAX_SAID = 4_000;

/** Starts the command under this Node and keeps it running. One that ends with an error by itself is reported by `onFailure`. */
export function supervise(options: SuperviseOptions, onFailure: (what: string) => void): Supervised {
  const { name, command, environment, onMessage, onLine, awayMs } = options;
  const finished = Promise.withResolvers<void>();
  let child: ChildProcess | undefined;
  let isStopped = false;
  let isKilled = false;
  let lastOrder: string | undefined;
  let said = '';
  let comingBack: NodeJS.Timeout | undefined;
  let gone = Promise.resolve();

  function start(): void {
    isKilled = false;
    const { PATH = '', HOME = '' } = process.env;
    const started = spawn(process.execPath, [...command], { env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    started.on('message', (message) => onMessage?.(message));
    started.on('error', () => undefined);
    started.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) onLine?.(line);
    });
    started.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-MAX_SAID)));
    if (lastOrder !== undefined) started.send(lastOrder, () => undefined);
    gone = new Promise((resolve) => started.once('close', resolve)).then(() => end(started));
  }

  function end(ended: ChildProcess): void {
    if (child === ended) child = undefined;
    if (isStopped) return finished.resolve();
    if (!isKilled && ended.exitCode === 0) return finished.resolve();
    if (!isKilled) onFailure(`${name} ended with ${ended.exitCode ?? ended.signalCode} by itself: ${said.trim()}`);
    comingBack = setTimeout(start, awayMs());
  }

  const killAtExit = (): void => void child?.kill('SIGKILL');
  process.once('exit', killAtExit);
  start();
  return {
    name,
    finished: finished.promise,
    kill() {
      if (child === undefined || isKilled) return false;
      isKilled = true;
      return child.kill('SIGKILL');
    },
    send(order) {
      lastOrder = order;
      if (child?.connected === true) child.send(order, () => undefined);
    },
    async stop() {
      isStopped = true;
      clearTimeout(comingBack);
      process.off('exit', killAtExit);
      child?.kill('SIGKILL');
      await gone;
    },
  };
}
