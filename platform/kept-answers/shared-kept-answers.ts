import { CodedError } from '../errors/coded-error.ts';
import type { PeerCalls } from '../peer-calls/peer-calls.ts';
import type { Scope } from '../request/scope.ts';
import type { InvalidationOrder, KeptAnswers } from './kept-answers.ts';

const TOPIC = 'kept-answers';

interface KeptAnswersCall {
  readonly scope: Scope;
  readonly order: InvalidationOrder;
}

/** Has the gateway of this process forget what is invalidated anywhere. */
export function shareKeptAnswers(calls: PeerCalls, kept: KeptAnswers): Promise<void> {
  return calls.answer(TOPIC, (call) => {
    const { scope, order } = call as KeptAnswersCall;
    return kept.invalidate(scope, order);
  });
}

/** What all gateways keep, as one. Rejects with STORE_UNAVAILABLE when one cannot be asked, or none is there. */
export function createSharedKeptAnswers(calls: PeerCalls): KeptAnswers {
  return {
    async invalidate({ workspace, principal }, order) {
      const counts = (await calls.ask(TOPIC, { scope: { workspace, principal }, order } satisfies KeptAnswersCall)) as readonly number[];
      if (counts.length === 0) throw new CodedError('STORE_UNAVAILABLE', 'no gateway of this backend can be asked to forget');
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
