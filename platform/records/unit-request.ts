import type { Scope } from '../request/scope.ts';
import type { QueryCompiler, Statement } from './query-compiler.ts';
import type { LeaseToken, Tables, UnitOfWork } from './records.ts';

/** A unit of work as text, ready for a store. */
export interface UnitRequest {
  readonly workspace: string;
  readonly principal: string;
  readonly commandId: string;
  readonly nowMs: number;
  readonly fence: LeaseToken | undefined;
  readonly changes: readonly UnitChange[];
  /** Events as JSON. */
  readonly events: readonly string[];
}

export interface UnitChange {
  readonly statement: Statement;
  readonly expect: { readonly rows: number; readonly guard: string } | undefined;
}

/** Compiles a unit; throws UnconfinedQueryError for a change that cannot be confined to the scope's workspace. */
export function toUnitRequest<DB extends Tables>(unit: UnitOfWork<DB>, options: { scope: Scope; compiler: QueryCompiler<DB>; nowMs: number }): UnitRequest {
  const { scope, compiler, nowMs } = options;
  return {
    workspace: scope.workspace,
    principal: scope.principal,
    commandId: unit.commandId,
    nowMs,
    fence: unit.fence,
    changes: unit.changes.map((change) => ({ statement: compiler.toWrite(scope, change.build), expect: change.expect })),
    events: unit.events.map((event) => JSON.stringify(event)),
  };
}
