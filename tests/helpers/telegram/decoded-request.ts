import { parseMultipart, type UploadedFile } from './multipart.ts';
import type { RequestCheck } from './request-check.ts';

export interface DecodedRequest {
  readonly params: Record<string, unknown>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

export interface RawRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
}

/** The parameters, whichever of Telegram's four ways they came by: query, form, multipart form or JSON. */
export function decodedRequest(request: RawRequest, check: RequestCheck): DecodedRequest {
  const { method, query, contentType, body } = request;
  const fromForm = (fields: Iterable<[string, string]>): Record<string, unknown> =>
    Object.fromEntries(
      [...fields].map(([name, text]) => [name, formValue(text, check.typesOf(method, name))] as const),
    );
  const inQuery = fromForm(query);
  if (contentType.startsWith('application/json'))
    return { params: { ...inQuery, ...jsonObject(body.toString('utf8')) }, files: new Map() };
  if (contentType.startsWith('multipart/form-data')) {
    const { fields, files } = parseMultipart(body, contentType);
    return { params: { ...inQuery, ...attached(files, check, method), ...fromForm(fields) }, files };
  }
  const form = new URLSearchParams(body.toString('utf8'));
  return { params: { ...inQuery, ...fromForm(form) }, files: new Map() };
}

/** A file sent under the parameter's own name is the same as attach://name. */
function attached(
  files: ReadonlyMap<string, UploadedFile>,
  check: RequestCheck,
  method: string,
): Record<string, unknown> {
  const named = [...files.keys()].filter((name) => check.typesOf(method, name).size > 0);
  return Object.fromEntries(named.map((name) => [name, `attach://${name}`]));
}

function formValue(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('object') || types.has('array')) return parsed(text);
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function jsonObject(text: string): Record<string, unknown> {
  const value = text === '' ? {} : parsed(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
