import type { Config } from './config.ts';
import type { Path } from './yaml-source.ts';

/** Keys whose values are never shown, not even in a fault about them. */
const SECRET_KEYS = ['telegram.token', 'webhooks.secret', 'heartbeat.url'];

/** Whether a value at `path` may be a secret: also a section written as a text, which may be one in the wrong place. */
export const mayHoldSecret = (path: Path): boolean =>
  SECRET_KEYS.some(
    (key) => `${key}.`.startsWith(`${path.join('.')}.`) || path.join('.').startsWith(`${key}.`),
  );

/** The values that no log and no message may show. */
export const secretsOf = ({ telegram, webhooks, heartbeat }: Config): readonly string[] =>
  [telegram?.token, webhooks.secret, heartbeat?.url].filter((secret) => secret !== undefined);
