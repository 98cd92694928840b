import type { Clock } from '../../../platform/clock/clock.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** Work that one process does for all copies of this subgraph, again and again. */
export interface Duty {
  /** Does the work now instead of at its next turn. */
  wake(): void;
  /** Finishes the turn in progress and gives the lease back. */
  close(): Promise<void>;
}

/** What the work is, and who may do it. */
export interface DutySetup {
  readonly name: string;
  readonly scope: Scope;
  readonly leases: Leases;
  readonly holder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intervalMs: number;
  /** False while this process cannot do it; another copy then may. */
  readonly able: () => boolean;
  /** Commits with the token, which is refused once another holds the lease. */
  readonly work: (token: LeaseToken) => Promise<void>;
}

const TTL_MS = 15_000;
const RENEW_AFTER_MS = 5_000;

/** Starts the work. A turn that fails is logged and tried again at the next. */
export function startDuty(setup: DutySetup): Duty {
  const { name, scope, leases, holder, clock, logger, intervalMs, able, work } = setup;
  const stop = new AbortController();
  let held: { token: LeaseToken; untilRenewalMs: number } | undefined;
  let nap = new AbortController();
  let woken = false;

  async function hold(): Promise<LeaseToken | undefined> {
    if (held !== undefined && clock.elapsed() < held.untilRenewalMs) return held.token;
    const kept = held !== undefined && (await leases.renew(scope, held.token, TTL_MS)) ? held.token : undefined;
    const token = kept ?? (await leases.acquire(scope, name, { holder, ttlMs: TTL_MS }));
    held = token === undefined ? undefined : { token, untilRenewalMs: clock.elapsed() + RENEW_AFTER_MS };
    return token;
  }

  async function letGo(): Promise<void> {
    const { token } = held ?? {};
    held = undefined;
    if (token !== undefined) await leases.release(scope, token);
  }

  async function turn(): Promise<void> {
    if (!able()) return letGo();
    const token = await hold();
    if (token !== undefined) await work(token);
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      woken = false;
      nap = new AbortController();
      await turn().catch((error: unknown) => {
        // The lease may be lost: ask for it anew.
        held = undefined;
        logger.warn({ err: error, duty: name }, 'a turn failed');
      });
      if (!woken) await clock.sleep(intervalMs, AbortSignal.any([stop.signal, nap.signal])).catch(() => undefined);
    }
    await letGo().catch((error: unknown) => logger.warn({ err: error, duty: name }, 'a lease was not given back'));
  }

  const done = run();
  return {
    wake() {
      woken = true;
      nap.abort();
    },
    async close() {
      stop.abort();
      await done;
    },
  };
}
