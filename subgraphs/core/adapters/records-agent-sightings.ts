import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { Change, UnitOfWork } from '../../../platform/records/records.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { Agent } from '../domain/agent.ts';
import type { NewSighting, Sighting } from '../domain/agent-change.ts';
import { toAgentEvent } from '../domain/agent-events.ts';
import type { AgentSightings } from '../domain/agent-sightings.ts';
import type { CoreTables } from './core-tables.ts';

type Kit = Pick<RecordsKit<CoreTables>, 'records' | 'commands'>;

/** Sightings in records. The command's id is the agent's revision, so that of two processes that saw the same change one tells it. */
export function createRecordsAgentSightings({ records, commands }: Kit): AgentSightings {
  return {
    async list(scope) {
      return (await records.read(scope, (db) => db.selectFrom('core_agent').selectAll())).map(toSighting);
    },
    async find(scope, agentId) {
      const [row] = await records.read(scope, (db) => db.selectFrom('core_agent').selectAll().where('id', '=', agentId));
      return row === undefined ? undefined : toSighting(row);
    },
    async keep(scope, sighting, fence) {
      const outcome = await records.commit(scope, { ...toUnit(sighting), fence });
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `another process watches Core's agents now (${outcome.guard})`);
    },
    async keepAndWait(scope, sighting) {
      const outcome = await commands.run(scope, toUnit(sighting));
      if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `the agent was seen to change meanwhile (${outcome.guard})`);
      // The caller's own command was not repeated, even when the watch told of it first.
      return { ...outcome.receipt, repeated: false };
    },
    async receipt(scope, agentId, revision) {
      const commandId = toCommandId(agentId, revision);
      const known = await records.command(scope, commandId);
      const { durability } = await records.status();
      return { commandId, position: known?.position ?? null, durability, repeated: false };
    },
  };
}

function toUnit({ change, sighting }: NewSighting): UnitOfWork<CoreTables> {
  const { agent, revision } = sighting;
  return { commandId: toCommandId(agent.id, revision), changes: [toChange(sighting)], events: [toAgentEvent(randomUUID(), change)] };
}

function toCommandId(agentId: string, revision: number): string {
  return `core-agent/${agentId}/${revision}`;
}

function toChange({ agent, revision, present }: Sighting): Change<CoreTables> {
  const values = { revision, present: present ? 1 : 0, body: JSON.stringify(agent) };
  const expect = { rows: 1, guard: 'core agent revision' };
  if (revision === 1) return { build: (db) => db.insertInto('core_agent').values({ id: agent.id, ...values }), expect };
  return {
    build: (db) =>
      db
        .updateTable('core_agent')
        .set(values)
        .where('id', '=', agent.id)
        .where('revision', '=', revision - 1),
    expect,
  };
}

function toSighting({ revision, present, body }: CoreTables['core_agent']): Sighting {
  return { agent: JSON.parse(body) as Agent, revision: Number(revision), present: Number(present) === 1 };
}
