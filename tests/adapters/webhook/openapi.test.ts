import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { calls } from '../../../src/adapters/webhook/calls.ts';
import { openApi } from '../../../src/adapters/webhook/openapi.ts';
import { expectDescribed } from './contract.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));
const { version } = read('package.json') as { version: string };
const document = openApi(version) as {
  readonly paths: Record<string, Record<string, { operationId: string }>>;
  readonly components: { readonly schemas: Record<string, object> };
};

describe('the description of the calls', () => {
  it('is the one in docs (if not: npm run docs)', () => {
    expect(read('docs/openapi.json')).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('has every call', () => {
    const paths = Object.keys(calls).map((name) => `/webhook/${name}`);
    expect(Object.keys(document.paths)).toEqual([...paths, '/health', '/metrics']);
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that is not there, and its schemas are schemas', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'openapi');
    for (const name of Object.keys(document.components.schemas)) {
      expect(ajv.getSchema(`openapi#/components/schemas/${name}`)).toBeDefined();
    }
    const references = JSON.stringify(document).matchAll(/"\$ref":"(#[^"]+)"/g);
    for (const [, reference = ''] of references) {
      const steps = reference.split('/').slice(1);
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
      expect([reference, typeof found]).toEqual([reference, 'object']);
    }
  });

  it('describes the bodies that are taken', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'openapi');
    const takes = (name: string, body: object): boolean =>
      ajv.getSchema(`openapi#/components/schemas/${name}`)?.(body) === true;
    expect(takes('ApproveBody', { count: 3, gate: 'g', request_id: 'r', actor: 'ann' })).toBe(true);
    expect(takes('ApproveBody', { count: 'all', secret: 's', sent_at: '2026-11-21T09:30:15Z' })).toBe(true);
    expect(takes('ApproveBody', { count: 0 })).toBe(false);
    expect(takes('ApproveBody', { requst_id: 'r' })).toBe(false);
    expect(takes('LogsBody', {})).toBe(true);
    expect(takes('CommandBody', {})).toBe(false);
  });

  it('tells an answer that it does not have', () => {
    const answered = { method: 'POST', path: '/webhook/status', status: 200 };
    expect(() => expectDescribed({ ...answered, body: { status: 'idle' } })).toThrow();
    expect(() => expectDescribed({ ...answered, status: 418, body: {} })).toThrow(/418/);
  });
});
