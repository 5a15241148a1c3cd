/** What the SDK needs of `localStorage`. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Remembers until the page is gone: stands in where a browser gives no storage. */
export function createMemoryStorage(): KeyValueStorage {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    key: (index) => Array.from(values.keys())[index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

/**
 * `localStorage` if it can be written, else memory. Reading the property alone throws in a sandboxed frame or when a
 * person blocks site data, and Safari's old private mode has a storage of zero bytes.
 */
export function browserStorage(): KeyValueStorage {
  try {
    const storage = window.localStorage
    const probe = 'youwen:probe'
    storage.setItem(probe, probe)
    storage.removeItem(probe)
    return storage
  } catch {
    return createMemoryStorage()
  }
}
