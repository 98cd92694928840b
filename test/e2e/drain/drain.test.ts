import { afterEach, describe, expect, it } from '@jest/globals';
import { createClient, type AutoweaveClient, type SubscriptionMessage } from '../../../client/index.ts';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { openEventStream, type EventStream } from '../../support/gateway/event-stream-client.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const SUBSCRIPTION = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { type } }';
const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { position } }';
const PATTERN = { pattern: 'drain.*' };
const CLIENTS = 40;

interface Received {
  readonly eventReceived: { readonly type: string };
}

/** What a client of the package saw. */
interface Follower {
  readonly client: AutoweaveClient;
  readonly types: string[];
  readonly states: string[];
  readonly gaps: unknown[];
}

describe('a process that is told to stop', () => {
  const ends: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  function follow(url: string): Follower {
    const client = createClient({ url, maxReconnectDelayMs: 500 });
    const follower: Follower = { client, types: [], states: [], gaps: [] };
    ends.push(() => client.close());
    void (async () => {
      for await (const message of client.subscribe<Received, typeof PATTERN>({ toString: () => SUBSCRIPTION }, PATTERN)) note(follower, message);
    })();
    return follower;
  }

  function note({ types, states, gaps }: Follower, message: SubscriptionMessage<Received>): void {
    if (message.kind === 'event') types.push(message.data.eventReceived.type);
    else states.push(message.state);
    if (message.resumed !== undefined && 'gap' in message.resumed) gaps.push(message.resumed.gap);
  }

  it('W2.12 MUST tell its clients, end with 0, and leave nothing out or doubled at its successor', async () => {
    const folder = createTemporaryFolder();
    ends.push(() => folder.remove());
    const port = await findFreePort();
    const environment = { PORT: String(port), AUTOWEAVE_DATA_DIR: folder.path };
    let running: AutoweaveProcess = await startAutoweave(['start'], environment);
    ends.push(() => running.stop());
    const { url } = running;
    const followers = Array.from({ length: CLIENTS }, () => follow(url));
    let stream: EventStream = await openEventStream(url, { body: { query: SUBSCRIPTION, variables: PATTERN, extensions: { stream: {} } } });
    ends.push(() => stream.close());
    await waitUntil(() => stream.events.length > 0 && followers.every(({ states }) => states.length > 0), { what: 'all to attach' });

    const published: string[] = [];
    const publisher = createClient({ url });
    const publish = async (): Promise<boolean> => {
      const type = `drain.t${published.length + 1}`;
      try {
        await publisher.mutate({ toString: () => PUBLISH }, { input: { id: type, source: 'drain', type, data: null } });
        published.push(type);
        return true;
      } catch {
        return false;
      }
    };
    while (published.length < 20) await publish();
    const stopping = running.stop('SIGTERM');
    // Until the port is closed: the same id is sent again to the successor.
    while (await publish());
    expect(await stopping).toBe(0);
    await waitUntil(() => stream.ended, { what: 'the event stream to end' });
    expect(stream.events.some(({ event }) => event === 'complete')).toBe(false);
    const [last] = stream.events.slice(-1);
    expect(JSON.parse(last?.data ?? '{}')).toMatchObject({ errors: [{ extensions: { code: 'DRAINING' } }] });
    const before = stream.events.filter(({ data }) => data.includes('"drain.t'));
    const lastEventId = last?.id ?? '';

    running = await startAutoweave(['start'], environment);
    stream = await openEventStream(url, { body: { query: SUBSCRIPTION, variables: PATTERN }, headers: { 'last-event-id': lastEventId } });
    const goal = published.length + 20;
    await waitUntil(async () => (await publish()) && published.length >= goal, { what: 'the successor to take events' });
    await waitUntil(() => followers.every(({ types }) => types.length >= published.length), { what: 'all events to arrive' });
    for (const { types, states, gaps } of followers) {
      expect(types).toEqual(published);
      expect(gaps).toEqual([]);
      expect([states[0], states[1], states.at(-1)]).toEqual(['live', 'reconnecting', 'live']);
    }
    await waitUntil(() => before.length + stream.events.length >= published.length);
    expect([...before, ...stream.events].map(({ data }) => (JSON.parse(data) as { data: Received }).data.eventReceived.type)).toEqual(published);
  });
});
