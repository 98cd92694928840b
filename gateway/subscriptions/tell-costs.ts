import { createPayload, type Payload, type PayloadTaker } from './payload.ts';

/** Adds `extensions.cost` to each payload with data, which is then this client's own; without a report the taker stays as it is. */
export function tellCosts(taker: PayloadTaker, report: ((data: unknown) => object) | undefined): PayloadTaker {
  if (report === undefined) return taker;

  function withCost(payload: Payload): Payload {
    const { result } = payload;
    if ((result.data ?? null) === null) return payload;
    return createPayload({ ...result, extensions: { ...result.extensions, cost: report?.(result.data) } });
  }
  return { take: (payload) => taker.take(withCost(payload)), end: (error) => taker.end(error) };
}
