import type { AdmittedOperation } from './admission/stage.ts';
import { createPayload, type PayloadTaker } from './subscriptions/payload.ts';

/** A taker whose first payload tells the plan of the subscription as `extensions.explain`: what is asked for each event, and of whom. */
export async function explainSubscription(taker: PayloadTaker, admitted: AdmittedOperation): Promise<PayloadTaker> {
  const { request, document, definition, variables, identity, generation } = admitted;
  const { signal } = new AbortController();
  const operation = { source: request.query, document, definition, operationName: definition.name?.value, variables, identity, signal };
  const explained = await generation.engine.explain?.(operation);
  const explain = { planner: explained?.planner ?? null, plan: explained?.node ?? null };
  let isTold = false;
  return {
    take(payload) {
      if (isTold) return taker.take(payload);
      isTold = true;
      return taker.take(createPayload({ ...payload.result, extensions: { ...payload.result.extensions, explain } }));
    },
    end: (error) => taker.end(error),
  };
}
