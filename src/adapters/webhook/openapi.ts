import * as z from 'zod';
import {
  diffSchema,
  errorCodes,
  errorSchema,
  healthSchema,
  logsSchema,
  saidSchema,
  statusSchema,
} from './answers.ts';
import { calls, type Call } from './calls.ts';
import { gateNow } from './gate-answer.ts';

type Json = Readonly<Record<string, unknown>>;

/** The description of everything that can be called, as OpenAPI 3.1. */
export function openApi(version: string): Json {
  const registry = z.registry<{ id: string }>();
  const named = (id: string, schema: z.ZodType): Json => {
    registry.add(schema, { id });
    return { $ref: uri(id) };
  };
  named('Gate', gateNow);
  const answers: Readonly<Record<Call['answer'], Json>> = {
    said: named('Said', saidSchema),
    status: named('Status', statusSchema),
    logs: named('Logs', logsSchema),
    diff: named('Diff', diffSchema),
  };
  const responses = errorResponses(named('Error', errorSchema));
  const health = named('Health', healthSchema);
  const paths = Object.entries(calls).map(([name, call]: readonly [string, Call]) => {
    const body = named(`${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Body`, z.clone(call.body));
    return [`/webhook/${name}`, { post: operation(name, call, body, answers[call.answer]) }];
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Greenlight', version, description: ABOUT },
    servers: [{ url: 'http://127.0.0.1:5000' }],
    security: [{ secret: [] }, { bearer: [] }, { timestamp: [], signature: [] }],
    paths: { ...Object.fromEntries(paths), ...openPages(health) },
    components: { securitySchemes, responses, schemas: schemasOf(registry) },
  };
}

const ABOUT =
  'Lets a person, or a program for a person, decide where a session stops. The secret may also be the "secret" of the body.';

const uri = (id: string): string => `#/components/schemas/${id}`;

const json = (description: string, schema: Json): Json => ({
  description,
  content: { 'application/json': { schema } },
});

const operation = (name: string, { summary, body }: Call, schema: Json, ok: Json): Json => ({
  operationId: name,
  summary,
  parameters: [idempotencyKey],
  requestBody: {
    required: !body.safeParse({}).success,
    content: { 'application/json': { schema } },
  },
  responses: { 200: json('Done, or shown.', ok), ...errors },
});

/** Another path or method is no answer of an operation. */
const errors: Json = Object.fromEntries(
  Object.keys(errorCodes)
    .filter((status) => status !== '404' && status !== '405')
    .map((status) => [status, { $ref: `#/components/responses/${status}` }]),
);

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Instead of request_id in the body.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
};

const errorResponses = (schema: Json): Json =>
  Object.fromEntries(
    Object.entries(errorCodes).map(([status, codes]) => [status, json(codes.join(', '), schema)]),
  );

const openPages = (health: Json): Json => ({
  '/health': {
    get: {
      operationId: 'health',
      summary: 'How the service does',
      security: [],
      responses: { 200: json('It does its job.', health), 503: json('It cannot do its job.', health) },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Numbers for Prometheus; for programs on the same machine, unless configured otherwise',
      security: [],
      responses: {
        200: { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } },
        404: { description: 'The caller is on another machine.' },
      },
    },
  },
});

const securitySchemes: Json = {
  secret: { type: 'apiKey', in: 'header', name: 'X-Webhook-Secret' },
  bearer: { type: 'http', scheme: 'bearer' },
  timestamp: {
    ...{ type: 'apiKey', in: 'header', name: 'X-Timestamp' },
    description: 'Seconds since 1970, at most 5 minutes off.',
  },
  signature: {
    ...{ type: 'apiKey', in: 'header', name: 'X-Signature' },
    description: 'sha256= and the HMAC-SHA256, in hexadecimal digits, of timestamp, dot and body.',
  },
};

function schemasOf(registry: z.core.$ZodRegistry<{ id: string }>): Json {
  const { schemas } = z.toJSONSchema(registry, {
    uri,
    io: 'input',
    override({ jsonSchema }) {
      // The format says it all.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  const named = Object.entries(schemas).map(([id, schema]) => [id, withoutOwnNames(schema)]);
  return Object.fromEntries(named) as Json;
}

const withoutOwnNames = (schema: object): Json =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
