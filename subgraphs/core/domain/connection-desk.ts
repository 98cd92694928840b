import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventDraft, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { CORE_SOURCE } from './agent-events.ts';
import type { ConnectionStatus } from './connection-status.ts';
import type { Connector } from './connector.ts';

/** Tells of something in the log through a unit of work of its own. */
export interface Announcements {
  /** `event` gets an id of its own. */
  announce(scope: Scope, event: Omit<EventDraft, 'id'>): Promise<Receipt>;
}

/** What callers may do with the connection. */
export interface ConnectionDesk {
  status(): ConnectionStatus;
  connect(scope: Scope): Promise<{ status: ConnectionStatus; receipt: Receipt }>;
  disconnect(scope: Scope): Promise<{ status: ConnectionStatus; receipt: Receipt }>;
  /** Does what another copy of this process was asked to do. */
  follow(event: RecordedEvent): Promise<void>;
}

/** Somebody asked for the connection, or for its end; all copies of this process follow. */
export const CONNECTION_REQUESTED = 'core.connection.requested';
/** The connection of one process was made or lost. */
export const CONNECTION_CHANGED = 'core.connection.changed';
const SUBJECT = 'core/connection';
const ON_REQUEST = 'disconnected on request';

/** `instanceId` tells the copies of this process apart. */
export function createConnectionDesk(setup: {
  connector: Connector;
  status: () => ConnectionStatus;
  announcements: Announcements;
  instanceId: string;
  clock: Clock;
}): ConnectionDesk {
  const { connector, status, announcements, instanceId, clock } = setup;

  function request(scope: Scope, wanted: 'connected' | 'disconnected'): Promise<Receipt> {
    const time = new Date(clock.now()).toISOString();
    return announcements.announce(scope, { source: CORE_SOURCE, type: CONNECTION_REQUESTED, subject: SUBJECT, time, data: { wanted, instanceId } });
  }

  return {
    status,
    async connect(scope) {
      const [receipt] = await Promise.all([request(scope, 'connected'), connector.connect()]);
      return { status: status(), receipt };
    },
    async disconnect(scope) {
      const [receipt] = await Promise.all([request(scope, 'disconnected'), connector.disconnect(ON_REQUEST)]);
      return { status: status(), receipt };
    },
    async follow({ data }) {
      const { wanted, instanceId: from } = data as { readonly wanted?: unknown; readonly instanceId?: unknown };
      if (from === instanceId) return;
      if (wanted === 'connected') await connector.connect();
      else if (wanted === 'disconnected') await connector.disconnect(ON_REQUEST);
    },
  };
}

/** The event that tells of a connection that was made or lost. */
export function toConnectionEvent(status: ConnectionStatus, instanceId: string): Omit<EventDraft, 'id'> {
  const time = new Date(status.sinceMs ?? 0).toISOString();
  return { source: CORE_SOURCE, type: CONNECTION_CHANGED, subject: SUBJECT, time, data: { ...status, instanceId } as unknown as JsonObject };
}

/** The status that such an event tells; undefined for any other event. */
export function readConnectionEvent({ type, source, data }: RecordedEvent): ConnectionStatus | undefined {
  return type === CONNECTION_CHANGED && source === CORE_SOURCE ? (data as unknown as ConnectionStatus) : undefined;
}
