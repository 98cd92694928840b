import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../platform/config/settings.ts';
import { readSubgraphUrls } from './subgraphs.ts';

describe('AUTOWEAVE_SUBGRAPHS', () => {
  it('names the copies of each subgraph', () => {
    expect([...readSubgraphUrls('services=http://a:1/graphql|http://b:1/graphql, core=https://c/')]).toEqual([
      ['services', ['http://a:1/graphql', 'http://b:1/graphql']],
      ['core', ['https://c/']],
    ]);
  });

  it('holds no user and password, which a log would print', () => {
    const problem = new ConfigError(['AUTOWEAVE_SUBGRAPHS: expected URLs without user and password at "services"']);
    expect(() => readSubgraphUrls('services=http://u:hunter2@a:1/graphql')).toThrow(problem);
    expect(() => readSubgraphUrls('services=http://a:1/graphql|http://hunter2@b:1/graphql')).toThrow(problem);
  });

  it('does not echo the password of what is malformed', () => {
    expect(() => readSubgraphUrls('services=http://u:hunter2@a:port/')).toThrow('received "services=http://…@a:port/"');
  });
});
