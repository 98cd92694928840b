import { CodedError, notFound } from '../../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../../platform/json/json-value.ts';
import type { Receipt } from '../../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../../platform/request/scope.ts';
import { readCommandId } from '../command-id.ts';
import { toOwnEvent } from '../own-event.ts';
import { findLine, type DeliveryPorts } from './delivery-ports.ts';
import type { LineChange } from './delivery-store.ts';
import { toLineId, type Line, type LineKind, type LineSettings, type Webhook } from './delivery.ts';
import type { Position } from '../../../../platform/event-log/event-log.ts';

/** What a command on a group or queue answers. */
export interface LineDone {
  readonly line: Line;
  readonly receipt: Receipt;
}

/** A change of one line, told by the event `consumer-group.WHAT` or `queue.WHAT`. */
export interface LineCommand {
  readonly what: string;
  readonly changes: (lineId: string) => readonly LineChange[];
  readonly data?: JsonObject;
  readonly commandId: string | null | undefined;
  /** The argument that names the line. */
  readonly field?: string;
}

/** Commands that groups and queues share. A command id makes sending again safe. */
export function createLineCommands(kind: LineKind, { store, clock, newId }: DeliveryPorts) {
  async function run(identity: RequestIdentity, name: string, command: LineCommand): Promise<Receipt> {
    const { what, changes, data = {}, field = 'name' } = command;
    const commandId = readCommandId(command.commandId, { newId, field: 'commandId' });
    const lineId = toLineId(kind, name);
    const type = `${kind === 'group' ? 'consumer-group' : 'queue'}.${what}`;
    const event = toOwnEvent(type, { commandId, nowMs: clock.now(), identity }, { subject: lineId, data: { name, ...data } });
    const outcome = await store.command(identity, { commandId, changes: changes(lineId), events: [event] });
    if (outcome.kind === 'committed') return outcome.receipt;
    if (outcome.guard === 'name') throw new CodedError('CONFLICT', `the name ${JSON.stringify(name)} is taken`, { field: 'input.name' });
    if (outcome.guard === 'settings') throw new CodedError('CONFLICT', `the settings of ${JSON.stringify(name)} have changed meanwhile; try again`, { field });
    if (outcome.guard === 'binding') throw notFound('binding', String(data['pattern']), 'pattern');
    throw notFound(kind === 'group' ? 'consumer group' : 'queue', name, field);
  }

  async function change(identity: RequestIdentity, name: string, command: LineCommand): Promise<LineDone> {
    const receipt = await run(identity, name, command);
    return { line: await findLine(store, identity, { lineId: toLineId(kind, name), field: command.field ?? 'name' }), receipt };
  }

  return {
    run,
    change,
    create(
      identity: RequestIdentity,
      options: { name: string; settings: LineSettings; position: Position | null; commandId: string | null | undefined },
    ): Promise<LineDone> {
      const { name, settings, position, commandId } = options;
      const toNewLine = (id: string): Line => ({
        id,
        kind,
        name,
        settings,
        paused: false,
        version: 1,
        depth: 0,
        position,
        push: undefined,
        createdAtMs: clock.now(),
        totals: { enqueued: 0, acknowledged: 0, redelivered: 0 },
        audit: { from: position, sinceMs: clock.now() },
        isRequired: settings.required === true,
        activeAtMs: clock.now(),
        lastGap: undefined,
        missed: 0,
      });
      return change(identity, name, { what: 'created', commandId, changes: (id) => [{ kind: 'create-line', line: toNewLine(id) }] });
    },
    async setSettings(identity: RequestIdentity, name: string, options: { change: (line: Line) => LineSettings; commandId: string | null | undefined }) {
      const { settings: seen, ...line } = await findLine(store, identity, { lineId: toLineId(kind, name), field: 'name' });
      const settings = options.change({ ...line, settings: seen });
      const { filter: _kept, ...told } = settings;
      return change(identity, name, {
        what: 'changed',
        commandId: options.commandId,
        data: told,
        changes: (lineId) => [{ kind: 'set-settings', lineId, seen, settings }],
      });
    },
    setPaused(identity: RequestIdentity, name: string, { paused, commandId }: { paused: boolean; commandId: string | null | undefined }): Promise<LineDone> {
      const what = paused ? 'paused' : 'resumed';
      return change(identity, name, { what, commandId, changes: (lineId) => [{ kind: 'set-paused', lineId, paused }] });
    },
    setPush(identity: RequestIdentity, name: string, options: { push: Webhook | undefined; commandId: string | null | undefined }): Promise<LineDone> {
      const { push, commandId } = options;
      const what = push === undefined ? 'unsubscribed' : 'subscribed';
      return change(identity, name, {
        what,
        commandId,
        field: 'queue',
        data: push === undefined ? {} : { url: push.url },
        changes: (lineId) => [{ kind: 'set-push', lineId, push }],
      });
    },
    remove(identity: RequestIdentity, name: string, commandId: string | null | undefined): Promise<Receipt> {
      return run(identity, name, { what: 'deleted', commandId, changes: (lineId) => [{ kind: 'delete-line', lineId }] });
    },
    async find(scope: Scope, name: string): Promise<Line | undefined> {
      return (await store.lines(scope, [toLineId(kind, name)]))[0];
    },
  };
}
