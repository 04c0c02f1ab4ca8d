import type { Random } from './random.ts'

/** Pieces that mean something in one form of file or another. */
const TOKENS: readonly string[] = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\n', '\r\n', '\t', '\0', ' ', '\uFEFF', '\u2028', '😀'],
  ...['NaN', '-Infinity', '1e999', '-0', '9007199254740993', '0.1e-400', 'null', 'true', '""', '{}', '[]'],
  ...[
    '"__proto__":',
    '"constructor":',
    '"toString":',
    '"value":',
    '"status":',
    '"results":',
    '"metrics":',
    '"schema":',
  ],
  ...['---\n', '...\n', '&a ', '*a', '!!binary ', '<<: ', '- ', '? ', '| ', '#', '%', "'", '~', '.nan', '.inf'],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    '&x;',
    '&#0;',
    '&#x110000;',
    '&lt;',
  ],
  ...['<testcase name="x"/>', '<testsuite>', '<?xml version="1.0"?>', '="', 'xmlns:a="b"', ';', '""""', '","'],
  ...[
    'PK\x01\x02',
    'PK\x03\x04',
    'PK\x05\x06',
    'PK\x06\x06',
    'PK\x06\x07',
    '\x1f\x8b',
    '\x28\xb5\x2f\xfd',
    '\xff\xff\xff\xff',
  ],
]

/** Changes some bytes: flips, cuts, doubled or moved parts, pieces of other files, tokens. */
export function mutateBytes(original: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(original)
  for (let left = 1 + random.below(4); left > 0; left -= 1) bytes = mutateOnce(bytes, other, random)
  return new Uint8Array(bytes)
}

/** A file that only grows is tested by its first form. */
const MOST_BYTES = 300_000

function mutateOnce(bytes: Buffer, other: Uint8Array, random: Random): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1)
  const end = at + random.below(random.chance(0.8) ? 40 : bytes.length)
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
  const rest = bytes.subarray(at)
  switch (random.below(8)) {
    case 0:
      return Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte)))
    case 1:
      return Buffer.concat([before, Buffer.of(random.below(256)), rest.subarray(1)])
    case 2:
      return Buffer.from(before)
    case 3:
      return Buffer.concat([before, after])
    case 4:
      return Buffer.concat([before, part, part, after]).subarray(0, MOST_BYTES)
    case 5:
      return Buffer.concat([before, other.subarray(random.below(other.length)), after]).subarray(0, MOST_BYTES)
    case 6:
      return Buffer.concat([before, ...repeated(random.pick(TOKENS), random), rest]).subarray(0, MOST_BYTES)
    default:
      return Buffer.concat([before, Buffer.from(random.pick(TOKENS), 'utf8'), rest])
  }
}

/** Mostly once; now and then so often that something nests, or piles up. */
function repeated(token: string, random: Random): readonly Buffer[] {
  const times = random.chance(0.9) ? 1 : random.pick([2, 50, 1001, 30_000])
  return Array.from({ length: times }, () => Buffer.from(token, 'latin1'))
}
