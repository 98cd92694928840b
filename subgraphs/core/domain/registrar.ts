import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { AnpServer, HeldTool } from './anp.ts';
import type { Connection } from './connection.ts';
import type { CoreApi } from './core-api.ts';
import type { Registration } from './registration.ts';
import type { RegistrationStore } from './registration-store.ts';

/** Finds out which of our services Core knows. */
export interface Registrar {
  check(fence: LeaseToken): Promise<void>;
}

type Finding = Pick<Registration, 'state' | 'detail'>;

const NO_ROUTE = 'Core has no route to register a service. It reads our card once, at its own start: start it with EXTERNAL_ANP_REGISTRIES naming this server';

/** `agentId` is the one of our card. */
export function createRegistrar(setup: {
  api: Pick<CoreApi, 'externalAgentCount'>;
  anp: AnpServer;
  store: RegistrationStore;
  connection: () => Connection;
  clock: Clock;
  scope: Scope;
  agentId: string;
}): Registrar {
  const { api, anp, store, connection, clock, scope, agentId } = setup;
  /** The connection for which Core was found to have no registration route; it is not asked again in the same one. */
  let withoutRouteSinceMs: number | undefined;

  /** The tools of ours that Core holds: only when it both counts external agents and knows us. */
  async function findHeld(): Promise<ReadonlyMap<string, HeldTool>> {
    const count = await api.externalAgentCount();
    const tools = count === null || count < 1 ? undefined : await anp.heldTools(agentId);
    return new Map((tools ?? []).map((tool) => [tool.name, tool]));
  }

  async function push(registration: Registration): Promise<Finding> {
    const { sinceMs } = connection();
    if (withoutRouteSinceMs === sinceMs) return { state: 'UNSUPPORTED', detail: NO_ROUTE };
    const outcome = await anp.push(registration);
    if (outcome.kind === 'accepted') return { state: 'PENDING', detail: 'Core accepted it and does not list it yet' };
    if (outcome.kind === 'rejected') return { state: 'REJECTED', detail: outcome.detail };
    withoutRouteSinceMs = sinceMs;
    return { state: 'UNSUPPORTED', detail: NO_ROUTE };
  }

  async function findOut(registrations: readonly Registration[]): Promise<readonly Finding[]> {
    const held = await findHeld();
    const findings: Finding[] = [];
    for (const registration of registrations) {
      const tool = held.get(registration.toolName);
      const detail = tool?.valid === false ? `Core holds it, but calls its description invalid: ${tool.problem ?? 'no reason given'}` : null;
      findings.push(tool === undefined ? await push(registration) : { state: 'CONFIRMED', detail });
    }
    return findings;
  }

  async function look(registrations: readonly Registration[]): Promise<readonly Finding[]> {
    const unreachable = (detail: string) => registrations.map((): Finding => ({ state: 'UNREACHABLE', detail }));
    if (connection().kind !== 'connected') return unreachable('Core is not connected');
    try {
      return await findOut(registrations);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'UPSTREAM_UNAVAILABLE') return unreachable(error.message);
      throw error;
    }
  }

  return {
    async check(fence) {
      const registrations = await store.list(scope);
      if (registrations.length === 0 || connection().kind === 'connecting') return;
      const findings = await look(registrations);
      const checked = registrations.map((registration, index) => ({ ...registration, ...findings[index], checkedAtMs: clock.now() }));
      const changed = checked.filter(({ state, detail }, index) => state !== registrations[index]?.state || detail !== registrations[index].detail);
      await store.keepChecks(scope, { checked, changed }, fence);
    },
  };
}
