import type { RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Delivery } from '../domain/deliveries/delivery.ts';
import type { Loaders } from '../loaders.ts';

/** The event that a delivery came from; null when it came by hand or the log no longer keeps it. */
export async function readDeliveredEvent({ event }: Delivery, loaders: Loaders): Promise<RecordedEvent | null> {
  return event === undefined ? null : ((await loaders.event.load(event)) ?? null);
}

/** A message's own data, else the event's. */
export async function readDeliveredData(delivery: Delivery, loaders: Loaders): Promise<JsonValue> {
  return delivery.data === undefined ? ((await readDeliveredEvent(delivery, loaders))?.data ?? null) : delivery.data;
}
