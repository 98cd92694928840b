import { badInput } from '../platform/errors/coded-error.ts';
import { createToldData } from './told-data.ts';
import type { SubgraphError } from '../platform/subgraph/endpoint.ts';
import type { DeferredResult, OperationPart } from './operation.ts';
import { toResultText } from './result-text.ts';

/**
 * A form of answers in parts: that of 24 August 2022, which most clients read, or version 0.2 of incremental delivery, which is the one
 * of the specification's draft.
 */
export type PartForm = '20220824' | 'v0.2';

/** The form that a request's own `extensions.incrementalSpec` names, for wires without headers; undefined for none. Throws BAD_USER_INPUT for an unknown one. */
export function readPartForm(extensions: Readonly<Record<string, unknown>> | null | undefined): PartForm | undefined {
  const asked = extensions?.['incrementalSpec'] ?? undefined;
  if (asked === undefined || asked === 'v0.2') return asked;
  throw badInput('extensions.incrementalSpec', 'v0.2', asked);
}

/** Writes the parts of one answer as JSON, in their order. An answer of one part is written as any other answer. */
export interface PartWriter {
  write(part: OperationPart): string;
  /** A part in place of the one that was written last, which is not sent: it is the last, and says why the rest does not come. */
  refuse(errors: readonly SubgraphError[]): string;
}

/** Makes the writer of one answer, in the form that its client reads. */
export function createPartWriter(form: PartForm): PartWriter {
  return form === 'v0.2' ? createIncrementalWriter() : createPlacedWriter();
}

/** Every result says itself where it belongs. */
function createPlacedWriter(): PartWriter {
  let isFirst = true;
  return {
    write({ pending: _pending, withdrawn: _withdrawn, incremental, ...part }) {
      const isOnly = isFirst && !part.hasNext;
      isFirst = false;
      if (isOnly) return toResultText(part);
      return JSON.stringify(incremental === undefined ? part : { incremental: incremental.map(({ id: _id, ...result }) => result), ...part });
    },
    refuse: (errors) => JSON.stringify({ errors, hasNext: false }),
  };
}

/** Results are announced, refer to that, and bring nothing twice: https://specs.apollo.dev/incremental/v0.2/. */
function createIncrementalWriter(): PartWriter {
  /** What was announced and has not come, before the part that was written last and after it. */
  let open = new Set<string>();
  let sent: ReadonlySet<string> = open;
  const told = createToldData();
  const paths = new Map<string, readonly (string | number)[]>();
  let isFirst = true;

  function toEntries({ id, data, errors }: DeferredResult): readonly object[] {
    const path = paths.get(id) ?? [];
    if (data === null) return [];
    const [first, ...others] = told.add(path, data);
    if (first === undefined && errors === undefined) return [];
    return [{ id, ...(first ?? { data: {} }), ...(errors === undefined ? {} : { errors }) }, ...others.map((one) => ({ id, ...one }))];
  }

  return {
    write({ data, errors, extensions, pending = [], incremental = [], withdrawn = [], hasNext, ...rest }) {
      const isOnly = isFirst && !hasNext;
      if (isOnly)
        return toResultText({
          ...(data === undefined ? {} : { data }),
          ...(errors === undefined ? {} : { errors }),
          ...(extensions === undefined ? {} : { extensions }),
          ...rest,
        });
      if (isFirst && data) told.add([], data);
      sent = open;
      open = new Set(open);
      for (const { id, path } of pending) {
        open.add(id);
        paths.set(id, path);
      }
      const entries = incremental.flatMap(toEntries);
      const completed = [
        ...incremental.map(({ id, data: brought, errors: why }) => ({ id, ...(brought === null ? { errors: why ?? [] } : {}) })),
        ...withdrawn.map((id) => ({ id })),
      ];
      for (const { id } of completed) open.delete(id);
      const part = {
        ...(isFirst ? { data, errors } : {}),
        ...(pending.length === 0 ? {} : { pending }),
        ...(entries.length === 0 ? {} : { incremental: entries }),
        ...(completed.length === 0 ? {} : { completed }),
        hasNext,
        extensions,
      };
      isFirst = false;
      return JSON.stringify(part);
    },
    refuse: (errors) => JSON.stringify({ completed: [...sent].map((id) => ({ id, errors })), hasNext: false }),
  };
}
