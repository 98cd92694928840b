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

/** Makes one query with values that stand for those of each call. */
export type BuildPrepared<DB, Name extends string> = (db: Kysely<DB>, values: Readonly<Record<Name, string>>) => Compilable<unknown>;

/** Turns typed queries into statements; refuses (UnconfinedQueryError) any that did not pass the workspace plugin last. */
export interface QueryCompiler<DB extends Tables> {
  toRead(scope: Scope, build: Build<DB>): Statement;
  /** Builds and compiles at the first call, for all of them. */
  toPreparedRead<Name extends string>(
    names: readonly Name[],
    build: BuildPrepared<DB, Name>,
  ): (scope: Scope, values: Readonly<Record<Name, string>>) => Statement;
  toReadEverywhere(build: Build<DB>): Statement;
  toWrite(scope: Scope, build: Build<DB>): Statement;
}

/** Kysely only compiles here: its driver executes nothing. */
export function createQueryCompiler<DB extends Tables>(engine: 'sqlite' | 'postgres'): QueryCompiler<DB> {
  const builder = new Kysely<DB>({ dialect: engine === 'sqlite' ? SQLITE : POSTGRES });

  function toQuery(guard: QueryGuard, build: Build<DB>): CompiledQuery {
    const built = build(builder.withPlugin(guard));
    const query = 'compile' in built ? built.compile() : built;
    if (!guard.hasGuarded(query.query)) throw new UnconfinedQueryError('it was not built from the given query builder alone');
    return query;
  }

  function compile(guard: QueryGuard, build: Build<DB>): Statement {
    const query = toQuery(guard, build);
    return { sql: query.sql, parameters: query.parameters.map(toSqlValue), isSelect: isSelect(query) };
  }

  return {
    toRead: (scope, build) => compile(createWorkspacePlugin(scope.workspace, 'read'), build),
    toPreparedRead(names, build) {
      const marks = Object.fromEntries(names.map((name) => [name, MARK + name])) as Record<(typeof names)[number], string>;
      let query: CompiledQuery | undefined;
      return ({ workspace }, values) => {
        query ??= toQuery(createWorkspacePlugin(WORKSPACE_MARK, 'read'), (db) => build(db, marks));
        const given = new Map<unknown, string>(names.map((name) => [marks[name], values[name]]));
        given.set(WORKSPACE_MARK, workspace);
        return { sql: query.sql, parameters: query.parameters.map((value) => toSqlValue(given.get(value) ?? value)), isSelect: isSelect(query) };
      };
    },
    toReadEverywhere: (build) => compile(createEverywherePlugin(), build),
    toWrite: (scope, build) => compile(createWorkspacePlugin(scope.workspace, 'write'), build),
  };
}

/** Begins what stands for a value in a query that is compiled before the value is known; no text that is bound has this character. */
const MARK = '\0';
const WORKSPACE_MARK = `${MARK}${MARK}`;

function isSelect({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode';
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
