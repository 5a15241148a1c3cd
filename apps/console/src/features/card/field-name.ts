import type { CardField } from '@youwen/contract'
import type { TFunction } from 'i18next'

/** A built-in field is called by the dictionaries until the company calls it otherwise. */
export const fieldName = ({ name, builtIn }: Pick<CardField, 'name' | 'builtIn'>, t: TFunction): string =>
  name || (builtIn ? t(`card.builtIn.${builtIn}`) : '')
