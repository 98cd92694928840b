/** Words that open a subquery or another statement: text that holds one could read or write unconfined. */
const OPENERS =
  /\b(select|values|table|insert|update|delete|merge|replace\s+into|with|union|intersect|except|join|from\s*\(|attach|detach|pragma|vacuum|copy|call|do)\b/i;
const COMMENT_OR_END = /;|--|\/\*|\*\//;
const FUNCTION_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A query that cannot be confined to one workspace; a defect of the adapter that built it. */
export class UnconfinedQueryError extends Error {
  constructor(reason: string) {
    super(`the query cannot be confined to a workspace: ${reason}`);
    this.name = 'UnconfinedQueryError';
  }
}

/**
 * Refuses raw SQL that may be more than one expression over the columns at hand. Strict on purpose: a literal that
 * holds a keyword, a comment or an odd parenthesis is refused too, and belongs in a parameter.
 */
export function assertPlainExpression(fragments: readonly string[]): void {
  const text = fragments.join(' ? ');
  const opener = OPENERS.exec(text);
  if (opener !== null) throw new UnconfinedQueryError(`raw SQL holds "${opener[0]}": ${text}`);
  if (COMMENT_OR_END.test(text)) throw new UnconfinedQueryError(`raw SQL holds a comment or a semicolon: ${text}`);
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0) throw new UnconfinedQueryError(`raw SQL holds unbalanced parentheses: ${text}`);
}

/** Refuses a function's name that is more than a name; the query builder writes it unquoted. */
export function assertFunctionName(name: string): void {
  if (!FUNCTION_NAME.test(name)) throw new UnconfinedQueryError(`"${name}" is not the name of a function`);
}
