/**
 * PostgreSQL arrays in the wire's binary format. pg sends a Buffer as a binary parameter; for wide batches that saves
 * quoting every element here and parsing it there. Layout: dimensions, has-nulls flag, element type, length, lower
 * bound, then each element as length and bytes (src/backend/utils/adt/arrayfuncs.c, array_recv).
 */
const headerBytes = 20
const oid = { uuid: 2950, int4: 23, text: 25, jsonb: 3802, timestamptz: 1184 } as const

function writeHeader(buffer: Buffer, elementOid: number, length: number, hasNulls: boolean) {
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(hasNulls ? 1 : 0, 4)
  buffer.writeInt32BE(elementOid, 8)
  buffer.writeInt32BE(length, 12)
  buffer.writeInt32BE(1, 16)
}

/** Writes each value by `write`, which answers where it stopped; null stands for itself. */
function arrayOf<T>(
  values: readonly (T | null)[],
  elementOid: number,
  capacity: number,
  write: (buffer: Buffer, value: T, at: number) => number,
): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + capacity)
  let at = headerBytes
  let hasNulls = false
  for (const value of values) {
    if (value === null) {
      hasNulls = true
      at = buffer.writeInt32BE(-1, at)
      continue
    }
    const end = write(buffer, value, at + 4)
    buffer.writeInt32BE(end - at - 4, at)
    at = end
  }
  writeHeader(buffer, elementOid, values.length, hasNulls)
  return buffer.subarray(0, at)
}

export const uuidArray = (values: readonly (string | null)[]) =>
  arrayOf(values, oid.uuid, values.length * 20, (buffer, value, at) => {
    // 8-4-4-4-12 hexadecimal digits
    buffer.write(value.slice(0, 8), at, 'hex')
    buffer.write(value.slice(9, 13), at + 4, 'hex')
    buffer.write(value.slice(14, 18), at + 6, 'hex')
    buffer.write(value.slice(19, 23), at + 8, 'hex')
    buffer.write(value.slice(24, 36), at + 10, 'hex')
    return at + 16
  })

export const int4Array = (values: readonly (number | null)[]) =>
  arrayOf(values, oid.int4, values.length * 8, (buffer, value, at) => buffer.writeInt32BE(value, at))

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const utf8Capacity = (values: readonly (string | null)[]) =>
  values.reduce((bytes, value) => bytes + 5 + (value === null ? 0 : value.length * 3), 0)

export const textArray = (values: readonly (string | null)[]) =>
  arrayOf(values, oid.text, utf8Capacity(values), (buffer, value, at) => at + buffer.write(value, at, 'utf8'))

/** Each value is JSON text; PostgreSQL's binary jsonb is its version, 1, before that text. */
export const jsonbArray = (values: readonly string[]) =>
  arrayOf(values, oid.jsonb, utf8Capacity(values), (buffer, value, at) => {
    buffer[at] = 1
    return at + 1 + buffer.write(value, at + 1, 'utf8')
  })

/** Microseconds since 2000-01-01, as PostgreSQL keeps moments. */
const postgresEpochMs = 946_684_800_000
export const timestamptzArray = (values: readonly (Date | null)[]) =>
  arrayOf(values, oid.timestamptz, values.length * 12, (buffer, value, at) =>
    buffer.writeBigInt64BE(BigInt(value.getTime() - postgresEpochMs) * 1000n, at),
  )
