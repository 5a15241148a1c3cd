import { type Api, createApi } from '@youwen/sdk/api'
import { type Account, company, type TestServer } from './server.ts'

export const ownPassword = 'a password of her own, chosen'

/** The owner's API: she logs in with the password of the first start and chooses one of her own, as she has to. */
export async function logInAsOwner(server: TestServer): Promise<Api> {
  const { url } = server
  const logIn = (password: string) =>
    createApi({ url }).security.login({ companyCode: company, account: 'owner', password })
  const current = server.passwordOf('owner')
  const { token } = await logIn(current)
  await createApi({ url, token }).security.changePassword({ current, next: ownPassword })
  return createApi({ url, token: (await logIn(ownPassword)).token })
}

/** How many conversations routing may give somebody at once. */
export async function setCapacity(owner: Api, account: Account, capacity: number): Promise<void> {
  const agent = (await owner.team.agents()).find((one) => one.account === account)
  if (!agent) throw new Error(`There is no ${account}.`)
  await owner.team.saveAgent({ ...agent, capacity })
}

/** Takes away the phrases that the demo brings along, where they would stand between what is looked at. */
export async function removePhrases(owner: Api): Promise<void> {
  const { phrases } = await owner.phrase.list({ tree: 'shared' })
  for (const { phraseId, folderId } of phrases) if (folderId === null) await owner.phrase.removeShared({ phraseId })
}
