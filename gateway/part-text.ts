import type { OperationPart } from './operation.ts';
import { toResultText } from './result-text.ts';

/** A part of an answer as JSON. `isOnly` is for an answer of one part, which is written as any other answer. */
export function toPartText(part: OperationPart, isOnly: boolean): string {
  return isOnly ? toResultText(part) : JSON.stringify(part);
}
