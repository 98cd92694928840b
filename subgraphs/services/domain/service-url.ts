import { badInput } from '../../../platform/errors/coded-error.ts';

const MAX_LENGTH = 2_000;
const SCHEMES = ['http:', 'https:', 'tcp:'];

/**
 * Reads where a service is reached: http, https, or tcp with a port. No user or password: a URL is shown to everyone
 * who may see the service. Throws BAD_USER_INPUT naming `field`.
 */
export function readServiceUrl(text: string, field: string): string {
  const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !SCHEMES.includes(url.protocol) || url.hostname === '') throw badInput(field, 'an http, https or tcp URL', text);
  if (url.username !== '' || url.password !== '') throw badInput(field, 'a URL without user and password');
  if (url.protocol === 'tcp:' && !isTcpAddress(url)) throw badInput(field, 'a tcp URL with a port and nothing after it, such as tcp://host:5432', text);
  return text;
}

function isTcpAddress(url: URL): boolean {
  return url.port !== '' && url.port !== '0' && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
}
