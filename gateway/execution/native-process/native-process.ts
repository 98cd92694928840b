import { fork, type ChildProcess } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { siblingModule } from '../../../platform/sqlite/sibling-module.ts';
import { IDLE_EXIT_CODE, type FromProcess, type NativeRequest, type PlanningLimits, type ToProcess } from './messages.ts';

/** The native planner of one supergraph, in a process that is there while there is something to plan. */
export interface NativeProcess {
  /** Rejects with a PlannerEndedError when the process ends over it, or over another operation at that time. */
  plan(request: NativeRequest): Promise<QueryPlan>;
}

/** The native planner did not live through an operation. */
export class PlannerEndedError extends Error {}

/** What one supergraph's planner may cost. */
export interface NativeLimits extends PlanningLimits {
  /** After so many faults it is not started again. */
  readonly mostFaults: number;
}

const LIMITS: NativeLimits = { idleMs: 3_000, planMs: 5_000, mostFaults: 8 };

/** Rejects when the process cannot be started, has no binary of the planner, or that does not take the supergraph. */
export async function openNativeProcess(sdl: string, limits: NativeLimits = LIMITS): Promise<NativeProcess> {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let faults = 0;
  let ids = 0;

  function start(onOpened?: Opening): ChildProcess {
    // Of its surroundings it is told nothing; a fault is not to cost a stack trace that nobody reads.
    const env = { RUST_BACKTRACE: '0' };
    const started = fork(siblingModule(import.meta.url, 'main'), [], { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const end = (reason: string, isFault: boolean): void => {
      onOpened?.reject(new Error(reason));
      if (child !== started) return;
      child = undefined;
      if (isFault) {
        faults += 1;
        failAll(new PlannerEndedError(reason));
      } else if (waiting.size > 0) restart();
    };
    started.on('error', (error) => end(error.message, true));
    started.on('exit', (code, signal) => end(`the native planner ended: ${signal ?? code ?? 'unknown'}`, code !== IDLE_EXIT_CODE));
    started.on('message', (message: FromProcess) => {
      if (message.kind === 'opened') onOpened?.resolve();
      else if (message.kind === 'refused') {
        onOpened?.reject(new Error(message.reason));
        failAll(new Error(message.reason));
      } else if (message.kind === 'planned') settle(message.id)?.resolve(message.plan);
      else if (message.kind === 'failed') settle(message.id)?.reject(new Error(message.reason));
    });
    tell(started, { kind: 'open', sdl, limits });
    return started;
  }

  /** It had ended, with nothing to do, while something to do was on the way. */
  function restart(): void {
    const next = (child ??= start());
    for (const [id, { request }] of waiting) tell(next, { kind: 'plan', id, request });
    hold();
  }

  function settle(id: number): Waiting | undefined {
    const one = waiting.get(id);
    waiting.delete(id);
    hold();
    return one;
  }

  function failAll(error: Error): void {
    const all = [...waiting.values()];
    waiting.clear();
    hold();
    for (const { reject } of all) reject(error);
  }

  /** A process that has nothing to plan keeps nobody alive. */
  function hold(): void {
    if (child === undefined) return;
    if (waiting.size > 0) {
      child.ref();
      child.channel?.ref();
    } else {
      child.unref();
      child.channel?.unref();
    }
  }

  await new Promise<void>((resolve, reject) => {
    child = start({ resolve, reject });
  });
  hold();
  return {
    plan(request) {
      if (faults >= limits.mostFaults) return Promise.reject(new Error('the native planner has ended too often over this supergraph'));
      return new Promise((resolve, reject) => {
        const id = (ids += 1);
        waiting.set(id, { request, resolve, reject });
        if (child === undefined) return restart();
        tell(child, { kind: 'plan', id, request });
        hold();
      });
    },
  };
}

interface Opening {
  resolve(): void;
  reject(error: Error): void;
}

interface Waiting {
  readonly request: NativeRequest;
  resolve(plan: QueryPlan): void;
  reject(error: Error): void;
}

/** A process that is gone by then says so by its end. */
function tell(child: ChildProcess, message: ToProcess): void {
  child.send(message, () => undefined);
}
