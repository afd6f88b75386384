import { BlockList, isIP } from 'node:net';

const own = new BlockList();
own.addSubnet('127.0.0.0', 8);
own.addAddress('::1', 'ipv6');

/** Whether only programs on this machine reach it, or come from it. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family === 0
    ? address.toLowerCase() === 'localhost'
    : own.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
