/** Kinds people tell apart at a glance. */
const kinds: readonly [className: string, endings: RegExp][] = [
  ['pdf', /^pdf$/],
  ['sheet', /^(xlsx?|csv|et|numbers)$/],
  ['words', /^(docx?|txt|md|rtf|wps|pages)$/],
  ['slides', /^(pptx?|dps|key)$/],
  ['packed', /^(zip|rar|7z|gz|tar)$/],
  ['media', /^(mp[34]|mov|avi|wav|m4a|webm|png|jpe?g|gif|webp|heic|svg)$/],
]

export function FileTile({ name }: { name: string }) {
  const [, ending = ''] = /\.([a-z0-9]{1,5})$/i.exec(name) || []
  const kind = kinds.find(([, endings]) => endings.test(ending.toLowerCase()))
  return (
    <span class={`tile ${kind ? kind[0] : ''}`} aria-hidden="true">
      {ending ? ending.slice(0, 4) : '…'}
    </span>
  )
}
