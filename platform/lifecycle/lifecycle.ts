import type { Logger } from '../logging/logger.ts';

/** Something that is opened once and closed once. */
export interface Closable {
  close(): Promise<void> | void;
}

/** Where a process stands; it only ever moves forward. */
export type LifecycleState =
  { readonly kind: 'starting' } | { readonly kind: 'ready' } | { readonly kind: 'draining'; readonly reason: string } | { readonly kind: 'stopped' };

/** Ordered start, drain and stop of one process. */
export interface Lifecycle {
  readonly state: LifecycleState;
  /** Registers what must be closed; closed in reverse order of registration. Returns it for use in place. */
  own<T extends Closable>(name: string, part: T): T;
  /** Registers work that must stop taking new requests before anything closes; run in order of registration. `timeoutMs` in place of the usual bound. */
  onDrain(name: string, drain: () => Promise<void> | void, options?: { timeoutMs: number }): void;
  ready(): void;
  /** Drains, then closes everything; errors are logged and do not stop the rest. A second call awaits the first. */
  stop(reason: string): Promise<void>;
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<void> | void;
  readonly timeoutMs?: number;
}

/** `stepTimeoutMs` bounds each drain and close step, so that one stuck part cannot hold the process. */
export function createLifecycle(logger: Logger, options: { stepTimeoutMs: number } = { stepTimeoutMs: 10_000 }): Lifecycle {
  let state: LifecycleState = { kind: 'starting' };
  const drains: Step[] = [];
  const parts: Step[] = [];
  let stopping: Promise<void> | undefined;

  async function runStep({ name, run, timeoutMs = options.stepTimeoutMs }: Step): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      await Promise.race([run(), timeout]);
    } catch (error) {
      logger.error({ err: error, part: name }, 'a part did not stop cleanly');
    } finally {
      clearTimeout(timer);
    }
  }

  async function drainAndClose(reason: string): Promise<void> {
    state = { kind: 'draining', reason };
    for (const drain of drains) await runStep(drain);
    for (const part of parts.toReversed()) await runStep(part);
    state = { kind: 'stopped' };
  }

  return {
    get state() {
      return state;
    },
    own(name, part) {
      parts.push({ name, run: () => part.close() });
      return part;
    },
    onDrain(name, run, bound) {
      drains.push({ name, run, ...bound });
    },
    ready() {
      if (state.kind === 'starting') state = { kind: 'ready' };
    },
    stop(reason) {
      stopping ??= drainAndClose(reason);
      return stopping;
    },
  };
}
