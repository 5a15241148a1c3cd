/** A search engine as it is seen from a page it led to: where it lives and in which parameter it sends the words. */
interface SearchEngine {
  readonly id: string
  readonly host: RegExp
  /** Only pages below it are results; elsewhere the host is an ordinary site (Douyin, Toutiao …). */
  readonly path?: RegExp
  /** Tried in this order. Most engines send nothing any more: then the words stay unknown. */
  readonly parameters: readonly string[]
}

/** The first match counts, so what is narrower stands first. */
const engines: readonly SearchEngine[] = [
  { id: 'baidu', host: /^((www|m|wap|image|video|news)\.)?baidu\.(com|cn)$/, parameters: ['wd', 'word', 'kw'] },
  { id: 'sogou', host: /^([a-z]+\.)?sogou\.com$/, parameters: ['query', 'keyword', 'key'] },
  { id: 'so360', host: /^(((www|m|image|news)\.)?(so|haosou)\.com|so\.360\.cn)$/, parameters: ['q'] },
  { id: 'quark', host: /^quark\.sm\.cn$/, parameters: ['q'] },
  { id: 'shenma', host: /^([a-z]+\.)*sm\.cn$/, parameters: ['q', 'keyword'] },
  { id: 'bing', host: /^((www|cn|m)\.)?bing\.com$/, parameters: ['q'] },
  { id: 'google', host: /^((www|images|encrypted)\.)?google(\.com?)?\.[a-z]{2,3}$/, parameters: ['q'] },
  { id: 'google', host: /^com\.google\.android\.googlequicksearchbox$/, parameters: [] },
  { id: 'toutiao', host: /^so\.toutiao\.com$/, parameters: ['keyword'] },
  { id: 'toutiao', host: /^((www|m)\.)?toutiao\.com$/, path: /^\/search\b/, parameters: ['keyword'] },
  { id: 'douyin', host: /^so\.douyin\.com$/, parameters: ['keyword'] },
  { id: 'douyin', host: /^((www|m)\.)?douyin\.com$/, path: /^\/search\/([^/]+)/, parameters: ['keyword'] },
  { id: 'xiaohongshu', host: /^(www\.)?xiaohongshu\.com$/, path: /^\/search_result\b/, parameters: ['keyword'] },
  { id: 'youdao', host: /^(www\.)?youdao\.com$/, path: /^\/(search|result)\b/, parameters: ['q', 'word'] },
  { id: 'chinaso', host: /^(www\.)?chinaso\.com$/, parameters: ['q'] },
  { id: 'yahoo', host: /^([a-z]{2,3}\.)*search\.yahoo\.(com|co\.jp)$/, parameters: ['p'] },
  { id: 'duckduckgo', host: /^((www|html|lite)\.)?duckduckgo\.com$/, parameters: ['q'] },
  { id: 'yandex', host: /^((www|m)\.)?(yandex\.(com(\.tr)?|ru|by|kz|eu)|ya\.ru)$/, parameters: ['text'] },
  { id: 'naver', host: /^(m\.)?search\.naver\.com$/, parameters: ['query'] },
  { id: 'ecosia', host: /^(www\.)?ecosia\.org$/, parameters: ['q'] },
  { id: 'brave', host: /^search\.brave\.com$/, parameters: ['q'] },
  { id: 'startpage', host: /^(www\.)?startpage\.com$/, parameters: ['query', 'q'] },
]

export interface FoundEngine {
  readonly id: string
  /** Undecoded, as it stands in the address; null when the engine sent none. */
  readonly rawKeyword: string | null
}

/** Which engine an address belongs to. `rawParameters` are still percent-encoded: old pages send GBK, not UTF-8. */
export function findSearchEngine(address: URL, rawParameters: ReadonlyMap<string, string>): FoundEngine | null {
  const engine = engines.find(({ host, path }) => host.test(address.hostname) && (!path || path.test(address.pathname)))
  if (!engine) return null
  const named = engine.parameters.map((name) => rawParameters.get(name)).find((value) => value)
  // Douyin carries the words in the path.
  const inPath = engine.path?.exec(address.pathname)?.[1]
  return { id: engine.id, rawKeyword: named ?? inPath ?? null }
}
