import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Generation, GenerationRole, Projection, ProjectionCheck, ProjectionEntry, ProjectionTerms } from '../domain/projections/projection.ts';
import type { RoutingFault } from '../domain/routing.ts';
import type { GenerationRow, ProjectionEntryRow, ProjectionRow } from './projection-tables.ts';

/** A projection with those of these generations that are its own. */
export function toProjection(row: ProjectionRow, generations: readonly GenerationRow[]): Projection {
  const own = new Map(generations.filter(({ projection_id: id }) => id === row.id).map((generation) => [generation.role, toGeneration(generation)]));
  const [live, building, checking] = [own.get('live'), own.get('building'), own.get('checking')];
  return {
    id: row.id,
    terms: JSON.parse(row.terms) as ProjectionTerms,
    version: Number(row.version),
    ...(live === undefined ? {} : { live }),
    ...(building === undefined ? {} : { building }),
    ...(checking === undefined ? {} : { checking }),
    ...(row.last_check === null ? {} : { lastCheck: JSON.parse(row.last_check) as ProjectionCheck }),
    createdAtMs: Number(row.created_at),
    updatedAtMs: Number(row.updated_at),
  };
}

/** The row of a new projection. */
export function toProjectionRow({ id, terms, version, createdAtMs, updatedAtMs }: Projection): ProjectionRow {
  return { id, terms: JSON.stringify(terms), version, last_check: null, created_at: createdAtMs, updated_at: updatedAtMs };
}

function toGeneration(row: GenerationRow): Generation {
  return {
    id: row.id,
    role: row.role as GenerationRole,
    terms: JSON.parse(row.terms) as ProjectionTerms,
    position: row.position,
    examined: Number(row.examined),
    applied: Number(row.applied),
    failed: Number(row.failed),
    entries: Number(row.entries),
    ...(row.last_fault === null ? {} : { lastFault: JSON.parse(row.last_fault) as RoutingFault }),
    total: Number(row.total),
    activeMs: Number(row.active_ms),
  };
}

/** The columns that change while a generation is worked on. */
export function toProgressColumns(progress: Pick<Generation, 'position' | 'examined' | 'applied' | 'failed' | 'entries' | 'lastFault' | 'activeMs'>) {
  const { position, examined, applied, failed, entries, lastFault, activeMs } = progress;
  const fault = lastFault === undefined ? null : JSON.stringify(lastFault);
  return { position, examined, applied, failed, entries, last_fault: fault, active_ms: Math.round(activeMs) };
}

/** The row of a generation. */
export function toGenerationRow(projectionId: string, generation: Generation): GenerationRow {
  const { id, role, terms, total } = generation;
  return { ...toProgressColumns(generation), id, projection_id: projectionId, role, terms: JSON.stringify(terms), total };
}

/** An entry of its row. */
export function toEntry(row: ProjectionEntryRow): ProjectionEntry {
  return { key: row.entry_key, state: JSON.parse(row.state) as JsonValue, position: row.position };
}
