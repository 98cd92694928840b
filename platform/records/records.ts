import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { EventDraft, Durability, Position } from '../event-log/event-log.ts';
import type { Scope } from '../request/scope.ts';

/** The tables of one subgraph, as Kysely sees them. Every table has the column `workspace`, which no query names: the port adds it. */
export type Tables = object;

/**
 * A subgraph's own store. Reads are typed queries; writes are units of work, decided before they are sent and
 * committed whole or not at all. Every query is confined to the scope's workspace by the port itself.
 */
export interface Records<DB extends Tables> {
  /** Runs one query of the scope's workspace; `build` receives a query builder that cannot execute by itself. */
  read<Row>(scope: Scope, build: (db: Kysely<DB>) => Compilable<Row>): Promise<readonly Row[]>;
  /**
   * As `read`, for a query that is on the way of many requests: it is built and compiled once, at its first call, with `values` that stand
   * for the texts which each call gives by these names. They are to be bound, nowhere looked at.
   */
  prepareRead<Row, Name extends string = never>(
    names: readonly Name[],
    build: (db: Kysely<DB>, values: Readonly<Record<Name, string>>) => Compilable<Row>,
  ): PreparedRead<Row, Name>;
  /** As `read`, across workspaces; rows carry `workspace` when selected. For background work only, never for a request. */
  readEverywhere<Row>(build: (db: Kysely<DB>) => Compilable<Row>): Promise<readonly Row[]>;
  /** Commits a unit of work. Resolves after it is durable; rejects with STORE_UNAVAILABLE when the store cannot be reached. */
  commit(scope: Scope, unit: UnitOfWork<DB>): Promise<CommitOutcome>;
  /** What is known of an earlier command: its outcome's position once relayed. Undefined when there was none. */
  command(scope: Scope, commandId: string): Promise<CommandRecord | undefined>;
  status(): Promise<{ readonly engine: string; readonly reachable: boolean; readonly durability: Durability }>;
  close(): Promise<void>;
}

/** A query of the scope's workspace that is compiled already. */
export type PreparedRead<Row, Name extends string> = (scope: Scope, values: Readonly<Record<Name, string>>) => Promise<readonly Row[]>;

/** What is committed together: changes, the events that tell of them, and the demands under which it holds. */
export interface UnitOfWork<DB extends Tables> {
  /** The idempotency key: a second unit with the same id changes nothing and answers `repeated`. */
  readonly commandId: string;
  /** False for background work that is never sent again: no record of the command is kept, and none is looked for. Default true. */
  readonly isRemembered?: boolean;
  readonly changes: readonly Change<DB>[];
  /** The events that tell of it; they enter the outbox in this unit and the log in commit order. */
  readonly events: readonly EventDraft[];
  /** Refuse unless this lease is still held (checked in the same transaction). */
  readonly fence?: LeaseToken;
}

/** One statement. With `expect`, another number of affected rows is a conflict named by `guard`. */
export interface Change<DB extends Tables> {
  readonly build: (db: Kysely<DB>) => Compilable<unknown> | CompiledQuery;
  readonly expect?: { readonly rows: number; readonly guard: string };
}

/** What became of a unit of work; `guard` names the demand that did not hold. */
export type CommitOutcome =
  | { readonly kind: 'committed'; readonly commandId: string; readonly durability: Durability }
  | { readonly kind: 'repeated'; readonly commandId: string; readonly durability: Durability }
  | { readonly kind: 'conflict'; readonly guard: string };

/** What the store remembers of a command; times in milliseconds since the epoch. */
export interface CommandRecord {
  readonly commandId: string;
  readonly committedAt: number;
  /** Position of the command's last event; null until the relay has appended it, or when it had no event. */
  readonly position: Position | null;
  readonly eventCount: number;
}

/** Proof of a lease: commits carry it, and one that is no longer current is refused. */
export interface LeaseToken {
  readonly name: string;
  /** Grows with every new holder. */
  readonly fencingToken: number;
}

/** One step of the schema's history; run at start, each once, in order, in a transaction of its own. Written for both engines. */
export interface Migration {
  /** Unique and never changed, e.g. `0001-services`. */
  readonly name: string;
  /** Statements in SQL that SQLite and PostgreSQL both accept, or one list an engine. */
  readonly statements: readonly string[] | { readonly sqlite: readonly string[]; readonly postgres: readonly string[] };
}
