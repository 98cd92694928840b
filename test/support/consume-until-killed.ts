/**
 * Run as a process of its own: starts the events subgraph on the folder given as its first argument, claims messages of the
 * queue `q` and acknowledges every second one, and writes the id of each whose acknowledgement was answered. Then it is killed.
 */
import { writeSync } from 'node:fs';
import { eventsSubgraph } from '../../subgraphs/events/server.ts';
import { ask } from './call-subgraph.ts';
import { startTestHost } from './subgraph-host.ts';

const [, , path] = process.argv;
if (path === undefined) throw new Error('expected a folder');
const { host } = await startTestHost({ path, remove: () => undefined }, { name: 'events' });
const endpoint = await eventsSubgraph.start(host);
for (;;) {
  const { claimMessages } = await ask<{ claimMessages: { deliveries: readonly { id: string; receipt: string }[] } }>(
    endpoint,
    'mutation { claimMessages(queue: "q", max: 4) { deliveries { id receipt } } }',
  );
  for (const [index, { id, receipt }] of claimMessages.deliveries.entries()) {
    if (index % 2 === 1) continue;
    await ask(endpoint, 'mutation ($receipt: ID!) { acknowledgeDeliveries(receipts: [$receipt]) { outcomes } }', { variables: { receipt } });
    writeSync(1, `${id}\n`);
  }
}
