import { dereference, validate, type OutputUnit } from '@cfworker/json-schema';
import { botApiSchema, type BotApiSchema, type SchemaNode } from './bot-api-schema.ts';

const MOST_REASONS = 6;
const SCHEMA_ID = 'https://bot-api.invalid/';

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

/** Checks against the schema of the installed types; one for all emulators. */
export function requestCheck(): RequestCheck {
  only ??= createRequestCheck(botApiSchema());
  return only;
}

function createRequestCheck(schema: BotApiSchema): RequestCheck {
  const strict = checkOf(schema);
  const lenient = checkOf(withUnknownAllowed(schema));
  const methods = schema.definitions['ApiMethods']?.properties ?? {};
  const names = new Map(Object.keys(methods).map((name) => [name.toLowerCase(), name]));
  return {
    nameOf: (method) => names.get(method.toLowerCase()),
    params: (method, params) => {
      const path = `#/definitions/ApiMethods/properties/${method}`;
      return { violations: strict(path, params).reasons, refused: !lenient(path, params).valid };
    },
    update: (update) => strict('#/definitions/Update', update).reasons,
    typesOf: (method, parameter) => {
      const node = methods[method]?.properties?.[parameter];
      return new Set(node === undefined ? [] : typesOf(schema, node));
    },
  };
}

interface Checked {
  readonly valid: boolean;
  /** At least one where it is not valid. */
  readonly reasons: readonly string[];
}

/** Interprets the schema: compiling all of it would take each test file longer than its tests. */
function checkOf(schema: BotApiSchema): (path: string, value: unknown) => Checked {
  const lookup = dereference({ ...schema, $id: SCHEMA_ID });
  return (path, value) => {
    const { valid, errors } = validate(value, { $ref: `${SCHEMA_ID}${path}` }, '7', lookup, false);
    if (valid) return { valid, reasons: [] };
    const inner = errors.filter(({ keyword }) => !AROUND.has(keyword));
    const reasons = (inner.length > 0 ? inner : errors).map(reason);
    return { valid, reasons: [...new Set(reasons)].slice(0, MOST_REASONS) };
  };
}

/** Keywords that only say that something inside does not fit. */
const AROUND: ReadonlySet<string> = new Set(['$ref', 'properties', 'additionalProperties', 'items', 'allOf']);

function withUnknownAllowed(schema: BotApiSchema): BotApiSchema {
  const allowed = (key: string, value: unknown): unknown =>
    key === 'additionalProperties' && value === false ? undefined : value;
  return JSON.parse(JSON.stringify(schema, allowed)) as BotApiSchema;
}

function reason({ instanceLocation, keyword, error }: OutputUnit): string {
  const steps = instanceLocation.split('/').slice(1);
  // (What is not known is held against the schema `false`.)
  const said =
    keyword === 'false'
      ? `unknown parameter ${steps.pop() ?? ''}`
      : error.replace(/^Instance /, '').replace(/\.$/, '');
  return steps.length === 0 ? said : `/${steps.join('/')} ${said}`;
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
