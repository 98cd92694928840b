import { print, type OperationDefinitionNode } from 'graphql';
import type { Clock } from '../../platform/clock/clock.ts';
import type { JsonObject } from '../../platform/json/json-value.ts';
import type { RequestIdentity, Scope } from '../../platform/request/scope.ts';
import type { OpenSubscription, SubscriptionDesk } from '../../platform/subscription-desk/subscription-desk.ts';
import { toSubscriptionId } from '../../platform/subscription-desk/subscription-id.ts';
import { refused } from '../errors.ts';
import type { SubscriptionStanding } from './subscription-standing.ts';

/** What a running subscription answers when somebody looks. It is asked then and not before: most are never looked at. */
export interface ListedSubscription {
  readonly identity: RequestIdentity;
  readonly wire: string;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  readonly frames: number;
  readonly dropped: number;
  readonly standing: SubscriptionStanding;
  /** Ends it for a reason that its client is told. */
  endWith(error: Error): void;
}

/** The subscriptions of this process: they come and go by `add` and `delete`. */
export interface RunningSubscriptions extends SubscriptionDesk {
  add(subscription: ListedSubscription): void;
  delete(subscription: ListedSubscription): void;
  all(): Iterable<ListedSubscription>;
}

/** `instanceId` tells this process from its copies. */
export function createRunningSubscriptions(parts: { clock: Clock; random: () => number; instanceId: string }): RunningSubscriptions {
  const { clock, random, instanceId } = parts;
  // In the order in which they came.
  const running = new Map<ListedSubscription, number>();
  let count = 0;

  function* inWorkspace({ workspace }: Scope): Generator<[ListedSubscription, string]> {
    for (const [subscription, number] of running) {
      if (subscription.identity.workspace === workspace) yield [subscription, toSubscriptionId(instanceId, number)];
    }
  }

  return {
    add(subscription) {
      count += 1;
      running.set(subscription, count);
    },
    delete(subscription) {
      running.delete(subscription);
    },
    all: () => running.keys(),
    list: (scope) => Promise.resolve([...inWorkspace(scope)].map(([subscription, id]) => describe(subscription, id))),
    end(scope, { id, reason }) {
      for (const [subscription, candidate] of inWorkspace(scope)) {
        if (candidate !== id) continue;
        const asItWas = describe(subscription, id);
        subscription.endWith(refused('ENDED_BY_OPERATOR', reason));
        return Promise.resolve(asItWas);
      }
      return Promise.resolve(undefined);
    },
    drain(scope, { overMs }) {
      const leaving = [...inWorkspace(scope)].map(([subscription]) => subscription);
      for (const subscription of leaving) {
        clock.after(random() * overMs, () => {
          if (running.has(subscription))
            subscription.endWith(refused('DRAINING', 'an operator moves the subscriptions of this process: connect again to go on'));
        });
      }
      return Promise.resolve(leaving.length);
    },
  };
}

function describe(subscription: ListedSubscription, id: string): OpenSubscription {
  const { identity, wire, definition, variables, startedAt, frames, dropped, standing } = subscription;
  return {
    id,
    workspace: identity.workspace,
    principal: identity.principal,
    correlationId: identity.correlationId,
    wire,
    operationName: definition.name?.value,
    fields: definition.selectionSet.selections.flatMap((selection) => ('name' in selection ? [selection.name.value] : [])),
    document: print(definition),
    variables: variables as JsonObject,
    startedAt,
    frames,
    dropped,
    ...standing,
  };
}
