type Rgb = readonly [number, number, number];

/** WCAG 2.2 SC 1.4.3: the contrast that text needs against its ground. */
const READABLE = 4.5;

/** Shades an accent colour towards black or white until it can be read on the ground. */
export function readableOn(accent: string, ground: string): string {
  const target: Rgb = luminance(parse(ground)) > 0.5 ? [0, 0, 0] : [255, 255, 255];
  const from = parse(accent);
  for (let step = 0; step <= 20; step += 1) {
    const shade = mix(from, target, step / 20);
    if (contrast(shade, parse(ground)) >= READABLE) return print(shade);
  }
  return print(target);
}

/** Black or white, whichever stands out more on the accent colour. */
export function inkOn(accent: string): string {
  const ground = parse(accent);
  return contrast([255, 255, 255], ground) >= READABLE ? '#ffffff' : '#111111';
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((part, index) =>
    Math.round(part + ((to[index] ?? 0) - part) * share),
  ) as unknown as Rgb;
}

function parse(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

function print(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
