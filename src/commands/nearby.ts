import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../adapters/webhook/loopback.ts';

const networks = new BlockList();
networks.addSubnet('10.0.0.0', 8);
networks.addSubnet('172.16.0.0', 12);
networks.addSubnet('192.168.0.0', 16);
networks.addSubnet('169.254.0.0', 16);
networks.addSubnet('100.64.0.0', 10);
networks.addAddress('0.0.0.0');
networks.addAddress('::', 'ipv6');
networks.addSubnet('fc00::', 7, 'ipv6');
networks.addSubnet('fe80::', 10, 'ipv6');

/** Names that lead to no place on the internet: without a dot (a container's), or kept for networks of one's own. */
const OWN_NAMES = /^[^.]+$|\.(localhost|local|lan|internal|home\.arpa)$/;

/** Whether the host of an URL is this machine, or one in a network of one's own. */
export function isNearby(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family === 0) return OWN_NAMES.test(host);
  return isLoopback(host) || networks.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
