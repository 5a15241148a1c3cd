/** Old browsers, and pages without https, have no clipboard to write to: what is selected is copied there. */
export function copy(text: string): Promise<boolean> {
  const byHand = () => {
    const area = document.createElement('textarea')
    area.value = text
    area.style.position = 'fixed'
    area.style.opacity = '0'
    document.body.appendChild(area)
    area.select()
    const isDone = document.execCommand('copy')
    document.body.removeChild(area)
    return isDone
  }
  return navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, byHand) : Promise.resolve(byHand())
}

/** Saves something that was made here as a file. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.appendChild(link)
  link.click()
  document.body.removeChild(link)
  // Some browsers begin to read it after this.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
