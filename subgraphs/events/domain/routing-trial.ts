import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventLog, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Evaluator } from './evaluator.ts';
import { isRoutable, judgeEvents } from './routing-condition.ts';
import type { RoutingTerms } from './routing.ts';

/** What a rule would have done with what is in the log. */
export interface RoutingTrial {
  /** How many of the newest events were looked at. */
  readonly examined: number;
  readonly matched: number;
  /** At how many the condition broke or took too long. */
  readonly failed: number;
  readonly firstFault: string | null;
  /** The newest that matched, newest first. */
  readonly samples: readonly RecordedEvent[];
}

const MAX_EXAMINED = 1_000;
const MAX_SAMPLES = 5;
const PAGE = 250;

/** Tries a rule on the newest `last` events, 1 to 1000, changing nothing. */
export async function tryRoutingTerms(
  scope: Scope,
  terms: RoutingTerms,
  { log, evaluator, last }: { log: EventLog; evaluator: Evaluator; last: number },
): Promise<RoutingTrial> {
  if (last < 1 || last > MAX_EXAMINED) throw badInput('last', `1 to ${MAX_EXAMINED}`, last);
  const events = await readNewest(scope, log, last);
  const pattern = readEventPattern(terms.pattern);
  const candidates = events.filter((event) => pattern.matches(event.type) && isRoutable(event));
  const results = await judgeEvents(terms, candidates, evaluator);
  const matched = candidates.filter((_event, index) => results[index]?.kind === 'yes');
  const faults = results.flatMap((result) => (result.kind === 'failed' ? [result.reason] : []));
  return { examined: events.length, matched: matched.length, failed: faults.length, firstFault: faults[0] ?? null, samples: matched.slice(0, MAX_SAMPLES) };
}

async function readNewest(scope: Scope, log: EventLog, count: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const before = events.at(-1)?.position;
    const limit = Math.min(PAGE, count - events.length);
    const page = await log.read(scope, { limit, direction: 'backward', ...(before === undefined ? {} : { before }) });
    events.push(...page.events);
    if (!page.hasMore || events.length >= count) return events;
  }
}
