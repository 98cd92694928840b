import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError, notFound } from '../../../platform/errors/coded-error.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { readRegistration, readServiceId, type RegistrationRequest } from './registration.ts';
import { toDeregisteredEvent, toRegisteredEvent } from './service-events.ts';
import type { ServiceRegistry } from './service-registry.ts';
import type { Service } from './service.ts';

/** What changes the registry. A command that is sent again under its id changes nothing and answers as repeated. */
export interface ServiceCommands {
  /** Throws BAD_USER_INPUT that names the field, CONFLICT when the id is taken. */
  register(
    identity: RequestIdentity,
    request: RegistrationRequest & { commandId?: string | null | undefined },
  ): Promise<{ service: Service; receipt: Receipt }>;
  /** Throws NOT_FOUND when no service has the id. */
  deregister(identity: RequestIdentity, request: { id: string; commandId?: string | null | undefined }): Promise<{ id: string; receipt: Receipt }>;
}

/** `onChange` is told after each command that what is probed may have changed. */
export function createServiceCommands(setup: { registry: ServiceRegistry; clock: Clock; onChange: () => void; newId?: () => string }): ServiceCommands {
  const { registry, clock, onChange, newId = randomUUID } = setup;
  return {
    async register(identity, request) {
      const commandId = readServiceId(request.commandId ?? newId(), 'input.commandId');
      const nowMs = clock.now();
      const registration = readRegistration(request, { id: commandId, nowMs });
      const { id } = registration;
      const outcome = await registry.add(identity, registration, { commandId, events: [toRegisteredEvent(registration, { commandId, nowMs, identity })] });
      if (outcome.kind === 'conflict') {
        throw new CodedError('CONFLICT', `a service with the id ${JSON.stringify(id)} is registered already`, { field: 'input.id', details: { id } });
      }
      onChange();
      const [service] = await registry.find(identity, [id]);
      if (service === undefined) throw usedCommand(commandId);
      return { service, receipt: outcome.receipt };
    },
    async deregister(identity, request) {
      const { id } = request;
      const commandId = readServiceId(request.commandId ?? newId(), 'commandId');
      const outcome = await registry.remove(identity, id, { commandId, events: [toDeregisteredEvent(id, { commandId, nowMs: clock.now(), identity })] });
      if (outcome.kind === 'conflict') throw notFound('service', id);
      onChange();
      return { id, receipt: outcome.receipt };
    },
  };
}

// The command was committed before: for another service, or for one that has been removed since.
function usedCommand(commandId: string): CodedError {
  return new CodedError('CONFLICT', 'a command with this id was carried out before, and its service is not registered', {
    field: 'input.commandId',
    details: { commandId },
  });
}
