import type { Clock } from '../../../platform/clock/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { applyProbe, type Health, type HealthChange } from './health.ts';
import type { ProbeSlots } from './probe-slots.ts';
import type { HealthCheck } from './service.ts';
import type { TargetProbe } from './target-probe.ts';

/** Probes one registration on its interval until it is stopped. */
export interface ProbeLoop {
  /** Ends it; resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** What is probed, and what becomes of the outcome. */
export interface ProbeLoopSetup {
  readonly check: HealthCheck;
  /** What is known when the loop begins. */
  readonly health: Health;
  /** Keeps what a probe brought; false ends the loop. */
  readonly record: (health: Health, change: HealthChange | undefined) => Promise<boolean>;
  readonly targetProbe: TargetProbe;
  readonly slots: ProbeSlots;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The first probe starts at once, each next one an interval after the last one's start, or at its end if that is later. */
export function createProbeLoop(setup: ProbeLoopSetup): ProbeLoop {
  const { check, record, targetProbe, slots, clock, logger } = setup;
  const controller = new AbortController();
  const { signal } = controller;

  // What could not be recorded did not happen: the next probe finds the change again.
  async function probeOnce(health: Health): Promise<Health | undefined> {
    const probe = await slots.run(() => targetProbe.probe(check, signal), signal);
    const next = applyProbe(health, probe, { check, nowMs: clock.now() });
    try {
      return (await record(next.health, next.change)) ? next.health : undefined;
    } catch (error) {
      logger.warn({ err: error }, 'the outcome of a probe could not be recorded');
      return health;
    }
  }

  async function run(): Promise<void> {
    let health: Health | undefined = setup.health;
    while (!signal.aborted) {
      const startMs = clock.elapsed();
      health = await probeOnce(health);
      if (health === undefined) return;
      await clock.sleep(Math.max(0, startMs + check.intervalMs - clock.elapsed()), signal);
    }
  }

  const running = run().catch((error: unknown) => {
    if (!signal.aborted) logger.error({ err: error }, 'a probe loop ended');
  });
  return {
    stop() {
      controller.abort(new Error('no longer probed'));
      return running;
    },
  };
}
