import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { createCallTrace } from './call-trace.ts';

const endpoint: SubgraphEndpoint = {
  name: 'shop',
  execute: () => Promise.resolve({ data: {} }),
  subscribe: () => {
    throw new Error('this endpoint has no subscriptions');
  },
};
const identity = { workspace: 'default', principal: 'tester', correlationId: 'trace', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

async function countEntities(query: string, variables: Record<string, unknown>): Promise<number | undefined> {
  const trace = createCallTrace(createManualClock());
  await trace.execute(endpoint, { query, variables, identity, signal: new AbortController().signal });
  return trace.calls[0]?.entities;
}

describe('the trace of a call', () => {
  it('counts the entities of a fetch', async () => {
    expect(await countEntities('query($representations:[_Any!]!){_entities(representations:$representations){... on A{x}}}', { representations: [1, 2] })).toBe(
      2,
    );
  });

  it('counts the entities of all batches of a fetch, and a list that two of them share once', async () => {
    const query =
      'query($r0: [_Any!]!, $r1: [_Any!]!) { _e0: _entities(representations: $r0) { id } _e1: _entities(representations: $r1) { id } _e2: _entities(representations: $r1) { id } }';
    expect(await countEntities(query, { r0: [1], r1: [1, 2, 3], other: [1] })).toBe(4);
  });

  it('counts none of a fetch of root fields', async () => {
    expect(await countEntities('query($ids:[ID!]!){things(ids:$ids){id}}', { ids: [1, 2] })).toBeUndefined();
  });
});
