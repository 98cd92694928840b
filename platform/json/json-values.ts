const QUOTE = 34;
const COMMA = 44;
const LIST = 91;
const BACKSLASH = 92;
const OBJECT = 123;

/**
 * True for a JSON text with more than `max` commas and opening brackets outside of its strings: of values, and of objects and lists twice, at least as
 * many. Reading takes time and memory for each of them, many times what the text itself takes. Needs no more than a look at each character, and
 * none at a text that is no longer than `max`. What is no JSON is answered somehow.
 */
export function hasMoreValuesThan(max: number, text: string): boolean {
  if (text.length <= max) return false;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = findEnd(text, at + 1);
    } else if (code === COMMA || code === LIST || code === OBJECT) {
      count += 1;
      if (count > max) return true;
    }
  }
  return false;
}

/** Where the string ends whose first character stands at `from`. */
function findEnd(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** A quote behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}
