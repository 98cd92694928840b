import { badInput } from '../../../platform/errors/coded-error.ts';
import type { RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { EvaluationResult, Evaluator } from './evaluator.ts';
import { hopsOf } from './event-copy.ts';
import { OWN_SOURCE } from './own-event.ts';
import type { RoutingTerms } from './routing.ts';

const MAX_HOPS = 8;

/** Whether rules take the event at all: not what tells of rules and replays themselves, nor what has gone from rule to rule too often. */
export function isRoutable(event: RecordedEvent): boolean {
  return event.source !== OWN_SOURCE && hopsOf(event) < MAX_HOPS;
}

/** Whether each event meets the condition, in their order. */
export async function judgeEvents(
  { condition }: Pick<RoutingTerms, 'condition'>,
  events: readonly RecordedEvent[],
  evaluator: Evaluator,
): Promise<readonly EvaluationResult[]> {
  if (condition === undefined) return events.map(() => ({ kind: 'yes' }));
  return evaluator.run(events.map((event) => ({ kind: 'match', expression: condition, data: toSubject(event) })));
}

/** Throws BAD_USER_INPUT naming `field` when the condition cannot be used. */
export async function assertCondition(condition: string | undefined, options: { evaluator: Evaluator; field: string }): Promise<void> {
  if (condition === undefined) return;
  const [result] = await options.evaluator.run([{ kind: 'compile-expression', expression: condition }]);
  if (result?.kind === 'failed') throw badInput(options.field, `a JSONata expression (${result.reason})`, condition);
}

/** What an expression sees of an event. */
export function toSubject(event: RecordedEvent): JsonObject {
  const { id, source, type, subject, time, data, principal, sequence, correlationId, causationId, recordedAt } = event;
  return {
    id,
    source,
    type,
    subject: subject ?? null,
    time: time ?? null,
    data: data ?? null,
    principal,
    sequence,
    correlationId: correlationId ?? null,
    causationId: causationId ?? null,
    recordedAt: new Date(recordedAt).toISOString(),
  };
}
