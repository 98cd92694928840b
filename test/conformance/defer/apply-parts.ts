import type { OperationPart } from '../../../gateway/operation.ts';

/** An answer in parts as a client has it in the end. Throws where a part has no place in what came before it, or `hasNext` lies. */
export function applyParts(parts: readonly OperationPart[]): unknown {
  const [first, ...rest] = JSON.parse(JSON.stringify(parts)) as OperationPart[];
  if (first === undefined) throw new Error('an answer has a first part');
  parts.forEach(({ hasNext }, index) => {
    if (hasNext !== index < parts.length - 1) throw new Error(`part ${index} of ${parts.length} says hasNext: ${hasNext}`);
  });
  for (const { path, data } of rest.flatMap(({ incremental = [] }) => incremental)) {
    const target = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], first.data);
    if (!isObject(target)) throw new Error(`a part stands at ${path.join('.')}, where the client has ${JSON.stringify(target)}`);
    if (data !== null) mergeInto(target, data);
  }
  return first.data;
}

function mergeInto(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(source)) target[key] = merge(target[key], value);
}

function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return b.map((item: unknown, index) => merge(a[index], item));
  if (!isObject(a) || !isObject(b)) return b;
  mergeInto(a, b);
  return a;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
