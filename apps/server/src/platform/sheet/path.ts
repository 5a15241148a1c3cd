/** 售前/价格: where a phrase lies, as a sheet says it. A slash within a name is written `\/`. */
export const pathText = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[\\/]/g, (letter) => `\\${letter}`)).join('/')

export function pathNames(text: string): string[] {
  const parts = text.match(/(?:\\[\s\S]|[^/\\])+/g) ?? []
  return parts.map((part) => part.replace(/\\([\s\S])/g, '$1').trim()).filter((name) => name !== '')
}
