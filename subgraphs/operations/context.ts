import type { KeptAnswers } from '../../platform/kept-answers/kept-answers.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { SubscriptionDesk } from '../../platform/subscription-desk/subscription-desk.ts';

/** What the resolvers of this subgraph may reach. */
export interface OperationsContext extends SubgraphContext {
  readonly desk: SubscriptionDesk;
  readonly keptAnswers: KeptAnswers;
}
