/** The spellings in which a secret travels besides its own: base64, also inside a longer text, URL-encoded, in JSON. */
export function secretForms(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  return [
    Buffer.from(secret).toString('base64'),
    ...[0, 1, 2].flatMap((before) => base64Within(secret, before)),
    encoded,
    encoded.replace(/%../g, (byte) => byte.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/** The characters that stand for `secret` alone when so many bytes (modulo 3) precede it, as in `Basic` credentials. */
function base64Within(secret: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const whole = [Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)] as const;
  return [bytes.toString('base64').slice(...whole), bytes.toString('base64url').slice(...whole)];
}
