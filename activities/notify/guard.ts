/**
 * Where a webhook may go: to public addresses, and to those that a setting allows. Participants choose the address, so
 * without this one could have the worker speak to what only the worker's own network can reach (SSRF). What is checked
 * is the resolved address, and the connection is made to that very one: a name that resolves again changes nothing.
 */
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { NotTaken } from './port.ts';

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** IANA's special-purpose registries, and what is multicast or reserved: nothing there is a public server. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Within 2000::/3, outside of which no address is public: tunnels that carry an IPv4 address, and documentation. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = familyOf(address);
    list.addSubnet(address, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  }
  return list;
};

const special = listOf([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const global = listOf(['2000::/3']);

const isPublic = (address: string): boolean => {
  const family = familyOf(address);
  return !special.check(address, family) && (family === 'ipv4' || global.check(address, family));
};

/** Addresses and subnets as a setting lists them: `127.0.0.1, 10.1.0.0/16`. Throws an Error that names what is no address. */
export const parseRanges = (text: string): string[] => {
  const ranges = text.split(/[\s,]+/).filter((range) => range !== '');
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most);
    if (isIP(address) === 0 || !isPrefix) throw new Error(`${range} is not an address or a subnet, such as 10.1.0.0/16`);
  }
  return ranges;
};

export class Guard {
  readonly #allowed: BlockList;

  /** @param allowed addresses and subnets that are not public, to which webhooks may go nonetheless, unencrypted too */
  constructor(allowed: readonly string[] = []) {
    this.#allowed = listOf(allowed);
  }

  #isOpen(address: string, encrypted: boolean): boolean {
    return this.#allowed.check(address, familyOf(address)) || (encrypted && isPublic(address));
  }

  /** Throws `NotTaken` where the URL itself names an address that is not open. */
  check(url: URL): void {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !this.#isOpen(host, url.protocol === 'https:')) throw this.#closed(url.hostname, 'never');
  }

  /** To be handed to a connection: it resolves to addresses that are open, and only to those. */
  lookup(encrypted: boolean): LookupFunction {
    return (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        const open = (addresses ?? []).filter(({ address }) => this.#isOpen(address, encrypted));
        const [first] = open;
        if (error) callback(error, '');
        else if (!first) callback(this.#closed(hostname, 'briefly'), '');
        else if (options.all) callback(null, open);
        else callback(null, first.address, first.family);
      });
    };
  }

  #closed(host: string, retry: 'never' | 'briefly'): NotTaken {
    return new NotTaken(`Webhook ${host}: not a public address over https; MOU_WEBHOOK_ALLOW names those allowed besides`, retry);
  }
}
