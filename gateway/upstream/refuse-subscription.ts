import type { SubgraphFrame } from '../../platform/subgraph/endpoint.ts';

/** What a subgraph that cannot be followed answers to a subscription. */
export async function* refuseSubscription(name: string): AsyncGenerator<SubgraphFrame> {
  yield {
    data: null,
    errors: [{ message: `the subgraph ${name} has no address for subscriptions`, extensions: { code: 'UNSUPPORTED' } }],
    stream: { kind: 'state', resumable: false },
  };
}
