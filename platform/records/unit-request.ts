import { badInput } from '../errors/coded-error.ts';
import type { Scope } from '../request/scope.ts';
import type { QueryCompiler, Statement } from './query-compiler.ts';
import type { LeaseToken, Tables, UnitOfWork } from './records.ts';

/** A unit of work as text, ready for a store. */
export interface UnitRequest {
  readonly workspace: string;
  readonly principal: string;
  readonly commandId: string;
  readonly isRemembered: boolean;
  readonly nowMs: number;
  readonly fence: LeaseToken | undefined;
  readonly changes: readonly UnitChange[];
  /** Events as JSON. */
  readonly events: readonly string[];
}

/** One statement of a unit and how many rows it has to affect. */
export interface UnitChange {
  readonly statement: Statement;
  readonly expect: { readonly rows: number; readonly guard: string } | undefined;
}

const MAX_COMMAND_ID = 512;

/**
 * Compiles a unit. Throws BAD_USER_INPUT for a command id that cannot be kept, and UnconfinedQueryError for a change
 * that cannot be confined to the scope's workspace.
 */
export function toUnitRequest<DB extends Tables>(unit: UnitOfWork<DB>, options: { scope: Scope; compiler: QueryCompiler<DB>; nowMs: number }): UnitRequest {
  const { scope, compiler, nowMs } = options;
  if (unit.commandId === '' || unit.commandId.length > MAX_COMMAND_ID || unit.commandId.includes('\0')) {
    throw badInput('commandId', `1 to ${MAX_COMMAND_ID} characters`, unit.commandId);
  }
  return {
    workspace: scope.workspace,
    principal: scope.principal,
    commandId: unit.commandId,
    isRemembered: unit.isRemembered ?? true,
    nowMs,
    fence: unit.fence,
    changes: unit.changes.map((change) => ({ statement: compiler.toWrite(scope, change.build), expect: change.expect })),
    events: unit.events.map((event) => JSON.stringify(event)),
  };
}
