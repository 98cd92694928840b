import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Compilable,
  type CompiledQuery,
  type Dialect,
} from 'kysely';
import type { Scope } from '../request/scope.ts';
import { UnconfinedQueryError } from './raw-sql.ts';
import type { Tables } from './records.ts';
import { toSqlValue, type SqlValue } from './sql-value.ts';
import { createEverywherePlugin, createWorkspacePlugin, type QueryGuard } from './workspace-plugin.ts';

/** A query as text, confined to its workspace. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  /** True when it returns rows and changes none: its affected rows are those that it found. */
  readonly isSelect: boolean;
}

/** Makes one query with the builder that it is given, which cannot execute by itself. */
export type Build<DB> = (db: Kysely<DB>) => Compilable<unknown> | CompiledQuery;

/** Turns typed queries into statements; refuses (UnconfinedQueryError) any that did not pass the workspace plugin last. */
export interface QueryCompiler<DB extends Tables> {
  toRead(scope: Scope, build: Build<DB>): Statement;
  toReadEverywhere(build: Build<DB>): Statement;
  toWrite(scope: Scope, build: Build<DB>): Statement;
}

/** Kysely only compiles here: its driver executes nothing. */
export function createQueryCompiler<DB extends Tables>(engine: 'sqlite' | 'postgres'): QueryCompiler<DB> {
  const builder = new Kysely<DB>({ dialect: engine === 'sqlite' ? SQLITE : POSTGRES });

  function compile(guard: QueryGuard, build: Build<DB>): Statement {
    const built = build(builder.withPlugin(guard));
    const query = 'compile' in built ? built.compile() : built;
    if (!guard.hasGuarded(query.query)) throw new UnconfinedQueryError('it was not built from the given query builder alone');
    return { sql: query.sql, parameters: query.parameters.map(toSqlValue), isSelect: query.query.kind === 'SelectQueryNode' };
  }

  return {
    toRead: (scope, build) => compile(createWorkspacePlugin(scope.workspace, 'read'), build),
    toReadEverywhere: (build) => compile(createEverywherePlugin(), build),
    toWrite: (scope, build) => compile(createWorkspacePlugin(scope.workspace, 'write'), build),
  };
}

const SQLITE: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};

const POSTGRES: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
