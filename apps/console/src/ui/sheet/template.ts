/** A csv with a header and one example, made here: nothing of it comes from the server. */
export function saveTemplate(name: string, rows: readonly (readonly string[])[]): void {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const text = rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')
  // With its mark, or Excel takes UTF-8 for the language of the machine.
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
