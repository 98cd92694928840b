import { createHash } from 'node:crypto';
import { ConfigError } from '../config/settings.ts';
import type { Migration } from './records.ts';

/** A migration for one engine. */
export interface MigrationStep {
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

/** A migration that a store says it has had. */
export interface AppliedMigration {
  readonly name: string;
  readonly hash: string;
}

/** A migration as one engine runs it, with the hash by which a later change of it is noticed. Throws for a name that occurs twice. */
export function toMigrationSteps(migrations: readonly Migration[], engine: 'sqlite' | 'postgres'): readonly MigrationStep[] {
  const names = new Set<string>();
  return migrations.map(({ name, statements }) => {
    if (names.has(name)) throw new Error(`two migrations are named ${name}`);
    names.add(name);
    const ours = 'sqlite' in statements ? statements[engine] : statements;
    return { name, statements: ours, hash: createHash('sha256').update(JSON.stringify(ours)).digest('hex') };
  });
}

/**
 * The steps that are still to run, in order. Throws a ConfigError when the store has a migration that these sources
 * changed or do not know (an older version must not run on a newer store), or that they order before one which has not run.
 */
export function planMigrations(store: string, steps: readonly MigrationStep[], applied: readonly AppliedMigration[]): readonly MigrationStep[] {
  for (const [index, { name, hash }] of applied.entries()) {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined) throw new ConfigError([`${store}: has the migration ${name}, which this version does not know; run a newer version`]);
    if (step.hash !== hash) throw new ConfigError([`${store}: the migration ${name} was changed after it had run; add a new migration instead`]);
    if (steps[index]?.name !== name)
      throw new ConfigError([`${store}: the migration ${steps[index]?.name ?? ''} was put before ${name}, which has run already`]);
  }
  return steps.slice(applied.length);
}
