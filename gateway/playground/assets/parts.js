/** The form of answers in parts that is read here. */
export const PARTS_TYPE = 'multipart/mixed;deferSpec=20220824';

/** The JSON texts of a response, each as soon as it is there whole: one, or one for each part. */
export async function* readTexts(response) {
  const boundary = /^multipart\/mixed\b.*\bboundary="?([^";]+)/.exec(response.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) {
    yield await response.text();
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const pieces = `${rest}${read.value}`.split(`\r\n--${boundary}`);
    rest = pieces.pop();
    // Before the first boundary stands nothing; each part has a head and, behind an empty line, its text.
    for (const piece of pieces) if (piece !== '') yield piece.slice(piece.indexOf('\r\n\r\n') + 4);
  }
}

/** The answer with what a later part brings. */
export function withPart(answer, { incremental = [], errors = [] }) {
  const all = [...(answer.errors ?? []), ...errors, ...incremental.flatMap((one) => one.errors ?? [])];
  for (const { path, data } of incremental) {
    const target = path.reduce((at, step) => at?.[step], answer.data);
    if (target && data) mergeInto(target, data);
  }
  return { ...(all.length === 0 ? {} : { errors: all }), data: answer.data, ...(answer.extensions ? { extensions: answer.extensions } : {}) };
}

function mergeInto(target, source) {
  for (const [key, value] of Object.entries(source)) target[key] = merged(target[key], value);
}

function merged(known, value) {
  if (Array.isArray(known) && Array.isArray(value)) return value.map((item, index) => merged(known[index], item));
  if (!isObject(known) || !isObject(value)) return value;
  mergeInto(known, value);
  return known;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
