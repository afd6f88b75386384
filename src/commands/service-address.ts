import type { ServerConfig } from '../config/config.ts';

/** Where programs on this machine reach the service, also one that listens everywhere. */
export function serviceAddress({ host, port }: ServerConfig): string {
  const own = EVERYWHERE[host] ?? host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
}

const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
