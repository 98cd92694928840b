import { createClient, RegisterServiceDocument } from '../../client/index.ts';
import { median } from '../measure/report.ts';
import { measureFanOut } from './fan-out.ts';
import { ours, type EntrySetup } from './field.ts';
import { openLogPublisher, SERVICE_ID } from './publisher.ts';

const PLAIN = 'subscription { serviceHealthChanged { serviceId previous current changedAt probe { n: latencyMs error } } }';
/** The service from its own subgraph, its pipelines from another. */
const FEDERATED =
  'subscription { serviceHealthChanged { serviceId previous current changedAt probe { n: latencyMs error } service { name pipelines { id } } } }';

/** Processor time of ours for an event, milliseconds: of a stream from one subgraph, and of one with an entity of another. */
export async function measureFederated(options: {
  readonly setup: EntrySetup;
  readonly core: number | undefined;
  readonly clients: number;
  readonly events: number;
  readonly rounds: number;
  readonly profileDir: string | undefined;
}): Promise<{ readonly plain: number; readonly federated: number; readonly wrong: readonly string[] }> {
  const { setup, core, profileDir, clients, events, rounds } = options;
  const contestant = await ours.start({ ...setup, environment: { AUTOWEAVE_SUBGRAPHS: '' } }, { core, profileDir });
  const cpuMs = new Map<string, number[]>([
    [PLAIN, []],
    [FEDERATED, []],
  ]);
  const wrong: string[] = [];
  try {
    const client = createClient({ url: contestant.url });
    await client.mutate(RegisterServiceDocument, { input: { id: SERVICE_ID, name: 'Payments' } });
    await client.close();
    for (let round = 0; round < rounds; round += 1) {
      for (const [query, laps] of cpuMs) {
        const publisher = await openLogPublisher(setup.redisUrl, 'health');
        const subscription = () => ({ url: new URL(contestant.url), query, variables: {}, resumes: false });
        const lap = await measureFanOut({ contestant, publisher, clients, rooms: 1, events, subscription }).finally(() => publisher.close());
        laps.push(lap.cpuMs);
        wrong.push(...lap.wrong);
      }
    }
  } finally {
    await contestant.stop();
  }
  return { plain: median(cpuMs.get(PLAIN) ?? []), federated: median(cpuMs.get(FEDERATED) ?? []), wrong };
}
