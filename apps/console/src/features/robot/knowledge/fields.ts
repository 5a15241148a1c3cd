import type { RobotQuestion, SaveRobotEntry, StoredFile } from '@youwen/contract'

type Type = RobotQuestion['body']['type']
export const answerTypes = ['text', 'image', 'file', 'card'] as const

/** A question as its form holds it: each kind of answer has fields of its own, so that changing one's mind loses nothing. */
export interface QuestionFields {
  title: string
  /** One a line. */
  variants: string
  topicId: string | null
  isEnabled: boolean
  type: Type
  text: string
  image: StoredFile | null
  file: StoredFile | null
  card: { title: string; text: string; url: string; image: StoredFile | null }
}

export function fieldsOf(
  question: RobotQuestion | undefined,
  { title, topicId }: { title: string; topicId: string | null },
): QuestionFields {
  const { body, file = null } = question ?? {}
  return {
    title: question?.title ?? title,
    variants: question?.variants.join('\n') ?? '',
    topicId: question ? question.topicId : topicId,
    isEnabled: question?.isEnabled ?? true,
    type: body?.type ?? 'text',
    text: body?.type === 'text' ? body.text : '',
    image: body?.type === 'image' ? file : null,
    file: body?.type === 'file' ? file : null,
    card:
      body?.type === 'card'
        ? { title: body.title, text: body.text, url: body.url, image: file }
        : { title: '', text: '', url: '', image: null },
  }
}

function bodyOf({ type, text, card, ...files }: QuestionFields) {
  if (type === 'text') return { type, text }
  if (type === 'card') {
    const { image, ...words } = card
    return { type, ...words, ...(image && { imageFileId: image.fileId }) }
  }
  const file = files[type]
  return file ? { type, fileId: file.fileId } : undefined
}

/** Undefined while its file is missing. */
export function entryOf(fields: QuestionFields): SaveRobotEntry | undefined {
  const body = bodyOf(fields)
  const variants = fields.variants
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return body && { kind: 'question', title: fields.title, variants, isEnabled: fields.isEnabled, body }
}
