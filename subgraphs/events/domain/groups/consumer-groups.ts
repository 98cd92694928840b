import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import { toPosition } from '../../../../platform/event-log/position.ts';
import type { Receipt } from '../../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../../platform/request/scope.ts';
import type { ClaimRequest } from '../deliveries/claim-deliveries.ts';
import type { Arrivals } from '../deliveries/arrivals.ts';
import { awaitClaim, type ClaimPatience } from '../deliveries/await-claim.ts';
import { findLine, type DeliveryPorts } from '../deliveries/delivery-ports.ts';
import { toLineId, type Delivery, type Line } from '../deliveries/delivery.ts';
import { createLineCommands, type LineDone } from '../deliveries/line-commands.ts';
import { given, readLineName, readLineSettings, type LineSettingsRequest, type Nullable } from '../deliveries/line-settings.ts';
import { readWithin } from '../deliveries/read-number.ts';
import { OWN_SOURCE } from '../own-event.ts';
import { readEventFilter, type EventFilterRequest } from '../event-filter.ts';
import { drawEvents } from './draw-events.ts';
import { readLogPlace, type LogPlace } from './log-place.ts';

/** What a caller asks a group to be like. */
export interface GroupRequest extends LineSettingsRequest {
  readonly name: string;
  readonly pattern: string;
  readonly filter?: EventFilterRequest | null | undefined;
  readonly from?: LogPlace | null | undefined;
  readonly maxDeliveries: number;
  readonly maxPending: number;
  readonly required: boolean;
  readonly inactiveExpiryMs?: number | null | undefined;
  readonly commandId?: string | null | undefined;
}

/** What of a group's settings is to change; null and absent both mean: stays. */
export type GroupChange = Nullable<Omit<GroupRequest, 'name' | 'pattern' | 'filter' | 'from'>>;

/** Cursors over the log that consumers share. */
export interface ConsumerGroups {
  create(identity: RequestIdentity, request: GroupRequest): Promise<LineDone>;
  remove(identity: RequestIdentity, name: string, commandId: string | null | undefined): Promise<Receipt>;
  setPaused(identity: RequestIdentity, name: string, options: { paused: boolean; commandId: string | null | undefined }): Promise<LineDone>;
  seek(identity: RequestIdentity, name: string, options: { to: LogPlace; commandId: string | null | undefined }): Promise<LineDone>;
  /** Changes what is given; what is under way goes on under the new settings. */
  update(identity: RequestIdentity, name: string, request: GroupChange): Promise<LineDone>;
  /** At once, or as soon as there is something, as long as the patience lasts. */
  claim(scope: Scope, name: string, request: Omit<ClaimRequest, 'lineId' | 'draw'> & { readonly patience: ClaimPatience }): Promise<readonly Delivery[]>;
  find(scope: Scope, name: string): Promise<Line | undefined>;
  /** Events that pass the filter and have not been taken. */
  lag(scope: Scope, line: Line): Promise<number>;
}

/** What groups are kept in, fed from and handed out with. */
export interface GroupPorts extends DeliveryPorts {
  readonly arrivals: Arrivals;
  readonly log: EventLog;
  readonly claims: { claim(scope: Scope, request: ClaimRequest): Promise<readonly Delivery[]> };
}

/** Makes what callers may do with groups. Each throws BAD_USER_INPUT that names the field, NOT_FOUND or CONFLICT. */
export function createConsumerGroups(ports: GroupPorts): ConsumerGroups {
  const { store, log, claims, clock, newId } = ports;
  const lines = createLineCommands('group', ports);
  /** Consumers ask often, and this need not be known to the second. */
  async function noteActive(scope: Scope, line: Line): Promise<Line> {
    const { required = false, inactiveExpiryMs = NOTE_ACTIVE_MS } = line.settings;
    const nowMs = clock.now();
    const isDue = nowMs - line.activeAtMs >= Math.min(NOTE_ACTIVE_MS, inactiveExpiryMs / 4) || (required && !line.isRequired);
    if (isDue) await store.commit(scope, { changes: [{ kind: 'note-active', lineId: line.id, atMs: nowMs, required }], events: [] });
    return line;
  }

  return {
    ...lines,
    async update(identity, name, { commandId, ...wanted }) {
      return lines.setSettings(identity, name, {
        commandId,
        change: ({ settings }) => {
          const { maxLength: maxPending, ...known } = settings;
          const request = { required: false, ...known, maxPending, ...given(wanted) };
          return {
            ...readLineSettings(request),
            maxDeliveries: readMaxDeliveries(request),
            maxLength: readMaxPending(request),
            ...readRequirement(request),
            filter: settings.filter,
          };
        },
      });
    },
    async create(identity, request) {
      const name = readLineName(request.name, 'input.name');
      const settings = {
        ...readLineSettings(request),
        maxDeliveries: readMaxDeliveries(request),
        maxLength: readMaxPending(request),
        ...readRequirement(request),
        filter: { ...readEventFilter(request.filter ?? {}, 'input.filter'), ...readEventFilter({ pattern: request.pattern }, 'input') },
      };
      const position = await readLogPlace(log, identity, { place: request.from ?? { head: true }, field: 'input.from' });
      return lines.create(identity, { name, settings, position, commandId: request.commandId });
    },
    async seek(identity, name, { to, commandId }) {
      const position = await readLogPlace(log, identity, { place: to, field: 'to' });
      return lines.change(identity, name, { what: 'sought', commandId, changes: (lineId) => [{ kind: 'seek', lineId, position, atMs: clock.now() }] });
    },
    async claim(scope, name, { patience, ...request }) {
      const lineId = toLineId('group', name);
      const { settings } = await noteActive(scope, await findLine(store, scope, { lineId }));
      const draw: NonNullable<ClaimRequest['draw']> = (line, { want, nowMs }) => drawEvents({ log, newId, nowMs }, scope, { line, want });
      const claim = () => claims.claim(scope, { ...request, lineId, draw });
      return awaitClaim(ports, scope, { lineId, filter: settings.filter, patience, claim });
    },
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

/** How often at most it is kept that a consumer asked. */
const NOTE_ACTIVE_MS = 60_000;

function readMaxDeliveries({ maxDeliveries }: Pick<GroupRequest, 'maxDeliveries'>): number {
  return readWithin(maxDeliveries, 'input.maxDeliveries', { min: 1, max: 1_000 });
}

function readMaxPending({ maxPending }: Pick<GroupRequest, 'maxPending'>): number {
  return readWithin(maxPending, 'input.maxPending', { min: 1, max: 100_000 });
}

function readRequirement({ required, inactiveExpiryMs }: Pick<GroupRequest, 'required' | 'inactiveExpiryMs'>) {
  const expiry = typeof inactiveExpiryMs === 'number' ? readWithin(inactiveExpiryMs, 'input.inactiveExpiryMs', { min: 1_000, max: 2_147_483_647 }) : undefined;
  return { required, ...(expiry === undefined ? {} : { inactiveExpiryMs: expiry }) };
}
