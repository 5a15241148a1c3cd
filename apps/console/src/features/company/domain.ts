/** `https://Shop.example.com/path` → `shop.example.com`; what is a host already stays. */
export function domainOf(text: string): string {
  const trimmed = text.trim().toLowerCase()
  if (/^https?:\/\//.test(trimmed) && URL.canParse(trimmed)) return new URL(trimmed).host
  return trimmed.replace(/\/.*$/, '')
}
