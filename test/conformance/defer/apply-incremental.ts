import type { OperationPart } from '../../../gateway/operation.ts';
import { createPartWriter } from '../../../gateway/part-writer.ts';

type Path = readonly (string | number)[];

/** A part in the form of incremental delivery v0.2. */
interface IncrementalPart {
  readonly data?: unknown;
  readonly pending?: readonly { readonly id: string; readonly path: Path; readonly label?: string }[];
  readonly incremental?: readonly { readonly id: string; readonly subPath?: Path; readonly data: Record<string, unknown>; readonly errors?: unknown[] }[];
  readonly completed?: readonly { readonly id: string; readonly errors?: unknown[] }[];
  readonly hasNext?: boolean;
}

/** The parts as they are written in that form. */
export function toIncrementalParts(parts: readonly OperationPart[]): IncrementalPart[] {
  const writer = createPartWriter('v0.2');
  return parts.map((part) => JSON.parse(writer.write(part)) as IncrementalPart);
}

/** An answer in parts as a client has it in the end. Throws where they break the form's rules: nothing twice, nothing that was not announced. */
export function applyIncremental([first, ...rest]: readonly IncrementalPart[]): unknown {
  if (first === undefined) throw new Error('an answer has a first part');
  if (rest.length === 0 && first.hasNext === undefined) return first.data;
  if ((first.pending ?? []).length === 0) throw new Error('a first part announces what comes');
  const open = new Map<string, Path>();
  const known = new Set<string>();

  function find(path: Path): Record<string, unknown> {
    const target = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], first?.data);
    if (typeof target !== 'object' || target === null || Array.isArray(target)) throw new Error(`no object is at ${path.join('.')}`);
    return target as Record<string, unknown>;
  }

  function toPath(id: string): Path {
    const path = open.get(id);
    if (path === undefined) throw new Error(`${id} is not pending`);
    return path;
  }

  [first, ...rest].forEach(({ pending = [], incremental = [], completed = [], hasNext }, index) => {
    if (hasNext !== index < rest.length) throw new Error(`part ${index} of ${rest.length + 1} says hasNext: ${hasNext}`);
    for (const { id, path } of pending) {
      if (known.has(id)) throw new Error(`${id} is announced twice`);
      known.add(id);
      open.set(id, path);
    }
    for (const { id, subPath = [], data } of incremental) {
      const target = find([...toPath(id), ...subPath]);
      for (const [key, value] of Object.entries(data)) {
        if (Object.hasOwn(target, key)) throw new Error(`${key} comes twice at ${[...toPath(id), ...subPath].join('.')}`);
        target[key] = value;
      }
    }
    for (const { path } of pending) find(path);
    for (const { id } of completed) {
      toPath(id);
      open.delete(id);
    }
  });
  if (open.size > 0) throw new Error(`${[...open.keys()].join()} never came`);
  return first.data;
}
