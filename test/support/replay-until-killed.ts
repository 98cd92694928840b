/**
 * Run as a process of its own: starts the events subgraph on the folder given as its first argument and begins the
 * replay `r` of `order.*` to the webhook given as its second, unless it has begun. Then it is killed.
 */
import { eventsSubgraph } from '../../subgraphs/events/server.ts';
import { ask } from './call-subgraph.ts';
import { startTestHost } from './subgraph-host.ts';

const [, , path, url] = process.argv;
if (path === undefined || url === undefined) throw new Error('expected a folder and the URL of a webhook');
const { host } = await startTestHost({ path, remove: () => undefined }, { name: 'events' });
const endpoint = await eventsSubgraph.start(host);
await ask(endpoint, 'mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { replay { id } } }', {
  variables: { input: { commandId: 'r', pattern: 'order.*', target: { webhook: { url } } } },
});
setInterval(() => undefined, 60_000);
