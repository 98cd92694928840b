import {
  defaultFieldResolver,
  getNullableType,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isNonNullType,
  isScalarType,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLObjectType,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { createFieldCompleter } from './complete-field.ts';
import type { CompiledField } from './compiled-field.ts';
import { abandon } from './field-errors.ts';
import type { CompleteField, Program, Run } from './run.ts';
import { shareObjects } from './share-objects.ts';

/**
 * Compiles the selections on one object type into a function of their own, when the first such object comes. An operation's
 * conditions (`@skip`, `@include`) are the same whenever it runs: see `compileOperation`.
 */
export function createObjectCompleter(type: GraphQLObjectType, nodes: readonly FieldNode[], program: Program): CompleteField {
  let completeObject: CompleteField | undefined;
  return shareObjects(program, (source, run, place) => {
    completeObject ??= generate(collectObjectFields(type, nodes, run), program);
    return completeObject(source, run, place);
  });
}

function collectObjectFields(type: GraphQLObjectType, nodes: readonly FieldNode[], { program, variables }: Run): CompiledField[] {
  return toCompiledFields(type, collectSubfields(program.schema, program.fragments, variables, type, nodes), program);
}

/** The fields that exist, in the order of the answer. */
export function toCompiledFields(type: GraphQLObjectType, collected: ReadonlyMap<string, readonly FieldNode[]>, { schema }: Program): CompiledField[] {
  return [...collected].flatMap(([key, [first, ...rest]]) => {
    const definition = first === undefined ? undefined : getFieldDef(schema, type, first);
    return first === undefined || definition === undefined || definition === null ? [] : [{ key, parentType: type, definition, nodes: [first, ...rest] }];
  });
}

/**
 * Writes a function that makes one object: a literal with all of its members, so that every such object has the same hidden class,
 * and for leaves that are read from the source their common case in place. For `{ name reviews { id } }` it is
 *
 *     const from = isReadable(source) ? source : nothing;
 *     const before = run.promised;
 *     let r0, v0, v1;
 *     try { r0 = from.name; } catch { return completeUnread(source, run, place); }
 *     try {
 *       v0 = typeof r0 === 'string' ? r0 : r0 == null ? null : f0(source, run, place);
 *       v1 = f1(source, run, place);
 *     } catch (error) {
 *       return abandon(error, run.promised !== before, [v0, v1]);
 *     }
 *     const object = { "name": v0, "reviews": v1 };
 *     return run.promised === before ? object : settle(object);
 *
 * Nothing but names of GraphQL (letters, digits, underscores) gets into the text.
 */
export function generate(fields: readonly CompiledField[], program: Program): CompleteField {
  const completers = fields.map((field) => createFieldCompleter(field, program));
  let unread: CompleteField | undefined;
  // Where a property's getter throws, each field is read under its own guard.
  const completeUnread: CompleteField = (source, run, place) => {
    unread ??= link(
      fields.map((_field, index) => ({ read: '', value: writeWhole(index) })),
      fields,
    );
    return unread(source, run, place);
  };

  function link(written: readonly WrittenField[], of: readonly CompiledField[]): CompleteField {
    const create = new Function('fields', 'nothing', 'abandon', 'settle', 'completeUnread', writeObject(written, of)) as (...parts: unknown[]) => CompleteField;
    return create(completers, NOTHING, abandon, settle, completeUnread);
  }
  return link(fields.map(writeField), fields);
}

interface WrittenField {
  /** Statement that reads the property, or nothing. */
  readonly read: string;
  /** Expression of what stands in the answer. */
  readonly value: string;
}

/** What is read from a source that has no properties. */
const NOTHING: unknown = Object.freeze(Object.create(null));

function writeObject(written: readonly WrittenField[], fields: readonly CompiledField[]): string {
  const values = fields.map((_field, index) => `v${index}`);
  const reads = written.map(({ read }) => read).join(' ');
  return `'use strict';
    const [${fields.map((_field, index) => `f${index}`).join(', ')}] = fields;
    return function completeObject(source, run, place) {
      const from = (typeof source === 'object' && source !== null) || typeof source === 'function' ? source : nothing;
      const before = run.promised;
      let ${['none', ...fields.map((_field, index) => `r${index}`), ...values].join(', ')};
      ${reads.trim() === '' ? '' : `try { ${reads} } catch { return completeUnread(source, run, place); }`}
      try {
        ${written.map(({ value }, index) => `v${index} = ${value};`).join('\n        ')}
      } catch (error) {
        return abandon(error, run.promised !== before, [${values.join(', ')}]);
      }
      const object = { ${fields.map(({ key }, index) => `[${JSON.stringify(key)}]: v${index}`).join(', ')} };
      return run.promised === before ? object : settle(object);
    };`;
}

function writeField(field: CompiledField, index: number): WrittenField {
  const { definition } = field;
  const whole = writeWhole(index);
  if (definition === TypeNameMetaFieldDef) return { read: '', value: JSON.stringify(field.parentType.name) };
  const isRead = definition.resolve === undefined || definition.resolve === defaultFieldResolver;
  const test = isRead ? testOf(field)?.replaceAll('read', `r${index}`) : undefined;
  if (test === undefined) return { read: '', value: whole };
  const otherwise = isNonNullType(definition.type) ? whole : `r${index} == null ? null : ${whole}`;
  return { read: `r${index} = from[${JSON.stringify(definition.name)}];`, value: `${test} ? r${index} : ${otherwise}` };
}

function writeWhole(index: number): string {
  return `f${index}(source, run, place)`;
}

/** By the functions of GraphQL's own scalars: a test that says that a value is its own serialization. */
const TESTS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [GraphQLString.serialize, `typeof read === 'string'`],
  [GraphQLID.serialize, `typeof read === 'string'`],
  [GraphQLBoolean.serialize, `typeof read === 'boolean'`],
  [GraphQLInt.serialize, `typeof read === 'number' && (read | 0) === read`],
  [GraphQLFloat.serialize, `typeof read === 'number' && Number.isFinite(read)`],
]);

function testOf({ definition }: CompiledField): string | undefined {
  const type = getNullableType(definition.type);
  return isScalarType(type) ? TESTS.get(type.serialize) : undefined;
}

/** The object once all that it holds has come; rejects with the first that fails, like Promise.all. */
async function settle(object: Record<string, unknown>): Promise<Record<string, unknown>> {
  const keys = Object.keys(object);
  const values = await Promise.all(keys.map((key) => object[key]));
  keys.forEach((key, index) => {
    object[key] = values[index];
  });
  return object;
}
