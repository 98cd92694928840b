import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { KeptAnswers } from '../../../platform/kept-answers/kept-answers.ts';
import type { SubscriptionDesk } from '../../../platform/subscription-desk/subscription-desk.ts';

/** The desk of a process without a gateway: it refuses, for an empty list would say that nobody is subscribed. */
export const NO_DESK: SubscriptionDesk = { list: refuse, end: refuse, drain: refuse };

/** What a process without a gateway keeps of answers: it refuses, for somebody else may keep them. */
export const NO_KEPT_ANSWERS: KeptAnswers = { invalidate: refuse };

function refuse(): Promise<never> {
  return Promise.reject(new CodedError('UNSUPPORTED', 'no gateway runs in this process: ask where `autoweave start` runs, or read /metrics of the gateway'));
}
