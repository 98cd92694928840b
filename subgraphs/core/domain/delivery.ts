import type { JsonValue } from '../../../platform/json/json-value.ts';

/** What became of an event for Core; see the SDL for what each claims. */
export type DeliveryState = 'QUEUED' | 'DELIVERED' | 'UNSUPPORTED' | 'REJECTED' | 'UNCONFIRMED';

/** An event that was handed over for Core. Times in milliseconds since the epoch. */
export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly data: JsonValue;
  readonly state: DeliveryState;
  readonly detail: string | null;
  readonly acceptedAtMs: number;
  readonly settledAtMs: number | null;
}
