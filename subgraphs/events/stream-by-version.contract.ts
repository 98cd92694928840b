import { expect, it } from '@jest/globals';
import { ask, createIdentity } from '../../test/support/call-subgraph.ts';
import type { RunningEvents } from '../../test/support/start-events.ts';

const STREAM =
  'query ($filter: EventFilter, $after: String) { events(filter: $filter, first: 2, after: $after) { nodes { type revision sequence } pageInfo { hasNextPage endCursor } } }';

interface Page {
  readonly events: {
    readonly nodes: readonly { readonly type: string; readonly revision: number | null; readonly sequence: number }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** What the stream of one subject is, wherever the log is. */
export function streamPromises(running: () => RunningEvents): void {
  it('E04 reads the stream of a subject by version, over a restart, and appends to it at the version that was read', async () => {
    const events = running();
    const identity = createIdentity({ workspace: 'streams' });
    const publish = (type: string, more: Record<string, unknown> = {}) => events.publish({ type, subject: 'order/7', ...more }, identity);
    async function readStream() {
      const nodes: Page['events']['nodes'][number][] = [];
      for (let after: string | null = null; ;) {
        const page: Page = await ask<Page>(events.endpoint, STREAM, { variables: { filter: { subject: 'order/7' }, after }, identity });
        nodes.push(...page.events.nodes);
        if (!page.events.pageInfo.hasNextPage) return nodes;
        after = page.events.pageInfo.endCursor;
      }
    }
    await publish('order.created', { expectedRevision: 0 });
    await events.publish({ type: 'other.made', subject: 'other/1' }, identity);
    await publish('order.paid', { expectedRevision: 1 });
    await events.restart();
    await expect(publish('order.cancelled', { expectedRevision: 1 })).rejects.toThrow('order/7 is at revision 2, not at 1');
    await publish('order.sent', { expectedRevision: 2 });
    const stream = await readStream();
    expect(stream.map(({ type, revision }) => `${revision} ${type}`)).toEqual(['1 order.created', '2 order.paid', '3 order.sent']);
    expect(stream.map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
  });
}
