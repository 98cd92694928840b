import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { DeadReason, Delivery, Line, LineKind, LineSettings, LogGap, NewDelivery, Webhook } from '../domain/deliveries/delivery.ts';
import type { PushAttempt, QueueBinding } from '../domain/deliveries/delivery-store.ts';
import type { DeliveryRow, LineRow, PushAttemptRow, QueueBindingRow } from './delivery-tables.ts';

/** A line of its row. */
export function toLine(row: LineRow): Line {
  return {
    id: row.id,
    kind: row.kind as LineKind,
    name: row.name,
    settings: JSON.parse(row.settings) as LineSettings,
    paused: row.paused === 1,
    version: row.version,
    depth: row.depth,
    position: row.position,
    push: row.push === null ? undefined : (JSON.parse(row.push) as Webhook),
    createdAtMs: row.created_at,
    totals: { enqueued: row.enqueued, acknowledged: row.acknowledged, redelivered: row.redelivered },
    audit: { from: row.audit_from, sinceMs: Number(row.audit_since) },
    isRequired: row.required === 1,
    activeAtMs: Number(row.active_at),
    lastGap: row.gap === null ? undefined : (JSON.parse(row.gap) as LogGap),
    missed: Number(row.missed),
  };
}

/** The row of a line. */
export function toLineRow(line: Line): LineRow {
  return {
    id: line.id,
    kind: line.kind,
    name: line.name,
    settings: JSON.stringify(line.settings),
    paused: line.paused ? 1 : 0,
    version: line.version,
    depth: line.depth,
    next_order: 1,
    position: line.position,
    bound: 0,
    push: line.push === undefined ? null : JSON.stringify(line.push),
    created_at: line.createdAtMs,
    enqueued: line.totals.enqueued,
    acknowledged: line.totals.acknowledged,
    redelivered: line.totals.redelivered,
    audit_from: line.audit.from,
    audit_since: line.audit.sinceMs,
    required: line.isRequired ? 1 : 0,
    active_at: line.activeAtMs,
    gap: line.lastGap === undefined ? null : JSON.stringify(line.lastGap),
    missed: line.missed,
  };
}

/** A delivery of its row. */
export function toDelivery(row: DeliveryRow): Delivery {
  const { event_source: source, event_id: eventId, event_position: position } = row;
  const error = row.error_message === null ? undefined : { code: row.error_code ?? undefined, message: row.error_message };
  return {
    lineId: row.line_id,
    id: row.id,
    place: row.place,
    priority: row.priority,
    key: row.order_key ?? undefined,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    claim: row.claim ?? undefined,
    consumer: row.consumer ?? undefined,
    outOfOrder: row.out_of_order === 1,
    blocksKey: row.state === 'dead' && row.is_open === 1,
    event: source === null || eventId === null ? undefined : { source, id: eventId, position },
    type: row.type,
    subject: row.subject ?? undefined,
    data: row.data === null ? undefined : (JSON.parse(row.data) as JsonValue),
    correlationId: row.correlation_id ?? undefined,
    dueAtMs: row.due_at,
    expiresAtMs: row.expires_at ?? undefined,
    createdAtMs: row.created_at,
    lastError: error,
    dead:
      row.died_at === null
        ? undefined
        : { reason: row.reason as DeadReason, error: error ?? { code: undefined, message: '' }, fingerprint: row.fingerprint ?? '', diedAtMs: row.died_at },
  };
}

/** Without its place, which the statement takes from the line. A delivery without a key is its own head. */
export function toDeliveryRow(lineId: string, delivery: NewDelivery): Omit<DeliveryRow, 'place'> {
  return {
    line_id: lineId,
    id: delivery.id,
    priority: delivery.priority,
    order_key: delivery.key ?? null,
    state: 'ready',
    is_open: 1,
    is_head: delivery.key === undefined ? 1 : 0,
    due_at: delivery.dueAtMs,
    expires_at: delivery.expiresAtMs ?? null,
    attempts: 0,
    claim: null,
    consumer: null,
    out_of_order: 0,
    event_source: delivery.event?.source ?? null,
    event_id: delivery.event?.id ?? null,
    event_position: delivery.event?.position ?? null,
    type: delivery.type,
    subject: delivery.subject ?? null,
    data: delivery.data === undefined ? null : JSON.stringify(delivery.data),
    correlation_id: delivery.correlationId ?? null,
    created_at: delivery.createdAtMs,
    error_code: null,
    error_message: null,
    fingerprint: null,
    reason: null,
    died_at: null,
  };
}

/** A binding of its row. */
export function toQueueBinding(row: QueueBindingRow): QueueBinding {
  return { lineId: row.line_id, pattern: row.pattern, priority: row.priority, fromPosition: row.from_position };
}

/** An attempt at a webhook, of its row. */
export function toPushAttempt(row: PushAttemptRow): PushAttempt {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    attempt: row.attempt,
    atMs: row.at,
    durationMs: row.duration_ms,
    status: row.status ?? undefined,
    error: row.error ?? undefined,
  };
}

/** The row of an attempt at a line's webhook. */
export function toPushAttemptRow(lineId: string, attempt: PushAttempt): PushAttemptRow {
  return {
    line_id: lineId,
    id: attempt.id,
    delivery_id: attempt.deliveryId,
    attempt: attempt.attempt,
    at: attempt.atMs,
    duration_ms: Math.round(attempt.durationMs),
    status: attempt.status ?? null,
    error: attempt.error ?? null,
  };
}
