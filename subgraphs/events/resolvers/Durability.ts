import type { DurabilityLevel } from '../../../platform/event-log/event-log.ts';
import type { DurabilityLevel as SchemaLevel, DurabilityResolvers } from '../generated/types.ts';

const LEVELS: Readonly<Record<SchemaLevel, DurabilityLevel>> = { WRITTEN: 'written', FSYNCED: 'fsynced' };

export const Durability: DurabilityResolvers = {
  level: ({ level }) => (level === 'fsynced' ? 'FSYNCED' : 'WRITTEN'),
};

/** The platform's word for a level of the schema; undefined when none is given. */
export function toDurabilityLevel(level: SchemaLevel | null | undefined): DurabilityLevel | undefined {
  return level === undefined || level === null ? undefined : LEVELS[level];
}
