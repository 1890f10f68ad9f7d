import fc from 'fast-check';

/** Any code point, surrogates that stand alone included. */
export const anyCodePoint = fc
  .oneof(fc.nat(0x7f), fc.nat(0x2fff), fc.nat(0x10ffff))
  .map((point) => String.fromCodePoint(point));

/** Any text that JavaScript can hold, well-formed or not. */
export const anyText = fc.string({ unit: anyCodePoint, maxLength: 100 });
