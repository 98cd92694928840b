import type { OperationDefinitionNode } from 'graphql';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { AdmittedOperation } from '../admission/stage.ts';
import type { ListedSubscription } from './running-subscriptions.ts';
import { NOWHERE, type BegunSubscription, type SubscriptionStanding } from './subscription-standing.ts';

/** Whose subscription it is: the frames are counted where they pass, so that no more is touched for each. */
interface SubscriptionOwner {
  readonly frames: number;
  readonly dropped: number;
  endWith(error: Error): void;
}

/** What is kept of a subscription for those who look after the gateway: what its document's cache holds anyway, and a few numbers. */
export class StartedSubscription implements ListedSubscription {
  readonly identity: RequestIdentity;
  readonly wire: string;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  #begun: BegunSubscription | undefined;
  readonly #owner: SubscriptionOwner;

  /** `startedAt` in milliseconds since the epoch. */
  constructor(owner: SubscriptionOwner, start: { admitted: AdmittedOperation; startedAt: number }) {
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

  get frames(): number {
    return this.#owner.frames;
  }

  get dropped(): number {
    return this.#owner.dropped;
  }

  endWith(error: Error): void {
    this.#owner.endWith(error);
  }
}
