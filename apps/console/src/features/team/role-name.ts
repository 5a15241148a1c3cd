import type { Role } from '@youwen/contract'
import type { TFunction } from 'i18next'

/** Built-in roles are called by the dictionary, own ones as somebody named them. */
export const roleName = (role: Pick<Role, 'builtIn' | 'name'>, t: TFunction): string =>
  role.builtIn ? t(`team.builtIn.${role.builtIn}`) : role.name
