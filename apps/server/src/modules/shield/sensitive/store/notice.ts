import type { SensitiveNotice } from '@youwen/contract'
import { noticeIn } from '../../store.ts'

export const sensitiveNotice = noticeIn<SensitiveNotice>('shield_word_notice')
