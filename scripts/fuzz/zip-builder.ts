import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib'

export interface Member {
  readonly name: string
  readonly text: string
  /** 0 stored, 8 deflate, 93 zstd. */
  readonly method?: number
  /** What the directory claims instead of the truth. */
  readonly claims?: {
    readonly bytes?: number
    readonly crc32?: number
    readonly flags?: number
    readonly offset?: number
  }
}

/** A zip archive as a tool would write it; written here, so that a damaged one can be built byte by byte. */
export function zipOf(
  members: readonly Member[],
  form: { readonly zip64?: true; readonly comment?: string } = {},
): Uint8Array {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const { name, text, method = 8, claims = {} } of members) {
    const plain = Buffer.from(text)
    const packed = method === 8 ? deflateRawSync(plain) : method === 93 ? zstdCompressSync(plain) : plain
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(claims.flags ?? 0, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(claims.crc32 ?? crc32(plain), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claims.bytes ?? plain.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
    // Another extra field comes first: readers have to skip it.
    const extra =
      form.zip64 === true
        ? Buffer.concat([Buffer.from([0x55, 0x54, 0, 0]), zip64Extra(plain.length, offset)])
        : Buffer.alloc(0)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(form.zip64 === true ? 0xffffffff : (claims.offset ?? offset), 10)
    const central = Buffer.concat([Buffer.from('PK\x01\x02\0\0'), fields, tail, Buffer.from(name), extra])
    if (form.zip64 === true) central.writeUInt32LE(0xffffffff, 24)
    central.writeUInt16LE(extra.length, 30)
    locals.push(local)
    entries.push(central)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  return new Uint8Array(Buffer.concat([...locals, directory, ...endOf(members.length, directory.length, offset, form)]))
}

function zip64Extra(bytes: number, offset: number): Buffer {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(BigInt(bytes), 4)
  extra.writeBigUInt64LE(BigInt(offset), 12)
  return extra
}

function endOf(
  count: number,
  size: number,
  start: number,
  form: { readonly zip64?: true; readonly comment?: string },
): Buffer[] {
  const comment = Buffer.from(form.comment ?? '')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(form.zip64 === true ? 0xffff : count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(form.zip64 === true ? 0xffffffff : start, 16)
  end.writeUInt16LE(comment.length, 20)
  if (form.zip64 !== true) return [end, comment]
  const end64 = Buffer.alloc(56)
  end64.write('PK\x06\x06')
  end64.writeBigUInt64LE(BigInt(count), 32)
  end64.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07')
  locator.writeBigUInt64LE(BigInt(start + size), 8)
  return [end64, locator, end, comment]
}
