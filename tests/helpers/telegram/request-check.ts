import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { botApiSchema, type BotApiSchema, type SchemaNode } from './bot-api-schema.ts';

const MOST_REASONS = 6;

export interface CheckedRequest {
  /** Everything that is not as the types say it: wrong types, missing and unknown parameters. */
  readonly violations: readonly string[];
  /** Telegram ignores unknown parameters, so only the rest is a reason to refuse. */
  readonly refused: boolean;
}

export interface RequestCheck {
  /** The method's name as it is spelt in the types (Telegram does not mind the case); undefined: no such method. */
  readonly nameOf: (method: string) => string | undefined;
  readonly params: (method: string, params: unknown) => CheckedRequest;
  readonly update: (update: unknown) => readonly string[];
  /** JSON types that a parameter may have: a form sends them all as text. */
  readonly typesOf: (method: string, parameter: string) => ReadonlySet<string>;
}

let only: RequestCheck | undefined;

/** Checks against the schema of the installed types; one for all emulators, as compiling takes its time. */
export function requestCheck(): RequestCheck {
  only ??= createRequestCheck(botApiSchema());
  return only;
}

function createRequestCheck(schema: BotApiSchema): RequestCheck {
  const strict = compiler(schema);
  const lenient = compiler(withUnknownAllowed(schema));
  const methods = schema.definitions['ApiMethods']?.properties ?? {};
  const names = new Map(Object.keys(methods).map((name) => [name.toLowerCase(), name]));
  return {
    nameOf: (method) => names.get(method.toLowerCase()),
    params: (method, params) => {
      const path = `#/definitions/ApiMethods/properties/${method}`;
      return { violations: faults(strict(path), params), refused: !lenient(path)(params) };
    },
    update: (update) => faults(strict('#/definitions/Update'), update),
    typesOf: (method, parameter) => {
      const node = methods[method]?.properties?.[parameter];
      return new Set(node === undefined ? [] : typesOf(schema, node));
    },
  };
}

function compiler(schema: BotApiSchema): (path: string) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema, 'bot-api');
  const compiled = new Map<string, ValidateFunction>();
  return (path) => {
    const validate = compiled.get(path) ?? ajv.compile({ $ref: `bot-api${path}` });
    compiled.set(path, validate);
    return validate;
  };
}

function withUnknownAllowed(schema: BotApiSchema): BotApiSchema {
  const allowed = (key: string, value: unknown): unknown =>
    key === 'additionalProperties' && value === false ? undefined : value;
  return JSON.parse(JSON.stringify(schema, allowed)) as BotApiSchema;
}

function faults(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).map(reason))].slice(0, MOST_REASONS);
}

function reason({ instancePath, message, keyword, params }: ErrorObject): string {
  const where = instancePath === '' ? '' : `${instancePath} `;
  const { additionalProperty } = params as { additionalProperty?: string };
  return keyword === 'additionalProperties'
    ? `${where}unknown parameter ${String(additionalProperty)}`
    : `${where}${message ?? keyword}`;
}

function typesOf(schema: BotApiSchema, node: SchemaNode): readonly string[] {
  const { $ref, type, enum: values, const: constant, anyOf = [], allOf = [] } = node;
  if ($ref !== undefined) {
    const target = schema.definitions[decodeURIComponent($ref.replace('#/definitions/', ''))];
    return target === undefined ? [] : typesOf(schema, target);
  }
  if (type !== undefined) return typeof type === 'string' ? [type] : type;
  if (values !== undefined) return values.map((value) => typeof value);
  if (constant !== undefined) return [typeof constant];
  return [...anyOf, ...allOf].flatMap((inner) => typesOf(schema, inner));
}
