import { isIPv4 } from 'node:net';

/** True for an address of this machine's loopback: 127.0.0.0/8, ::1, and the former mapped into IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.toLowerCase().startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/** What nearly every caller of this machine says, known without reading it as an address. */
const USUAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/** True for a `Host` header (port or not) that names this machine's loopback. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  if (USUAL.test(host)) return true;
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name.replace(/^\[|\]$/g, ''));
}
