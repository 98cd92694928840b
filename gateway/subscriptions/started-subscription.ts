import type { OperationDefinitionNode } from 'graphql';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { AdmittedOperation } from '../admission/stage.ts';
import type { Payload } from './payload.ts';
import type { ListedSubscription } from './running-subscriptions.ts';
import { NOWHERE, type BegunSubscription, type SubscriptionStanding } from './subscription-standing.ts';

/** What is kept of a subscription for those who look after the gateway: what its document's cache holds anyway, and a few numbers. */
export class StartedSubscription implements ListedSubscription {
  readonly identity: RequestIdentity;
  readonly wire: string;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  frames = 0;
  dropped = 0;
  #begun: BegunSubscription | undefined;
  readonly #owner: { endWith(error: Error): void };

  /** `startedAt` in milliseconds since the epoch. */
  constructor(owner: { endWith(error: Error): void }, start: { admitted: AdmittedOperation; startedAt: number }) {
    const { identity, wire, definition, variables } = start.admitted;
    this.#owner = owner;
    this.identity = identity;
    this.wire = wire;
    this.definition = definition;
    this.variables = variables;
    this.startedAt = start.startedAt;
  }

  get standing(): SubscriptionStanding {
    return this.#begun?.standing ?? NOWHERE;
  }

  /** It reads from now on. */
  begin(begun: BegunSubscription): void {
    this.#begun = begun;
  }

  /** Counts a frame and what it tells of others that were let go. */
  count({ result }: Payload): void {
    this.frames += 1;
    const stream = result.extensions?.['stream'] as { readonly dropped?: number } | undefined;
    this.dropped += stream?.dropped ?? 0;
  }

  endWith(error: Error): void {
    this.#owner.endWith(error);
  }
}
