import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, RegisterServiceDocument, RecordMetricsDocument, ServiceHealthChangedDocument, ServiceOverviewDocument } from '../../client/index.ts';

const url = process.env['AUTOWEAVE_URL'] ?? 'http://127.0.0.1:3001/graphql';
const id = `quick-start-${process.pid}`;

// A live service to watch: anything that answers HTTP will do.
const target = createServer((_request, response) => void response.end('ok'));
await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
const targetUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;

const client = createClient({ url });
const changes = client.subscribe(ServiceHealthChangedDocument, { serviceId: id });
// The first message says that the subscription stands: nothing that happens from here on is missed.
await changes.next();

await client.mutate(RegisterServiceDocument, { input: { id, name: 'Quick start', url: targetUrl, healthCheck: { intervalMs: 500, timeoutMs: 10_000 } } });
console.log(`registered ${id} at ${targetUrl}`);

for await (const message of changes) {
  if (message.kind !== 'event') continue;
  const { current } = message.data.serviceHealthChanged;
  console.log(`health: ${current}`);
  if (current === 'UNHEALTHY') break;

  await client.mutate(RecordMetricsDocument, { inputs: [{ name: 'latency_ms', value: 12.5, labels: { service: id } }] });
  const { service } = await client.query(ServiceOverviewDocument, { id });
  console.log('one query, five subgraphs:', JSON.stringify(service, undefined, 2));

  target.close();
  target.closeAllConnections();
  console.log('stopped the service');
}
await client.close();
