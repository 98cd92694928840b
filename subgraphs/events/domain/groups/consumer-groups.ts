import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import { toPosition } from '../../../../platform/event-log/position.ts';
import type { Receipt } from '../../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../../platform/request/scope.ts';
import type { ClaimRequest } from '../deliveries/claim-deliveries.ts';
import type { DeliveryPorts } from '../deliveries/delivery-ports.ts';
import { toLineId, type Delivery, type Line } from '../deliveries/delivery.ts';
import { createLineCommands, type LineDone } from '../deliveries/line-commands.ts';
import { readLineName, readLineSettings, type LineSettingsRequest } from '../deliveries/line-settings.ts';
import { readWithin } from '../deliveries/read-number.ts';
import { OWN_SOURCE } from '../own-event.ts';
import { readEventFilter, type EventFilterRequest } from '../event-filter.ts';
import { drawEvents } from './draw-events.ts';
import { readLogPlace, type LogPlace } from './log-place.ts';

export interface GroupRequest extends LineSettingsRequest {
  readonly name: string;
  readonly pattern: string;
  readonly filter?: EventFilterRequest | null | undefined;
  readonly from?: LogPlace | null | undefined;
  readonly maxDeliveries: number;
  readonly maxPending: number;
  readonly commandId?: string | null | undefined;
}

/** Cursors over the log that consumers share. */
export interface ConsumerGroups {
  create(identity: RequestIdentity, request: GroupRequest): Promise<LineDone>;
  remove(identity: RequestIdentity, name: string, commandId: string | null | undefined): Promise<Receipt>;
  setPaused(identity: RequestIdentity, name: string, options: { paused: boolean; commandId: string | null | undefined }): Promise<LineDone>;
  seek(identity: RequestIdentity, name: string, options: { to: LogPlace; commandId: string | null | undefined }): Promise<LineDone>;
  claim(scope: Scope, name: string, request: Omit<ClaimRequest, 'lineId' | 'draw'>): Promise<readonly Delivery[]>;
  find(scope: Scope, name: string): Promise<Line | undefined>;
  /** Events that pass the filter and have not been taken. */
  lag(scope: Scope, line: Line): Promise<number>;
}

export interface GroupPorts extends DeliveryPorts {
  readonly log: EventLog;
  readonly claims: { claim(scope: Scope, request: ClaimRequest): Promise<readonly Delivery[]> };
}

export function createConsumerGroups(ports: GroupPorts): ConsumerGroups {
  const { log, claims, clock, newId } = ports;
  const lines = createLineCommands('group', ports);
  return {
    ...lines,
    async create(identity, request) {
      const name = readLineName(request.name, 'input.name');
      const settings = {
        ...readLineSettings(request),
        maxDeliveries: readWithin(request.maxDeliveries, 'input.maxDeliveries', { min: 1, max: 1_000 }),
        maxLength: readWithin(request.maxPending, 'input.maxPending', { min: 1, max: 100_000 }),
        filter: { ...readEventFilter(request.filter ?? {}, 'input.filter'), ...readEventFilter({ pattern: request.pattern }, 'input') },
      };
      const position = await readLogPlace(log, identity, { place: request.from ?? { head: true }, field: 'input.from' });
      return lines.create(identity, { name, settings, position, commandId: request.commandId });
    },
    async seek(identity, name, { to, commandId }) {
      const position = await readLogPlace(log, identity, { place: to, field: 'to' });
      return lines.change(identity, name, { what: 'sought', commandId, changes: (lineId) => [{ kind: 'seek', lineId, position }] });
    },
    claim: (scope, name, request) =>
      claims.claim(scope, {
        ...request,
        lineId: toLineId('group', name),
        draw: (line, want) => drawEvents({ log, newId, nowMs: clock.now() }, scope, { line, want }),
      }),
    async lag(scope, { id, settings, position }) {
      const upTo = await log.head(scope);
      const after = position ?? toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
      const { filter } = settings;
      const all = await log.count(scope, { filter, after, upTo });
      const mayBeOwn = all > 0 && (filter.source ?? OWN_SOURCE) === OWN_SOURCE && (filter.subject ?? id) === id;
      return mayBeOwn ? all - (await log.count(scope, { filter: { ...filter, source: OWN_SOURCE, subject: id }, after, upTo })) : all;
    },
  };
}
