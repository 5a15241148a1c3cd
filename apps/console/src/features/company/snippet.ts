/** What a customer puts before `</body>` of the pages that shall carry the widget. */
export const snippetOf = (serverUrl: string, siteKey: string, styleId: string): string =>
  `<script async src="${serverUrl}/w.js" data-site="${siteKey}" data-style="${styleId}"></script>`

/** The same chat as a page of its own, for advertisements, QR codes and WeChat menus. */
export const chatPageOf = (serverUrl: string, siteKey: string, styleId: string): string =>
  `${serverUrl}/chat/${siteKey}/${styleId}`
