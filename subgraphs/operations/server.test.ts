import { afterEach, describe, expect, it } from '@jest/globals';
import { call } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost } from '../../test/support/subgraph-host.ts';
import { operationsSubgraph } from './server.ts';

describe('the operations subgraph in a process without a gateway', () => {
  const ends: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it.each([
    '{ runningSubscriptions { totalCount } }',
    '{ subscriptionTotals { running } }',
    'mutation { drainSubscriptions { moving } }',
    'mutation { invalidateCache(input: { all: true }) { gateways } }',
  ])('says of %s that it cannot know, and does not say that there are none', async (query) => {
    const folder = createDataFolder();
    ends.push(() => folder.remove());
    const running = await startTestHost(folder, { name: 'operations' });
    ends.push(() => running.close());
    const { data, errors } = await call(await operationsSubgraph.start(running.host), query);
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNSUPPORTED' });
  });
});
