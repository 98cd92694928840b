import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process of somebody else on the same core. */
export interface Neighbour {
  /** Pieces of work a second from one moment to another, on the wall clock in milliseconds. */
  rate(fromMs: number, toMs: number): number;
  stop(): void;
}

/** Starts a neighbour, on `core` where the system can pin it. */
export function startNeighbour(core: number | undefined): Neighbour {
  const script = [process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, '..', 'peers', 'neighbour.ts')];
  const [command = '', ...args] = core === undefined ? script : ['taskset', '-c', String(core), ...script];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const doneMs: number[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => doneMs.push(Number(line)));
  return {
    rate: (fromMs, toMs) => doneMs.filter((ms) => ms >= fromMs && ms < toMs).length / ((toMs - fromMs) / 1_000),
    stop() {
      process.off('exit', kill);
      kill();
    },
  };
}
