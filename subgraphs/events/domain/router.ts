import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventDraft, EventLog, Position, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition } from '../../../platform/event-log/position.ts';
import { toFailure, type Evaluator } from './evaluator.ts';
import { readReplayed, toRoutedEvent } from './event-copy.ts';
import type { Hold } from '../../../platform/lease/held-work.ts';
import { toOwnEvent } from './own-event.ts';
import { toMessage } from './queues/feed-queue.ts';
import { isRoutable, judgeEvents } from './routing-condition.ts';
import type { RoutingStep, RoutingStore } from './routing-store.ts';
import { PIPELINE_INPUT, type RoutingFault, type RoutingRule, type RoutingTarget } from './routing.ts';
import type { Conformance } from './schemas-conformance.ts';
import type { WebhookSigner } from './webhook-signing.ts';
import { callWebhook, toWebhookCall, type Endpoints } from './webhook-call.ts';

/** What routing reads from and sends to. */
export interface RouterPorts {
  readonly store: RoutingStore;
  readonly log: EventLog;
  readonly evaluator: Evaluator;
  readonly conformance: Conformance;
  readonly endpoints: Endpoints;
  readonly signer: WebhookSigner;
  readonly clock: Clock;
}

const PAGE = 100;
const LOOK_EVERY_MS = 1_000;
const REST_AFTER_CONFLICT_MS = 100;
/** How often a place is kept that was reached without doing anything. */
const KEEP_PLACE_EVERY_MS = 5_000;

/** Works on one rule as long as it is held and enabled: each event of its pattern once, in the order of the log. */
export async function workOnRule(id: string, hold: Hold, ports: RouterPorts): Promise<void> {
  const { store, log, clock } = ports;
  const { scope, signal } = hold;
  watchArrivals(log, hold);
  let place: { readonly version: number; readonly position: Position } | undefined;
  let keptAtMs = clock.elapsed();
  while (!signal.aborted) {
    const rule = await store.rule(scope, id);
    if (rule?.enabled !== true) return;
    const after = place?.version === rule.version ? place.position : rule.position;
    const head = await log.head(scope);
    const { events, hasMore, gapTo } = await readNext({ ...rule, position: after }, hold, log);
    const reached = hasMore ? (events.at(-1)?.position ?? after) : laterOf(head, events.at(-1)?.position ?? after, scope.workspace);
    const taken = events.filter((event) => isRoutable(event) && event.source !== `autoweave/rules/${id}`);
    const isDue = clock.elapsed() - keptAtMs >= KEEP_PLACE_EVERY_MS && reached !== rule.position;
    if (taken.length > 0 || gapTo !== undefined || isDue) {
      if (!(await routePage(rule, { taken, reached, gapTo }, { hold, ports }))) {
        // Someone changed the rule, or the lease is lost and the hold about to end.
        place = undefined;
        await hold.pause(REST_AFTER_CONFLICT_MS);
        continue;
      }
      keptAtMs = clock.elapsed();
    }
    place = { version: rule.version, position: reached };
    if (!hasMore) await hold.pause(LOOK_EVERY_MS);
  }
}

/** Ends pauses when something is appended. */
function watchArrivals(log: EventLog, { scope, signal, nudge }: Hold): void {
  async function watch(): Promise<void> {
    for await (const item of log.tail(scope, { from: 'head', signal })) if (item.kind === 'event') nudge();
  }
  // A tail that breaks off costs only time: the rule looks every second regardless.
  void watch().catch(() => undefined);
}

// The page may hold what came after the head was read: going back to the head would route it twice.
function laterOf(a: Position, b: Position, workspace: string): Position {
  return comparePositions(readPosition(a, workspace), readPosition(b, workspace)) >= 0 ? a : b;
}

async function readNext({ pattern, position }: RoutingRule, { scope }: Hold, log: EventLog) {
  const place = await log.locate(scope, position);
  const gapTo = place.kind === 'gap' ? place.availableFrom : undefined;
  const { events, hasMore } = await log.read(scope, { filter: { pattern }, after: gapTo ?? position, limit: PAGE, direction: 'forward' });
  return { events, hasMore, gapTo };
}

interface Page {
  readonly taken: readonly RecordedEvent[];
  readonly reached: Position;
  readonly gapTo: Position | undefined;
}

interface Work {
  readonly hold: Hold;
  readonly ports: RouterPorts;
}

/** Routes a page and commits it; false when the rule is no longer this holder's, or was changed. */
async function routePage(rule: RoutingRule, { taken, reached, gapTo }: Page, work: Work): Promise<boolean> {
  const { hold, ports } = work;
  const verdicts = await judgeEvents(rule, taken, ports.evaluator);
  const ledger = createLedger(rule, hold, ports);
  if (gapTo !== undefined) ledger.fault('events were trimmed before they were routed', gapTo, undefined);
  for (const [index, event] of taken.entries()) {
    const verdict = verdicts[index];
    if (verdict?.kind === 'no') continue;
    if (verdict?.kind !== 'yes') ledger.fault(`the condition failed: ${toFailure(verdict)}`, event.position, event);
    else if (rule.target.kind === 'topic' || rule.target.kind === 'pipeline') await routeToLog(rule.target, event, { ...work, rule, ledger });
    else {
      if (rule.target.kind === 'queue') await routeToQueue(rule.target, event, { ...work, ledger });
      else await routeToWebhook(rule.target, event, { ...work, ledger });
      // What was called is committed before the next call: a crash repeats one call at most. A full queue makes the rule wait.
      if (!(await ledger.commit(event.position))) return false;
    }
  }
  return ledger.commit(reached);
}

type Ledger = ReturnType<typeof createLedger>;

async function routeToLog(
  target: Extract<RoutingTarget, { kind: 'topic' | 'pipeline' }>,
  event: RecordedEvent,
  { hold, ports, rule, ledger }: Work & { rule: RoutingRule; ledger: Ledger },
): Promise<void> {
  const draft =
    target.kind === 'topic'
      ? toRoutedEvent(rule.id, event, target.type)
      : { ...toRoutedEvent(rule.id, event, PIPELINE_INPUT), subject: `pipeline/${target.id}` };
  try {
    await ports.conformance.assertConforms(hold.scope, [draft], ['event']);
    ledger.routed({ event: draft });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'BAD_USER_INPUT') throw error;
    ledger.fault(error.message, event.position, event);
  }
}

async function routeToQueue(
  { name, priority }: Extract<RoutingTarget, { kind: 'queue' }>,
  event: RecordedEvent,
  { hold, ports, ledger }: Work & { ledger: Ledger },
): Promise<void> {
  const maxDepth = await ports.store.queueLimit(hold.scope, name);
  if (maxDepth === undefined) return ledger.fault(`there is no queue ${name}`, event.position, event);
  ledger.routed({ messages: { queue: name, maxDepth, deliveries: [toMessage(event, { priority, id: randomUUID(), nowMs: ports.clock.now() })] } });
}

async function routeToWebhook(
  target: Extract<RoutingTarget, { kind: 'webhook' }>,
  event: RecordedEvent,
  { hold, ports, ledger }: Work & { ledger: Ledger },
): Promise<void> {
  const { endpoints, signer, clock, store } = ports;
  const call = toWebhookCall(target.url, event, clock.now());
  const replayed = readReplayed(event);
  const [done] = replayed?.fenced !== true ? [] : await store.effects(hold.scope, [call.effect.key]);
  if (replayed !== undefined && done !== undefined) {
    const differs = done.digest !== call.effect.digest;
    return ledger.suppressed({ replayId: replayed.replayId, effectKey: done.key, event: replayed.original, differs, atMs: clock.now() });
  }
  const answer = await callWebhook(call, { endpoints, signer, clock, timeoutMs: target.timeoutMs, maxAttempts: target.maxAttempts, hold });
  if (answer.kind === 'accepted') ledger.routed({ effect: call.effect });
  else ledger.fault(`${target.url} ${answer.reason}`, event.position, event);
}

/** What a rule has done since its last commit. */
function createLedger(rule: RoutingRule, { scope, fence }: Hold, { store, clock }: RouterPorts) {
  let { routed, failed, suppressed, lastFault } = rule;
  let step: Pick<RoutingStep, 'events' | 'effects' | 'suppressions' | 'messages'> = { events: [], effects: [], suppressions: [] };
  return {
    routed({ event, effect, messages }: { event?: EventDraft; effect?: RoutingStep['effects'][number]; messages?: RoutingStep['messages'] }): void {
      routed += 1;
      if (event !== undefined) step = { ...step, events: [...step.events, event] };
      if (messages !== undefined) step = { ...step, messages };
      if (effect !== undefined) step = { ...step, effects: [...step.effects, effect] };
    },
    suppressed(suppression: RoutingStep['suppressions'][number]): void {
      suppressed += 1;
      step = { ...step, suppressions: [...step.suppressions, suppression] };
    },
    /** Nothing is dropped in silence: an event tells of what was not routed. */
    fault(message: string, position: Position, event: RecordedEvent | undefined): void {
      failed += 1;
      const fault: RoutingFault = { message, atMs: clock.now(), position };
      lastFault = fault;
      const cause = { commandId: `${rule.id}/${position}/failed`, nowMs: fault.atMs };
      const data = { ruleId: rule.id, reason: message, position, source: event?.source ?? null, id: event?.id ?? null };
      const told = toOwnEvent('event.rule.failed', cause, { subject: `event-rule/${rule.id}`, data });
      step = { ...step, events: [...step.events, { ...told, ...(event?.correlationId === undefined ? {} : { correlationId: event.correlationId }) }] };
    },
    async commit(position: Position): Promise<boolean> {
      const progress = { position, routed, failed, suppressed, lastFault };
      const committed = await store.advance(scope, rule, { ...step, progress, fence });
      step = { events: [], effects: [], suppressions: [] };
      return committed;
    },
  };
}
