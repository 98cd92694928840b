import type { CallAnswer, Endpoints } from '../domain/webhook-call.ts';

/** Statuses after which another attempt may go better. */
const PASSING = [408, 409, 425, 429];

/** Posts over HTTP. Redirects are not followed; the answer's body is not read. */
export function createHttpEndpoints(): Endpoints {
  return {
    async post(url, { headers, body, timeoutMs, signal }) {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.any([signal, deadline]) });
        await response.body?.cancel();
        return toAnswer(response.status);
      } catch (error) {
        const reason = deadline.aborted ? `did not answer within ${timeoutMs} ms` : `cannot be reached (${reasonOf(error)})`;
        return { kind: 'refused', reason, isFinal: false };
      }
    },
  };
}

function toAnswer(status: number): CallAnswer {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  return { kind: 'refused', reason: `answered ${status}`, isFinal: status < 500 && !PASSING.includes(status) };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}
