import type { ChangePiece, Changes } from '@youwen/contract'
import { lexer, type Token, type Tokens } from 'marked'

export interface Version {
  readonly version: string
  readonly isReleased: boolean
  /** By language. */
  readonly changes: Readonly<Record<string, Changes>>
}

/** More is history, and for whoever reads the file. */
const versionsShown = 20

/**
 * Reads changelogs: a heading `## 0.2.0, 2026-12-01` for each version, then lines. They come out as pieces of text, never
 * as markup. A language that lacks a version is left out of it, and whoever reads in it is shown the other.
 */
export function readChangelog(texts: Readonly<Record<string, string>>): Version[] {
  const versions = new Map<string, { isReleased: boolean; changes: Record<string, Changes> }>()
  for (const [language, text] of Object.entries(texts)) {
    for (const { version, isReleased, changes } of versionsIn(text)) {
      const known = versions.get(version) ?? { isReleased, changes: {} }
      versions.set(version, known)
      known.changes[language] = changes
    }
  }
  return [...versions].map(([version, rest]) => ({ version, ...rest })).slice(0, versionsShown)
}

function* versionsIn(text: string) {
  let current: { version: string; isReleased: boolean; changes: Changes } | undefined
  for (const token of lexer(text)) {
    if (token.type === 'heading' && token['depth'] === 2) {
      if (current) yield current
      const [version = '', when = ''] = String(token['text']).split(/\s*[,，]\s*/)
      current = { version, isReleased: /\d{4}/.test(when), changes: [] }
    } else if (current) current.changes.push(...linesOf(token))
  }
  if (current) yield current
}

function linesOf(token: Token): Changes {
  if (token.type === 'list') return (token as Tokens.List).items.map((item) => joined(piecesOf(item.tokens)))
  if (token.type === 'paragraph') return [joined(piecesOf(token.tokens ?? []))]
  return []
}

function piecesOf(tokens: readonly Token[]): ChangePiece[] {
  return tokens.flatMap((token): ChangePiece[] => {
    const kind = token.type === 'strong' ? 'strong' : token.type === 'codespan' ? 'code' : undefined
    if (kind) return [{ kind, text: plain(token) }]
    // A link, emphasis, whatever may come: its words.
    if ('tokens' in token && token.tokens) return piecesOf(token.tokens)
    return [{ kind: 'text', text: plain(token) }]
  })
}

/** Line breaks of the file are none of the text. */
const plain = (token: Token) => ('text' in token ? String(token['text']) : token.raw).replace(/\s+/g, ' ')

function joined(pieces: readonly ChangePiece[]): ChangePiece[] {
  const all: ChangePiece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last?.kind === 'text' && piece.kind === 'text') last.text += piece.text
    else if (piece.text) all.push({ ...piece })
  }
  return all
}
