import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApi } from '../../../src/adapters/webhook/openapi.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(openApi('0'), 'openapi');

interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** Every answer of the receiver is one that its description tells of. */
export function expectDescribed({ method, path, status, body }: Answered): void {
  const at = ['paths', path, method.toLowerCase(), 'responses', String(status)];
  const described = ajv.getSchema(`openapi#/${[...at, ...JSON_CONTENT].map(escaped).join('/')}`);
  const shared = ajv.getSchema(
    `openapi#/components/responses/${status}/${JSON_CONTENT.map(escaped).join('/')}`,
  );
  const validate = described ?? shared;
  if (!validate) throw new Error(`${method} ${path} is not described to answer ${status}`);
  const isValid = validate(body);
  expect([validate.errors ?? [], isValid]).toEqual([[], true]);
}

const JSON_CONTENT = ['content', 'application/json', 'schema'];

const escaped = (step: string): string =>
  encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
