import { ConfigError } from '../config/settings.ts';
import type { RunStatement } from '../records/postgres-connection.ts';

/** A table as it is made anew elsewhere. Names are quoted for SQL. */
export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly create: string;
  /** Keys, checks and indexes: made once the rows are there. */
  readonly indexes: readonly string[];
  /** References to other tables: made last. */
  readonly references: readonly string[];
  /** Columns that number their rows, and the last number that each has given. */
  readonly numbered: readonly { readonly column: string; readonly last: number }[];
}

interface Column extends Record<string, unknown> {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly required: number;
  readonly fallback: string | null;
  readonly identity: string;
  readonly sequence: string | null;
}

/** Schemas of ours begin with this. */
const OURS = 'autoweave\\_%';

const TABLES = `SELECT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.oid AS oid, quote_ident(n.nspname) AS "quotedSchema", quote_ident(c.relname) AS "quotedName"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname LIKE '${OURS}' AND c.relkind NOT IN ('i', 'S', 't') ORDER BY n.nspname, c.relname`;
const OTHERS = `SELECT 'function' AS kind, p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname LIKE '${OURS}'
  UNION ALL SELECT 'trigger', t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname LIKE '${OURS}' AND NOT t.tgisinternal`;
const COLUMNS = `SELECT quote_ident(a.attname) AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
    pg_get_expr(d.adbin, d.adrelid) AS fallback, a.attidentity::text || a.attgenerated::text AS identity,
    CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
    CASE WHEN a.attidentity <> '' THEN pg_get_serial_sequence(a.attrelid::regclass::text, a.attname) END AS sequence
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
const CONSTRAINTS = `SELECT quote_ident(conname) AS name, contype::text AS kind, pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = $1 AND contype IN ('p', 'u', 'c', 'f') ORDER BY contype <> 'p', conname`;
const INDEXES = `SELECT pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
  WHERE i.indrelid = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))`;

/**
 * The tables of every schema of ours. Its `run` must see names with their schemas: the search path is to be empty.
 * Throws a ConfigError that names what a schema has and no backup would hold.
 */
export async function readCatalog(run: RunStatement): Promise<readonly CatalogTable[]> {
  const [other] = (await run<{ kind: string; name: string }>(OTHERS)).rows;
  if (other !== undefined) throw unknownKind(other.kind, other.name);
  interface Found extends Record<string, unknown> {
    readonly schema: string;
    readonly name: string;
    readonly kind: string;
    readonly oid: number;
    readonly quotedSchema: string;
    readonly quotedName: string;
  }
  const tables: CatalogTable[] = [];
  for (const { schema, name, kind, oid, quotedSchema, quotedName } of (await run<Found>(TABLES)).rows) {
    if (kind !== 'r') throw unknownKind('relation that is no table', `${schema}.${name}`);
    const { rows: columns } = await run<Column>(COLUMNS, [oid]);
    const { rows: constraints } = await run<{ name: string; kind: string; definition: string }>(CONSTRAINTS, [oid]);
    const { rows: indexes } = await run<{ definition: string }>(INDEXES, [oid]);
    const table = `${quotedSchema}.${quotedName}`;
    const added = constraints.map((one) => ({ kind: one.kind, sql: `ALTER TABLE ${table} ADD CONSTRAINT ${one.name} ${one.definition}` }));
    tables.push({
      schema: quotedSchema,
      name: quotedName,
      create: `CREATE TABLE ${table} (${columns.map((column) => toColumn(column, `${schema}.${name}`)).join(', ')})`,
      indexes: [...added.filter((one) => one.kind !== 'f').map(({ sql }) => sql), ...indexes.map(({ definition }) => definition)],
      references: added.filter((one) => one.kind === 'f').map(({ sql }) => sql),
      numbered: await readNumbered(run, columns),
    });
  }
  return tables;
}

async function readNumbered(run: RunStatement, columns: readonly Column[]): Promise<CatalogTable['numbered']> {
  const numbered: { column: string; last: number }[] = [];
  for (const { name, sequence } of columns) {
    if (sequence === null) continue;
    const [row] = (await run<{ last: number; called: number }>(`SELECT last_value AS last, is_called AS called FROM ${sequence}`)).rows;
    if (row !== undefined && row.called === 1) numbered.push({ column: name, last: row.last });
  }
  return numbered;
}

function toColumn({ name, type, collation, required, fallback, identity }: Column, table: string): string {
  if (identity.includes('s')) throw unknownKind('generated column', `${table}.${name}`);
  const parts = [name, type, collation === null ? '' : `COLLATE ${collation}`, required === 1 ? 'NOT NULL' : ''];
  if (identity !== '') parts.push(`GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`);
  else if (fallback !== null) parts.push(`DEFAULT ${fallback}`);
  return parts.filter((part) => part !== '').join(' ');
}

function unknownKind(kind: string, name: string): ConfigError {
  return new ConfigError([`DATABASE_URL: the schemas of autoweave hold the ${kind} ${name}, which a backup would leave out`]);
}
