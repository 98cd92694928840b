import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { Credential } from './credentials.ts';

/** Who hears of a credential's end, and how long before. */
export interface CredentialWatch {
  readonly clock: Clock;
  /** How long before the end it is announced. */
  readonly noticeMs: number;
  /** Called at most once for each credential. */
  onNotice(expiresInMs: number): void;
  /** Called once, when it holds no longer. */
  onEnd(reason: string): void;
}

/** Node's timers go no further. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;
const EXPIRED = 'the credential has expired';
const REVOKED = 'the credential was revoked';

/** The credential of an open connection, watched for as long as the connection is open. There may be very many: one that never ends costs no timer. */
export class HeldCredential {
  readonly #watch: CredentialWatch;
  #current: Credential;
  #stopWatch: (() => void) | undefined;

  /** Throws UNAUTHENTICATED for one that holds no longer. */
  constructor(first: Credential, watch: CredentialWatch) {
    this.#watch = watch;
    this.#current = first;
    this.#hold(first);
  }

  get identity(): RequestIdentity {
    return this.#current.identity;
  }

  get expiresAtMs(): number | undefined {
    return this.#current.expiresAtMs;
  }

  /** Takes a newer one of the same caller in its place. Throws FORBIDDEN for another's, UNAUTHENTICATED for one that holds no longer. */
  renew(next: Credential): void {
    const { workspace, principal } = this.identity;
    if (next.identity.workspace !== workspace || next.identity.principal !== principal) {
      throw new CodedError('FORBIDDEN', 'a connection is renewed by the workspace and principal that opened it');
    }
    this.#hold(next);
  }

  /** Ends the watch. */
  release(): void {
    this.#stopWatch?.();
    this.#stopWatch = undefined;
  }

  #hold(next: Credential): void {
    const { expiresAtMs, revoked } = next;
    const { clock } = this.#watch;
    if (revoked?.aborted === true) throw new CodedError('UNAUTHENTICATED', REVOKED);
    if (expiresAtMs !== undefined && expiresAtMs <= clock.now()) throw new CodedError('UNAUTHENTICATED', EXPIRED);
    this.release();
    this.#current = next;
    if (expiresAtMs === undefined && revoked === undefined) return;
    let cancelTimer: () => void = () => undefined;
    const onRevoked = (): void => this.#end(REVOKED);
    const waitFor = (untilMs: number, isAnnounced: boolean): void => {
      const leftMs = untilMs - clock.now();
      if (leftMs <= 0) {
        this.#end(EXPIRED);
        return;
      }
      const isDue = !isAnnounced && leftMs <= this.#watch.noticeMs;
      if (isDue) this.#watch.onNotice(leftMs);
      const delayMs = isAnnounced || isDue ? leftMs : leftMs - this.#watch.noticeMs;
      cancelTimer = clock.after(Math.min(LONGEST_WAIT_MS, Math.ceil(delayMs)), () => waitFor(untilMs, isAnnounced || isDue));
    };
    this.#stopWatch = () => {
      cancelTimer();
      revoked?.removeEventListener('abort', onRevoked);
    };
    revoked?.addEventListener('abort', onRevoked, { once: true });
    if (expiresAtMs !== undefined) waitFor(expiresAtMs, false);
  }

  #end(reason: string): void {
    this.release();
    this.#watch.onEnd(reason);
  }
}
