import type * as z from 'zod';

/** What a stored text turned out to be; the reason completes "it cannot be used: ...". */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export function parseJson(bytes: Uint8Array): Parsed<unknown> {
  if (bytes.length === 0) return { ok: false, reason: 'it is empty' };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    // The parser's own message would quote the content.
    return { ok: false, reason: 'it is not complete JSON text' };
  }
}

export function validate<T extends z.ZodType>(value: unknown, schema: T): Parsed<z.infer<T>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return {
    ok: false,
    reason: `its content is not as expected at ${place || 'its top'}: ${issue?.message ?? ''}`,
  };
}
