/** Control characters, line separators, and the marks that make a name read backwards (`exe.fdp` as `pdf.exe`). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** What a file is called when shown or saved; never part of a path. */
export function displayName(typed: string): string {
  const lastPart = typed.toWellFormed().replace(invisible, '').split(/[/\\]/).at(-1) ?? ''
  const name = lastPart.normalize('NFC').replace(/^[\s.]+|[\s.]+$/g, '')
  return name || 'file'
}

/** RFC 6266: the name for all, and a plain one for clients that know no other. */
export function asDownload(name: string): string {
  const shown = displayName(name)
  const plain = shown.replace(/[^\x20-\x7e]|["\\%;]/g, '_')
  // RFC 8187 allows less unescaped than encodeURIComponent leaves.
  const encoded = encodeURIComponent(shown).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
