import type { Scope } from '../../../../platform/request/scope.ts';
import type { ClaimRequest } from '../deliveries/claim-deliveries.ts';
import type { DeliveryPorts } from '../deliveries/delivery-ports.ts';
import type { DeliveryReceipt } from '../deliveries/delivery-receipt.ts';
import type { Delivery, DeliveryError, Line, Webhook } from '../deliveries/delivery.ts';
import type { Settled } from '../deliveries/settle-deliveries.ts';

/** What came of a call. */
export type WebhookAnswer =
  { readonly kind: 'taken'; readonly status: number } | { readonly kind: 'refused'; readonly status: number | undefined; readonly error: DeliveryError };

/** Calls webhooks; never throws for what the other side does. */
export interface WebhookCaller {
  call(webhook: Webhook, message: { readonly workspace: string; readonly queue: string; readonly delivery: Delivery }): Promise<WebhookAnswer>;
}

/** What delivering a queue to its webhook works with. */
export interface PushPorts extends DeliveryPorts {
  readonly webhooks: WebhookCaller;
  readonly claims: { claim(scope: Scope, request: ClaimRequest): Promise<readonly Delivery[]> };
  readonly settling: {
    acknowledge(scope: Scope, receipts: readonly DeliveryReceipt[]): Promise<Settled>;
    reject(scope: Scope, receipts: readonly DeliveryReceipt[], options: { delayMs: number | undefined; error: DeliveryError | undefined }): Promise<Settled>;
  };
}

const KEEP_CALLS_MS = 24 * 60 * 60 * 1_000;
/** A claim outlasts its call by so much. */
const SETTLE_TIME_MS = 10_000;

/**
 * Claims up to `room` messages and calls the webhook for each, side by side; each is settled by its own answer. The promises settle when
 * that is done, and never reject for what the other side does.
 */
export async function pushQueue(ports: PushPorts, scope: Scope, { line, room }: { line: Line; room: number }): Promise<readonly Promise<void>[]> {
  const { store, clock, newId, webhooks, claims, settling } = ports;
  const { push } = line;
  if (push === undefined || line.paused || room <= 0) return [];
  const claimed = await claims.claim(scope, {
    lineId: line.id,
    max: room,
    consumer: `webhook ${new URL(push.url).host}`,
    visibilityTimeoutMs: push.timeoutMs + SETTLE_TIME_MS,
  });

  async function deliver(delivery: Delivery): Promise<void> {
    const startedMs = clock.elapsed();
    const atMs = clock.now();
    const answer = await webhooks.call(push as Webhook, { workspace: scope.workspace, queue: line.name, delivery });
    const receipt = { lineId: line.id, id: delivery.id, claim: delivery.claim ?? '' };
    if (answer.kind === 'taken') await settling.acknowledge(scope, [receipt]);
    else await settling.reject(scope, [receipt], { delayMs: undefined, error: answer.error });
    const attempt = {
      id: newId(),
      deliveryId: delivery.id,
      attempt: delivery.attempts,
      atMs,
      durationMs: clock.elapsed() - startedMs,
      status: answer.status,
      error: answer.kind === 'taken' ? undefined : answer.error.message,
    };
    await store.commit(scope, { changes: [{ kind: 'note-push', lineId: line.id, attempts: [attempt], forgetBeforeMs: atMs - KEEP_CALLS_MS }], events: [] });
  }

  return claimed.map(deliver);
}
