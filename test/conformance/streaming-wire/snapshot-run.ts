import { openTestSocket, type TestSocket } from '../../support/gateway/test-socket.ts';
import { waitUntil } from '../../support/wait-until.ts';
import type { Random } from '../differential/random.ts';
import type { WireBackend } from './wire-backend.ts';

/** A change of one entity, with its place in the log and the entity's version. */
export interface Change {
  readonly subject: string;
  readonly revision: number;
  readonly sequence: number;
}

/** What a client saw from its snapshot on, and what the server did. */
export interface SnapshotRecord {
  readonly snapshot: readonly Change[];
  /** The events after it, in the order in which they came, over all connections. */
  readonly changes: readonly Change[];
  readonly written: readonly Change[];
  readonly gaps: number;
  /** Whether frames may have been let go, so that only the end is the server's state. */
  readonly isCoalesced: boolean;
}

const DOCUMENT = `subscription Changes($pattern: String!) { eventReceived(pattern: $pattern) { subject revision sequence } }
query Now($pattern: String!) { events(first: 500, filter: { pattern: $pattern }) { nodes { subject revision sequence } } }`;

interface Payload {
  readonly data: { readonly eventReceived?: Change; readonly events?: { readonly nodes: readonly Change[] } } | null;
  readonly extensions?: { readonly stream?: { readonly cursor?: string; readonly kind?: string; readonly resumed?: object } };
}

/**
 * One client that takes a snapshot and follows, while entities are written to at random moments: before, while and after it attaches, with
 * losses of its connection and reloads of the supergraph between. Ends once the client has the last write.
 */
export async function runSnapshot(backend: WireBackend, name: string, random: Random): Promise<SnapshotRecord> {
  const subjects = Array.from({ length: 1 + random.below(4) }, (_, index) => `${name}/${index}`);
  const variables = { pattern: `${name}.*` };
  const written: Change[] = [];
  const writing: Promise<void>[] = [];
  const payloads: Payload[] = [];
  const refusals: string[] = [];
  let client: TestSocket;
  const isCoalesced = random.chance(0.2);

  function write(): void {
    const subject = random.pick(subjects);
    writing.push(backend.publish(`${name}.set`, null, subject).then((place) => void written.push({ subject, ...place })));
  }

  async function connect(stream: Record<string, unknown>): Promise<void> {
    client = await openTestSocket(backend.gateway.webSocketUrl);
    client.socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data)) as { type: string; payload: Payload };
      if (type === 'error') refusals.push(JSON.stringify(payload));
      if (type === 'next') payloads.push(payload);
    });
    await client.init();
    const shape = isCoalesced ? { coalesceBy: 'eventReceived.subject', batchMs: 1 + random.below(20) } : {};
    client.subscribe('1', { query: DOCUMENT, operationName: 'Changes', variables, extensions: { stream: { ...stream, ...shape } } });
  }

  function assertNotRefused(): void {
    if (refusals.length > 0) throw new Error(`${name} was refused: ${refusals.join('; ')}`);
  }

  const snapshotOf = () => payloads.find(({ data }) => data?.events !== undefined)?.data?.events?.nodes;
  const changesOf = () => payloads.flatMap(({ data }) => (data?.eventReceived === undefined ? [] : [data.eventReceived]));
  const cursorOf = () => payloads.findLast(({ extensions }) => extensions?.stream?.cursor !== undefined)?.extensions?.stream?.cursor;

  for (let left = random.below(6); left > 0; left -= 1) write();
  if (random.chance(0.5)) await Promise.all(writing);
  const connecting = connect({ snapshot: 'Now' });
  for (let left = random.below(6); left > 0; left -= 1) {
    write();
    if (random.chance(0.5)) await writing.at(-1);
  }
  await connecting;
  for (let left = random.below(10); left > 0; left -= 1) {
    if (random.chance(0.75)) write();
    else if (random.chance(0.2)) backend.reload();
    else if (snapshotOf() !== undefined && random.chance(0.7)) {
      client!.socket.terminate();
      const cursor = cursorOf();
      await waitUntil(() => client.closed);
      await connect({ resumeFrom: cursor });
    }
    if (random.chance(0.4)) await writing.at(-1);
  }
  await waitUntil(() => snapshotOf() ?? refusals.length > 0, { what: `the snapshot of ${name}` });
  assertNotRefused();
  write();
  await Promise.all(writing);
  const last = Math.max(...written.map(({ sequence }) => sequence));
  const hasLast = () => [...(snapshotOf() ?? []), ...changesOf()].some(({ sequence }) => sequence === last);
  await waitUntil(() => hasLast() || refusals.length > 0, { what: `the last write of ${name}` });
  assertNotRefused();
  client!.socket.terminate();
  const gaps = payloads.filter(({ extensions }) => 'gap' in (extensions?.stream?.resumed ?? {})).length;
  return { snapshot: snapshotOf() ?? [], changes: changesOf(), written: written.toSorted((a, b) => a.sequence - b.sequence), gaps, isCoalesced };
}
