/**
 * Run as a process of its own: starts the events subgraph on the folder given as its first argument, saves the projection `sums`,
 * and goes on publishing events that it applies and building it anew. Says so after each round. Then it is killed.
 */
import { eventsSubgraph } from '../../subgraphs/events/server.ts';
import { ask } from './call-subgraph.ts';
import { startTestHost } from './subgraph-host.ts';

const [, , path, redisUrl] = process.argv;
if (path === undefined) throw new Error('expected a folder');
const environment = redisUrl === undefined ? {} : { REDIS_URL: redisUrl };
const { host } = await startTestHost({ path, remove: () => undefined }, { name: 'events', environment });
const endpoint = await eventsSubgraph.start(host);
const input = { id: 'sums', pattern: 'sum.*', key: 'data.key', fold: '{ "n": $sum([$state.n, 1]), "last": sequence }', commandId: 'sums' };
await ask(endpoint, 'mutation ($input: SaveProjectionInput!) { saveProjection(input: $input) { receipt { commandId } } }', { variables: { input } });
for (let round = 0; ; round += 1) {
  const inputs = Array.from({ length: 60 }, (_none, index) => ({ type: 'sum.added', data: { key: `k${index % 7}` } }));
  await ask(endpoint, 'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position } }', { variables: { inputs } });
  if (round % 2 === 1) await ask(endpoint, 'mutation { rebuildProjection(id: "sums") { receipt { commandId } } }');
  process.stdout.write('round\n');
}
