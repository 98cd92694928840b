import { badInput, CodedError } from '../../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../../platform/event-log/event-pattern.ts';
import type { Receipt } from '../../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../../platform/request/scope.ts';
import type { ClaimRequest } from '../deliveries/claim-deliveries.ts';
import type { Arrivals } from '../deliveries/arrivals.ts';
import { awaitClaim, type ClaimPatience } from '../deliveries/await-claim.ts';
import { findLine, type DeliveryPorts } from '../deliveries/delivery-ports.ts';
import { toLineId, type Delivery, type Line, type Webhook } from '../deliveries/delivery.ts';
import { createLineCommands, type LineDone } from '../deliveries/line-commands.ts';
import { given, readLineName, readLineSettings, type LineSettingsRequest, type Nullable } from '../deliveries/line-settings.ts';
import { readWithin } from '../deliveries/read-number.ts';
import { enqueue, type Enqueued } from './enqueue.ts';
import { readMessage, readPriority, type MessageRequest } from './read-message.ts';
import { readWebhook } from './read-webhook.ts';

/** What a caller asks a queue to be like. */
export interface QueueRequest extends LineSettingsRequest {
  readonly name: string;
  readonly maxRetries: number;
  readonly maxLength: number;
  readonly commandId?: string | null | undefined;
}

/** What of a queue's settings is to change; null and absent both mean: stays. */
export type QueueChange = Nullable<Omit<QueueRequest, 'name'>>;

type CommandId = string | null | undefined;

/** Messages with priorities, delays and expiry. */
export interface MessageQueues {
  create(identity: RequestIdentity, request: QueueRequest): Promise<LineDone>;
  remove(identity: RequestIdentity, name: string, commandId: CommandId): Promise<Receipt>;
  setPaused(identity: RequestIdentity, name: string, options: { paused: boolean; commandId: CommandId }): Promise<LineDone>;
  bind(identity: RequestIdentity, name: string, options: { pattern: string; priority: number; commandId: CommandId }): Promise<LineDone>;
  unbind(identity: RequestIdentity, name: string, options: { pattern: string; commandId: CommandId }): Promise<LineDone>;
  subscribe(identity: RequestIdentity, name: string, options: { webhook: Webhook; commandId: CommandId }): Promise<LineDone>;
  unsubscribe(identity: RequestIdentity, name: string, commandId: CommandId): Promise<LineDone>;
  /** 1 to 500 messages, all or none; see `enqueue`. */
  enqueue(identity: RequestIdentity, name: string, messages: readonly MessageRequest[]): Promise<Enqueued>;
  /** Changes what is given; what is in the queue goes on under the new settings. */
  update(identity: RequestIdentity, name: string, request: QueueChange): Promise<LineDone>;
  /** At once, or as soon as there is something, as long as the patience lasts. */
  claim(scope: Scope, name: string, request: Omit<ClaimRequest, 'lineId' | 'draw'> & { readonly patience: ClaimPatience }): Promise<readonly Delivery[]>;
  /** Removes what waits; answers how many messages that were. */
  purge(scope: Scope, name: string): Promise<{ readonly line: Line; readonly removed: number }>;
  find(scope: Scope, name: string): Promise<Line | undefined>;
  /** Events that the bindings may let in and that have not been looked at. */
  lag(scope: Scope, line: Line): Promise<number>;
}

/** What queues are kept in, fed from and handed out with. */
export interface QueuePorts extends DeliveryPorts {
  readonly arrivals: Arrivals;
  readonly log: EventLog;
  readonly claims: { claim(scope: Scope, request: ClaimRequest): Promise<readonly Delivery[]> };
  /** Called after a change that may give background work to do. */
  readonly onWork: () => void;
}

const MAX_MESSAGES = 500;

/** Makes what callers may do with queues. Each throws BAD_USER_INPUT that names the field, NOT_FOUND, CONFLICT or QUEUE_FULL. */
export function createMessageQueues(ports: QueuePorts): MessageQueues {
  const { store, log, claims, clock, newId, onWork } = ports;
  const lines = createLineCommands('queue', ports);

  /** Does what may leave work to the background, and wakes it. */
  async function waking<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    onWork();
    return done;
  }

  return {
    ...lines,
    create(identity, request) {
      const settings = { ...readQueueSettings(request), filter: {} };
      return lines.create(identity, { name: readLineName(request.name, 'input.name'), settings, position: null, commandId: request.commandId });
    },
    setPaused: (identity, name, options) => waking(lines.setPaused(identity, name, options)),
    async bind(identity, name, { pattern, priority, commandId }) {
      readEventPattern(pattern, 'pattern');
      readPriority(priority, 'priority');
      const fromPosition = await log.head(identity);
      return waking(
        lines.change(identity, name, {
          what: 'bound',
          field: 'queue',
          commandId,
          data: { pattern, priority },
          changes: (lineId) => [{ kind: 'bind', binding: { lineId, pattern, priority, fromPosition } }],
        }),
      );
    },
    unbind: (identity, name, { pattern, commandId }) =>
      lines.change(identity, name, {
        what: 'unbound',
        field: 'queue',
        commandId,
        data: { pattern },
        changes: (lineId) => [{ kind: 'unbind', lineId, pattern }],
      }),
    subscribe: (identity, name, { webhook, commandId }) => waking(lines.setPush(identity, name, { push: readWebhook(webhook), commandId })),
    unsubscribe: (identity, name, commandId) => lines.setPush(identity, name, { push: undefined, commandId }),
    enqueue(identity, name, requests) {
      if (requests.length === 0 || requests.length > MAX_MESSAGES) throw badInput('messages', `1 to ${MAX_MESSAGES} messages`, requests.length);
      const facts = { nowMs: clock.now(), newId, correlationId: identity.correlationId };
      const messages = requests.map((request, index) => readMessage(request, `messages[${index}]`, facts));
      const seen = new Set<string>();
      messages.forEach(({ id }, index) => {
        if (seen.has(id)) throw badInput(`messages[${index}].id`, 'an id that no earlier message of the call has', id);
        seen.add(id);
      });
      return waking(enqueue(store, identity, { queue: name, messages }));
    },
    claim(scope, name, { patience, ...request }) {
      const lineId = toLineId('queue', name);
      return awaitClaim(ports, scope, { lineId, filter: undefined, patience, claim: () => claims.claim(scope, { ...request, lineId }) });
    },
    update: (identity, name, { commandId, ...wanted }) =>
      waking(
        lines.setSettings(identity, name, {
          commandId,
          change: ({ settings }) => {
            const request = { ...settings, maxRetries: settings.maxDeliveries - 1, ...given(wanted) };
            return { ...readQueueSettings(request), filter: settings.filter };
          },
        }),
      ),
    async purge(scope, name) {
      const lineId = toLineId('queue', name);
      const before = await findLine(store, scope, { lineId, field: 'queue' });
      const outcome = await store.commit(scope, {
        changes: [
          { kind: 'turn', lineId, turn: {} },
          { kind: 'purge', lineId, nowMs: clock.now() },
        ],
        events: [],
      });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', 'the queue was removed meanwhile', { field: 'queue' });
      const line = await findLine(store, scope, { lineId, field: 'queue' });
      return { line, removed: Math.max(0, before.depth - line.depth) };
    },
    async lag(scope, { id, position }) {
      const [only, second] = await store.bindings(scope, id);
      if (only === undefined || position === null) return 0;
      const filter = second === undefined ? { pattern: only.pattern } : {};
      return log.count(scope, { filter, after: position, upTo: await log.head(scope) });
    },
  };
}

function readQueueSettings(request: LineSettingsRequest & Pick<QueueRequest, 'maxRetries' | 'maxLength'>) {
  return {
    ...readLineSettings(request),
    maxDeliveries: 1 + readWithin(request.maxRetries, 'input.maxRetries', { min: 0, max: 1_000 }),
    maxLength: readWithin(request.maxLength, 'input.maxLength', { min: 1, max: 10_000_000 }),
  };
}
