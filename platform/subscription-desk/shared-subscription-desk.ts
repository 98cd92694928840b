import { CodedError } from '../errors/coded-error.ts';
import type { PeerCalls } from '../peer-calls/peer-calls.ts';
import type { Scope } from '../request/scope.ts';
import type { OpenSubscription, SubscriptionDesk } from './subscription-desk.ts';
import { readCopyId } from './subscription-id.ts';

/** Asked of every copy of the gateway. */
const ALL = 'subscriptions';

type DeskCall =
  | { readonly ask: 'list'; readonly scope: Scope }
  | { readonly ask: 'end'; readonly scope: Scope; readonly id: string; readonly reason: string }
  | { readonly ask: 'drain'; readonly scope: Scope; readonly overMs: number };

/** Has the desk of this process's gateway, the copy `copyId`, answer for its subscriptions wherever they are asked for. */
export async function shareSubscriptionDesk(calls: PeerCalls, desk: SubscriptionDesk, copyId: string): Promise<void> {
  async function answer(call: unknown): Promise<unknown> {
    const asked = call as DeskCall;
    switch (asked.ask) {
      case 'list':
        return desk.list(asked.scope);
      case 'end':
        return (await desk.end(asked.scope, asked)) ?? null;
      case 'drain':
        return desk.drain(asked.scope, asked);
    }
  }
  await Promise.all([calls.answer(ALL, answer), calls.answer(toTopic(copyId), answer)]);
}

/**
 * The subscriptions of all copies of the gateway as one desk. `end` asks the copy that has it, the others all. Rejects with
 * STORE_UNAVAILABLE when a copy cannot be asked, or none is there: what runs there would be missing without a word.
 */
export function createSharedSubscriptionDesk(calls: PeerCalls): SubscriptionDesk {
  async function askAll(call: DeskCall): Promise<readonly unknown[]> {
    const answers = await calls.ask(ALL, call);
    if (answers.length === 0) throw new CodedError('STORE_UNAVAILABLE', 'no gateway of this backend can be asked for its subscriptions');
    return answers;
  }

  return {
    async list({ workspace, principal }) {
      const lists = (await askAll({ ask: 'list', scope: { workspace, principal } })) as readonly (readonly OpenSubscription[])[];
      return lists.flatMap((list) => list.map(readSubscription)).toSorted((a, b) => a.startedAt - b.startedAt);
    },
    async end({ workspace, principal }, { id, reason }) {
      const copyId = readCopyId(id);
      if (copyId === undefined) return undefined;
      const [ended] = await calls.ask(toTopic(copyId), { ask: 'end', scope: { workspace, principal }, id, reason } satisfies DeskCall);
      return ended === undefined || ended === null ? undefined : readSubscription(ended as OpenSubscription);
    },
    async drain({ workspace, principal }, { overMs }) {
      const counts = (await askAll({ ask: 'drain', scope: { workspace, principal }, overMs })) as readonly number[];
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

function toTopic(copyId: string): string {
  return `${ALL}:${copyId}`;
}

/** JSON leaves out what is undefined. */
function readSubscription(json: OpenSubscription): OpenSubscription {
  return { ...json, operationName: json.operationName };
}
