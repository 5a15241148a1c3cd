import type { RobotSettings, SaveRobotSettings } from '@youwen/contract'

/** The settings as their form holds them: shares in percent, words as they are typed. */
export type SettingsFields = Omit<SaveRobotSettings, 'answerAt' | 'suggestAt' | 'synonyms'> & {
  sureness: [number, number]
  /** A group a line, its words divided by commas. */
  synonyms: string
}

export function fieldsOf(settings: RobotSettings): SettingsFields {
  const { avatarUrl: _, answerAt, suggestAt, synonyms, ...fields } = settings
  return {
    ...fields,
    sureness: [Math.round(suggestAt * 100), Math.round(answerAt * 100)],
    synonyms: synonyms.map((group) => group.join('，')).join('\n'),
  }
}

export function settingsOf({ sureness: [suggest, answer], synonyms, ...fields }: SettingsFields): SaveRobotSettings {
  return {
    ...fields,
    suggestAt: suggest / 100,
    answerAt: answer / 100,
    synonyms: synonyms
      .split('\n')
      .map((line) => [...new Set(line.split(/[,，、=\s]+/).filter((word) => word !== ''))])
      .filter((group) => group.length > 1),
  }
}
