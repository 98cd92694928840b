import jsonata from 'jsonata';
import { badInput } from '../../../platform/errors/coded-error.ts';

const MAX_LENGTH = 8_192;

/** Accepts a JSONata expression by compiling it; throws BAD_USER_INPUT naming `field`, with the place of the fault. */
export function readExpression(expression: string, field: string): string {
  if (expression.trim() === '' || expression.length > MAX_LENGTH) throw badInput(field, `a JSONata expression of 1 to ${MAX_LENGTH} characters`);
  try {
    jsonata(expression);
  } catch (error) {
    throw badInput(field, `a JSONata expression (${toExpressionReason(error)})`, expression);
  }
  return expression;
}

/** What JSONata says of a fault; its errors are plain objects, not instances of Error. */
export function toExpressionReason(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, position } = error as { message?: unknown; position?: unknown };
  return `${typeof message === 'string' ? message : 'it cannot be evaluated'}${typeof position === 'number' ? `, at character ${position}` : ''}`;
}
