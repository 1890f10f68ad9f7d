import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../../../src/throttle/index.js';

const group = fc.integer({ min: 0, max: 0xffff });
const byte = fc.integer({ min: 0, max: 255 });
const hex = (groups: readonly number[]) => groups.map((g) => g.toString(16)).join(':');

describe('clientKey', () => {
  it.each([
    ['192.0.2.1', 'v4:192.0.2.1'],
    [' 192.0.2.1 ', 'v4:192.0.2.1'],
    ['192.0.2.1:54321', 'v4:192.0.2.1'],
    ['2001:db8::1', 'v6:2001:db8:0:0'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', 'v6:2001:db8:0:0'],
    ['[2001:db8::1]', 'v6:2001:db8:0:0'],
    ['[2001:db8::1]:443', 'v6:2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', 'v6:2001:db8:1:2'],
    ['2001:db8:1:2::', 'v6:2001:db8:1:2'],
    ['fe80::1%eth0', 'v6:fe80:0:0:0'],
    ['::1', 'v6:0:0:0:0'],
    ['::', 'v6:0:0:0:0'],
    ['::ffff:192.0.2.1', 'v4:192.0.2.1'],
    ['::FFFF:c000:201', 'v4:192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', 'v4:192.0.2.1'],
    ['64:ff9b::192.0.2.1', 'v4:192.0.2.1'],
    ['2002:c000:201:5::9', 'v4:192.0.2.1'],
  ])('attack 32: %s counts as %s', (address, key) => {
    expect(clientKey(address)).toBe(key);
  });

  it('attack 32: rotating inside a /64 keeps the key, and another /64 has another', () => {
    fc.assert(
      fc.property(
        fc.tuple(group, group, group, group),
        fc.tuple(group, group, group, group),
        fc.tuple(group, group, group, group),
        (net, host, otherHost) => {
          // The nets that stand for IPv4 addresses are grouped by those.
          fc.pre(net[0] !== 0 && net[0] !== 0x64 && net[0] !== 0x2002);
          const key = clientKey(hex([...net, ...host]));
          expect(clientKey(hex([...net, ...otherHost]))).toBe(key);
          expect(key).toBe(`v6:${hex(net)}`);
          const nextNet = [net[0], net[1], net[2], (net[3] + 1) % 0x10000];
          expect(clientKey(hex([...nextNet, ...host]))).not.toBe(key);
        },
      ),
    );
  });

  it('attack 32: every spelling of one address shares a key', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const plain = hex(groups);
        const padded = groups.map((g) => g.toString(16).padStart(4, '0')).join(':');
        const short = new URL(`http://[${plain}]/`).hostname;
        const keys = [plain, padded, plain.toUpperCase(), short, `${short}:80`].map(clientKey);
        expect(new Set(keys).size).toBe(1);
      }),
    );
  });

  it('attack 32: IPv4 inside IPv6 shares the key of IPv4', () => {
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const v4 = `${a}.${b}.${c}.${d}`;
        expect(clientKey(v4)).toBe(`v4:${v4}`);
        expect(clientKey(`::ffff:${v4}`)).toBe(`v4:${v4}`);
        expect(clientKey(`::ffff:${hex([a * 256 + b, c * 256 + d])}`)).toBe(`v4:${v4}`);
      }),
    );
  });

  it.each([
    [undefined],
    [null],
    [''],
    ['   '],
    [42 as unknown as string],
    [{} as unknown as string],
  ])('has no key for %j', (address) => {
    expect(clientKey(address)).toBeNull();
  });

  it('garbage has a short opaque key that does not show it', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.constantFrom(
        'unknown',
        '999.1.1.1',
        '1.2.3',
        '1.2.3.4, 5.6.7.8',
        ':::',
        '[::1',
        '1::2::3',
      ),
    );
    fc.assert(
      fc.property(garbage, (address) => {
        const key = clientKey(address);
        if (key === null) expect(address.slice(0, 256).trim()).toBe('');
        else expect(key).toMatch(/^(?:v4:[\d.]{7,15}|v6:[\da-f:]{7,19}|other:[\w-]{22})$/);
      }),
    );
    expect(clientKey('not an address')).toMatch(/^other:[\w-]{22}$/);
    expect(clientKey('not an address')).not.toBe(clientKey('another text'));
    expect(clientKey('x'.repeat(1_000_000))).toBe(clientKey('x'.repeat(256)));
  });
});
