import type { Clock } from '../../../platform/clock/clock.ts';
import type { TargetProbe } from '../domain/target-probe.ts';
import { askHttp } from './http-probe.ts';
import { askTcp } from './tcp-probe.ts';

/** What a target answered; it throws when it did not. */
export interface Answer {
  readonly ok: boolean;
  readonly statusCode?: number;
  readonly error?: string;
}

const MAX_ERROR_LENGTH = 200;

/** Probes over the network, on a new connection each time: a kept one would hide that nobody listens any more. */
export function createNetworkProbe(clock: Clock): TargetProbe {
  return {
    async probe({ protocol, target, timeoutMs }, signal) {
      const at = clock.now();
      const startMs = clock.elapsed();
      const deadline = new AbortController();
      const cancel = clock.after(timeoutMs, () => deadline.abort());
      const ask = protocol === 'HTTP' ? askHttp : askTcp;
      let answer: Answer;
      try {
        answer = await ask(new URL(target), AbortSignal.any([signal, deadline.signal]));
      } catch (error) {
        signal.throwIfAborted();
        answer = { ok: false, error: deadline.signal.aborted ? `no answer within ${timeoutMs} ms` : toReason(error) };
      } finally {
        cancel();
      }
      return { at, latencyMs: Math.round((clock.elapsed() - startMs) * 100) / 100, ...answer };
    },
  };
}

function toReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code ?? (message === '' ? 'unknown error' : message)).slice(0, MAX_ERROR_LENGTH);
}
