const quote = (value) => `'${value.replaceAll("'", `'\\''`)}'`;

/** The command that sends a request from a shell, and prints what streams as it comes. */
export function toCurl(url, headers, payload) {
  const given = [...headers].map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return ['curl -sN', ...given, `--data ${quote(JSON.stringify(payload))}`, quote(url)].join(' ');
}
