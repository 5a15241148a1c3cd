import { pinyin } from 'pinyin-pro'

/** 长沙8折 → `['chang', 'sha', '8', 'zhe']`: by the words around them, without tones, ü as v. */
export const syllablesOf = (text: string): readonly string[] =>
  pinyin(text, { type: 'array', toneType: 'none', v: true, nonZh: 'consecutive' })
