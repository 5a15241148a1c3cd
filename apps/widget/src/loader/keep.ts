/**
 * The visitor's token, first-party: in localStorage, in a cookie where that throws (blocked, full), else only as long as
 * the page lives. Tokens are made of characters that cookies carry as they are. The cookie lasts 385 days: browsers allow
 * 400, and the number is packed smaller than a year's.
 */
let inMemory = ''

export const recall = (site: string): string => {
  try {
    return localStorage.getItem(`youwen:${site}`) || ''
  } catch {}
  try {
    return (document.cookie.match(`youwen_${site}=([^;]+)`) as RegExpMatchArray)[1] as string
  } catch {}
  return inMemory
}

export const keep = (site: string, token: string): void => {
  inMemory = token
  try {
    localStorage.setItem(`youwen:${site}`, token)
  } catch {
    try {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers we promise.
      document.cookie = `youwen_${site}=${token};path=/;max-age=33333333;samesite=lax`
    } catch {}
  }
}
