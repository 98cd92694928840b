import { describe, expect, it } from '@jest/globals';
import {
  booleanSetting,
  choiceSetting,
  ConfigError,
  integerSetting,
  optionalIntegerSetting,
  optionalTextSetting,
  optionalUrlSetting,
  readSettings,
  textSetting,
} from './settings.ts';

const settings = {
  port: integerSetting('PORT', { default: 3001, min: 0, max: 65_535, description: 'a port' }),
  metricsPort: optionalIntegerSetting('METRICS_PORT', { min: 0, max: 65_535, description: 'another' }),
  host: textSetting('HOST', { default: '127.0.0.1', description: 'a host' }),
  level: choiceSetting('LEVEL', { default: 'info', choices: ['info', 'warn'], description: 'a level' }),
  flag: booleanSetting('FLAG', { default: false, description: 'a flag' }),
  key: optionalTextSetting('KEY', { secret: true, description: 'a key' }),
  url: optionalUrlSetting('STORE_URL', { protocols: ['redis:'], description: 'a store' }),
} as const;

describe('settings', () => {
  it('take their defaults when variables are absent or empty', () => {
    expect(readSettings(settings, { PORT: '' })).toEqual({
      port: 3001,
      metricsPort: undefined,
      host: '127.0.0.1',
      level: 'info',
      flag: false,
      key: undefined,
      url: undefined,
    });
  });

  it('take what the environment says', () => {
    const environment = { PORT: '0', METRICS_PORT: '9090', HOST: '::1', LEVEL: 'warn', FLAG: 'true', KEY: 'k', STORE_URL: 'redis://localhost:6379' };
    expect(readSettings(settings, environment)).toEqual({
      port: 0,
      metricsPort: 9090,
      host: '::1',
      level: 'warn',
      flag: true,
      key: 'k',
      url: 'redis://localhost:6379',
    });
  });

  it('L06 tell every problem at once, each with its variable and what was expected', () => {
    const read = (): unknown => readSettings(settings, { PORT: '99999', METRICS_PORT: 'x', LEVEL: 'loud', FLAG: 'yes', STORE_URL: 'http://x' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      [
        'PORT: expected a whole number from 0 to 65535, received "99999"',
        'METRICS_PORT: expected a whole number from 0 to 65535, received "x"',
        'LEVEL: expected one of info, warn, received "loud"',
        'FLAG: expected true or false, received "yes"',
        'STORE_URL: expected a URL that starts with redis://',
      ].join('\n'),
    );
  });

  it('never echo what may hold a password', () => {
    expect(() => readSettings(settings, { STORE_URL: 'http://user:hunter2@x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it.each(['http://u:hunter2@x', 'https://hunter2@x', 'ws://:hunter2@x', 'wss://u:hunter2@x/p'])('refuse the user and password of %s without echo', (text) => {
    const page = { url: optionalUrlSetting('PAGE_URL', { protocols: ['http:', 'https:', 'ws:', 'wss:'], description: 'a page' }) };
    expect(() => readSettings(page, { PAGE_URL: text })).toThrow(new ConfigError(['PAGE_URL: expected a URL without user and password']));
  });

  it('take the user and password of a store', () => {
    expect(readSettings(settings, { STORE_URL: 'redis://u:p@x' }).url).toBe('redis://u:p@x');
  });
});
