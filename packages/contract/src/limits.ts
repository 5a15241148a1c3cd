/** Figures that browsers need too: this file has no schemas and imports nothing, so that a small bundle stays small. */

export const protocolVersion = 1
/** A larger frame closes the socket with 1009. */
export const maxFrameBytes = 64 * 1024
/** A client that has sent nothing for this long sends `ping`; a server that heard nothing for twice as long hangs up. */
export const pingIntervalMs = 25_000
/** A client that got no frame at all for this long after its `ping` takes the connection for dead. */
export const pongTimeoutMs = 10_000

/** Why a connection was closed, and what the client does next. */
export const closeCodes = {
  1009: { name: 'frame_too_large', next: 'stop' },
  1012: { name: 'restarting', next: 'reconnect' },
  4400: { name: 'protocol_error', next: 'stop' },
  4401: { name: 'unauthenticated', next: 'authenticate' },
  4403: { name: 'forbidden', next: 'stop' },
  4408: { name: 'silent', next: 'reconnect' },
  4413: { name: 'too_slow', next: 'reconnect' },
  4426: { name: 'unsupported_version', next: 'stop' },
  4429: { name: 'too_fast', next: 'back_off' },
  4440: { name: 'session_ended', next: 'authenticate' },
  4451: { name: 'blocked', next: 'stop' },
  4503: { name: 'overloaded', next: 'back_off' },
} as const
export type CloseCode = keyof typeof closeCodes

export const maxTextLength = 4_000
export const maxTypingLength = 500
export const maxFileBytes = 50 * 1024 * 1024
export const maxImageBytes = 20 * 1024 * 1024
export const maxCardTitleLength = 100
export const maxCardTextLength = 300
export const maxVoiceMs = 60_000
export const maxVoiceBytes = 5 * 1024 * 1024
/** Bars in the picture of a voice message. */
export const maxWaveform = 64
/** How long who said something may take it back. */
export const recallWithinMs = 2 * 60_000
export const maxPhraseTitleLength = 60
export const maxPhraseCodeLength = 20
export const maxPhrasesInTree = 30_000
/** Folders within folders; deeper ones are legible nowhere. */
export const maxPhraseDepth = 12
/** Nobody is shown a larger number of unread messages. */
export const maxUnreadSeqs = 100
/** How much of the day's past the live table of visitors holds; who is there now is in it whole, up to the first figure. */
export const liveLimits = { here: 10_000, left: 2_000, page: 1_000 } as const
export const maxCatalogRules = 50
/** Two, so that one can take the place of the other. */
export const maxCatalogKeys = 2
export const maxAppointmentTemplates = 50
/** What one template asks for beside name, phone and time. */
export const maxAppointmentFields = 10
export const maxAppointmentReminders = 3
export const maxRobotTitleLength = 100
/** Ways to ask one question. */
export const maxRobotVariants = 50
/** Topics and questions together. */
export const maxRobotEntries = 10_000
/** Topics within topics. */
export const maxRobotDepth = 8

/** What a language model may be asked to do for an agent. Each is off until somebody switches it on. */
export const assistantTasks = ['reply', 'translate', 'summary', 'classify', 'extract', 'robot'] as const

/** Into which texts can be translated: BCP 47. */
export const translationLanguages = [
  'zh-CN',
  'zh-TW',
  'en',
  'ja',
  'ko',
  'fr',
  'de',
  'es',
  'pt',
  'ru',
  'ar',
  'th',
  'vi',
  'id',
] as const

/** `sources`: entries of the knowledge base beside a suggested reply. */
export const assistantLimits = { texts: 20, textLength: 2_000, sources: 5 } as const

/** Long enough for a summary of what was said. */
export const maxTransferNote = 800

/** How many days the results of invitations are asked for at once: a quarter. */
export const maxInvitePeriodDays = 92

/** Whose messages are looked through for words, and what may happen to one: the strictest last. */
export const sensitiveSides = ['visitor', 'agent'] as const
export const sensitiveActions = ['watch', 'notify', 'mask', 'warn', 'block'] as const
export const maxSensitiveWordLength = 50
/** In each of the two lists. */
export const maxSensitiveWords = 10_000
export const maxWordsAtOnce = 2_000
/** Nobody reads more of them in the tooltip of one row. */
export const maxSensitiveMarks = 30
