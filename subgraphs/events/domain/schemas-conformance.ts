import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toFailure, type Evaluator, type Violation } from './evaluator.ts';
import type { SchemaStore } from './schemas-store.ts';
import { readSchemaUri, type EventType } from './schemas.ts';

/** Holds events to the workspace's schemas. */
export interface Conformance {
  /**
   * Throws BAD_USER_INPUT naming the field at fault under `paths[index]`: data that does not keep to its type's newest
   * schema (or to the version that `dataSchema` names), and under a strict policy a type that has none.
   */
  assertConforms(scope: Scope, drafts: readonly EventDraft[], paths: readonly string[]): Promise<void>;
}

/** Holds the data of drafts to the schemas of their types. */
export function createConformance({ store, evaluator }: { store: SchemaStore; evaluator: Evaluator }): Conformance {
  async function schemaOf(scope: Scope, known: EventType, { draft, path }: { draft: EventDraft; path: string }): Promise<string> {
    const version = draft.dataSchema === undefined ? undefined : readSchemaUri(draft.dataSchema, draft.type);
    if (version === undefined || version === known.latest.version) return JSON.stringify(known.latest.document);
    const named = await store.version(scope, draft.type, version);
    if (named === undefined) throw badInput(`${path}.dataSchema`, `a version of the schema of ${draft.type}, 1 to ${known.latest.version}`, draft.dataSchema);
    return JSON.stringify(named.document);
  }

  return {
    async assertConforms(scope, drafts, paths) {
      const [types, { strict }] = await Promise.all([
        store.types(
          scope,
          drafts.map(({ type }) => type),
        ),
        store.policy(scope),
      ]);
      if (types.length === 0 && !strict) return;
      const byName = new Map(types.map((known) => [known.type, known]));
      const held: { readonly schema: string; readonly draft: EventDraft; readonly path: string }[] = [];
      for (const [index, draft] of drafts.entries()) {
        const path = paths[index] ?? '';
        const known = byName.get(draft.type);
        if (known !== undefined) held.push({ schema: await schemaOf(scope, known, { draft, path }), draft, path });
        else if (strict) throw badInput(`${path}.type`, 'an event type that has a schema, for the workspace is strict', draft.type);
      }
      const results = await evaluator.run(held.map(({ schema, draft }) => ({ kind: 'validate', schema, data: draft.data ?? null })));
      for (const [index, { draft, path }] of held.entries()) {
        const result = results[index];
        if (result?.kind === 'no') throw violated(draft.type, path, result.violations);
        if (result?.kind !== 'yes') throw badInput(`${path}.data`, `data that can be checked against the schema of ${draft.type} (${toFailure(result)})`);
      }
    },
  };
}

function violated(type: string, path: string, violations: readonly Violation[]): CodedError {
  const [first] = violations;
  const field = `${path}.data${(first?.path ?? '').split('/').slice(1).map(toStep).join('')}`;
  const message = first?.message ?? 'does not keep to its schema';
  return new CodedError('BAD_USER_INPUT', `${field}: ${message} (schema of ${type})`, {
    field,
    expected: message,
    details: { reason: 'SCHEMA', type, violations },
  });
}

function toStep(pointerStep: string): string {
  const name = pointerStep.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(name) ? `[${name}]` : `.${name}`;
}
