import type { Call } from './call.ts';

/** The call with `clean` applied to every text of its input, before anything of it is cut or put together. */
export const cleanCall = ({ tool, input }: Call, clean: (text: string) => string): Call => ({
  tool,
  input: cleaned(input, clean) as Call['input'],
});

function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((each) => cleaned(each, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleaned(inner, clean)]));
}
