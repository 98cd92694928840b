const quote = (value) => `'${value.replaceAll("'", `'\\''`)}'`;

/** The command that sends a request from a shell. */
export function toCurl(url, headers, payload) {
  const given = Object.entries({ 'content-type': 'application/json', ...headers }).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return ['curl', ...given, `--data ${quote(JSON.stringify(payload))}`, quote(url)].join(' ');
}
