import type { JsonObject } from '../../../platform/json/json-value.ts';
import { containsSchema, type SchemaGap } from './schemas-containment.ts';
import type { SchemaCompatibility } from './schemas.ts';

/** Why a new version does not get on with the one before, and in which direction. */
export interface SchemaProblem extends SchemaGap {
  readonly direction: 'BACKWARD' | 'FORWARD';
}

/** The problems that a mode sees between a version and the one after it; none when it is satisfied. */
export function findSchemaProblems(mode: SchemaCompatibility, versions: { before: JsonObject; after: JsonObject }): readonly SchemaProblem[] {
  const { before, after } = versions;
  const backward = mode === 'BACKWARD' || mode === 'FULL' ? containsSchema({ writer: before, reader: after }) : [];
  const forward = mode === 'FORWARD' || mode === 'FULL' ? containsSchema({ writer: after, reader: before }) : [];
  return [...backward.map((gap) => ({ ...gap, direction: 'BACKWARD' as const })), ...forward.map((gap) => ({ ...gap, direction: 'FORWARD' as const }))];
}
