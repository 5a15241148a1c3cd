import type { SmsProvider, SmsState } from '@youwen/contract'
import { dayOf } from '../../platform/calendar/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { addJob } from '../../platform/jobs/index.ts'
import { announce } from './events.ts'
import { failures } from './failures.ts'
import { tasks } from './jobs.ts'
import { openContent } from './messages.ts'
import type { Account, Found, Outcome, Outgoing, Provider } from './provider.ts'
import { createRests, restMs } from './rest.ts'
import type { Settings } from './settings.ts'
import * as days from './store/days.ts'
import * as store from './store/messages.ts'

export interface SenderParts {
  readonly db: Db
  readonly sealKey: Buffer
  readonly now: () => Date
  readonly settings: Pick<Settings, 'account'>
  readonly providers: Readonly<Record<SmsProvider, Provider>>
  timeZoneOf(companyId: string): Promise<string>
}

export interface Errand {
  readonly companyId: string
  readonly smsId: string
}

/** A reminder of yesterday is none. */
const wantedMs = 24 * 3_600_000
/** Pauses before it is tried again; the last one as often as there is time. */
const pausesMs = [1, 5, 15, 60, 180].map((minutes) => minutes * 60_000)
/** An attempt older than this is at an end, whoever made it; and the provider's own records have caught up with it. */
const settledMs = 60_000
/** How often one may be sent again although it may have been taken, where the provider does not say whether it was. */
const maxUnclear = 3

type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'ask' | 'send'; readonly account: Account; readonly message: Outgoing; readonly attemptAt: Date }

/**
 * Hands messages to providers. Neither of them knows a repeated request as such, so an attempt is written down before it is
 * made. Where its end is not known (no answer, or a crash before it was written down) the provider is asked what it has; one that
 * has nothing, or will not say, gets the message again: two reminders hurt less than none. ADR sms.
 */
export function createSender({ db, sealKey, now, settings, providers, timeZoneOf }: SenderParts) {
  const rests = createRests({ now })

  async function put(tx: Tx, companyId: string, message: store.HeldMessage, progress: store.Progress) {
    const isOver = progress.state !== undefined && progress.state !== 'queued'
    await store.putProgress(tx, companyId, message.smsId, {
      ...progress,
      ...(isOver && { sealed: null, attemptAt: null, changedAt: now() }),
    })
    const { smsId, purpose, aboutId } = message
    const state = progress.state ?? message.state
    const failure = progress.failure === undefined ? message.failure : progress.failure
    if (state === message.state && failure === message.failure) return
    announce(tx, { type: 'sms.changed', companyId, smsId, purpose, aboutId, state, failure })
  }

  /** What is counted and was not taken costs nothing. */
  async function uncount(tx: Tx, companyId: string, { countedOn }: store.HeldMessage): Promise<{ countedOn: null }> {
    if (countedOn !== null) await days.takeBack(tx, companyId, countedOn)
    return { countedOn: null }
  }

  async function fail(tx: Tx, companyId: string, message: store.HeldMessage, failure: string): Promise<Step> {
    await put(tx, companyId, message, { state: 'failed', failure })
    return { kind: 'nothing' }
  }

  /** Decides under the row's lock what is to be done next. `found` is what the provider said of the attempt it was asked about. */
  function prepare({ companyId, smsId }: Errand, today: string, found?: { of: Date; answer: Found }): Promise<Step> {
    return db.company(companyId, async (tx): Promise<Step> => {
      const message = await store.holdMessage(tx, companyId, smsId)
      if (message?.state !== 'queued' || message.sealed === null) return { kind: 'nothing' }
      const { attemptAt, unclear } = message
      if (now().getTime() - message.createdAt.getTime() >= wantedMs) {
        return fail(tx, companyId, message, message.failure ?? failures.tooLate)
      }
      const account = await settings.account(tx, companyId)
      if (!account) return fail(tx, companyId, message, failures.off)
      if (!found && message.purpose !== 'test' && !rests.mayAsk(account.provider)) {
        return { kind: 'wait', until: new Date(now().getTime() + restMs) }
      }
      const outgoing = { smsId, templateCode: message.templateCode, ...openContent(sealKey, smsId, message.sealed) }

      let { countedOn } = message
      if (attemptAt) {
        // Whoever tried it out has gone.
        if (message.purpose === 'test') return fail(tx, companyId, message, failures.unreachable)
        const settledAt = new Date(attemptAt.getTime() + settledMs)
        if (settledAt > now()) return { kind: 'wait', until: settledAt }
        const isAnswered = found?.of.getTime() === attemptAt.getTime()
        const canAnswer = message.provider === account.provider
        if (canAnswer && !isAnswered) return { kind: 'ask', account, message: outgoing, attemptAt }
        const answer: Found = isAnswered && found ? found.answer : { kind: 'unsaid' }
        if (answer.kind === 'unreachable') return { kind: 'wait', until: askAgainAt(attemptAt) }
        if (answer.kind === 'taken') {
          await put(tx, companyId, message, reported(answer.report))
          return { kind: 'nothing' }
        }
        // What may have been taken once is counted once more.
        if (answer.kind === 'unsaid') countedOn = null
        if (answer.kind === 'unsaid' && unclear >= maxUnclear) {
          return fail(tx, companyId, message, failures.unreachable)
        }
      }
      if (countedOn !== today) {
        if (countedOn !== null) await days.takeBack(tx, companyId, countedOn)
        if (!(await days.countIn(tx, companyId, today, account.dailyLimit))) {
          return fail(tx, companyId, message, failures.dailyLimit)
        }
      }
      const begun = now()
      await store.putProgress(tx, companyId, smsId, {
        attemptAt: begun,
        countedOn: today,
        provider: account.provider,
        tries: message.tries + 1,
        // Until it is known how it ended.
        unclear: unclear + 1,
      })
      return { kind: 'send', account, message: outgoing, attemptAt: begun }
    })
  }

  const after = (tries: number) =>
    new Date(now().getTime() + (pausesMs[Math.min(Math.max(tries, 1), pausesMs.length) - 1] ?? 0))

  /** The longer it has been so, the longer it may stay so. */
  const askAgainAt = (attemptAt: Date) => {
    const sinceMs = now().getTime() - attemptAt.getTime()
    return new Date(now().getTime() + Math.min(Math.max(sinceMs, settledMs), 3_600_000))
  }

  const again = (tx: Tx, errand: Errand, runAt: Date) => addJob(tx, tasks.send, errand, { runAt })

  function finish(errand: Errand, attemptAt: Date, outcome: Outcome): Promise<void> {
    const { companyId, smsId } = errand
    return db.company(companyId, async (tx) => {
      const message = await store.holdMessage(tx, companyId, smsId)
      if (!message) return
      if (message.state !== 'queued') {
        // Its receipt was faster.
        if (outcome.kind === 'taken') await store.putProgress(tx, companyId, smsId, { providerId: outcome.providerId })
        return
      }
      // Somebody took this attempt for lost and made another one.
      const isStale = message.attemptAt?.getTime() !== attemptAt.getTime()
      if (isStale && outcome.kind !== 'taken') return
      switch (outcome.kind) {
        case 'taken':
          return put(tx, companyId, message, { state: 'sent', failure: null, providerId: outcome.providerId })
        case 'refused':
          return put(tx, companyId, message, {
            state: 'failed',
            failure: outcome.code,
            ...(await uncount(tx, companyId, message)),
          })
        case 'later': {
          const known = { attemptAt: null, unclear: message.unclear - 1, ...(await uncount(tx, companyId, message)) }
          return later(tx, errand, { ...message, ...known }, { ...known, failure: outcome.code })
        }
        case 'unclear':
          return later(tx, errand, message, { failure: failures.unreachable })
        default:
          return outcome satisfies never
      }
    })
  }

  /** Again after a while, if somebody wants it then. */
  async function later(tx: Tx, errand: Errand, message: store.HeldMessage, progress: store.Progress): Promise<void> {
    const runAt = after(message.tries)
    const isWanted = runAt.getTime() - message.createdAt.getTime() < wantedMs && message.purpose !== 'test'
    const state: SmsState = isWanted ? 'queued' : 'failed'
    await put(tx, errand.companyId, message, { ...progress, state })
    if (isWanted) await again(tx, errand, runAt)
  }

  return {
    async send(errand: Errand): Promise<void> {
      const { companyId } = errand
      const today = dayOf(await timeZoneOf(companyId), now())
      let step = await prepare(errand, today)
      if (step.kind === 'ask') {
        const { account, message, attemptAt } = step
        const answer = await providers[account.provider].find(account, { ...message, attemptAt })
        rests[answer.kind === 'unreachable' ? 'failed' : 'answered'](account.provider)
        step = await prepare(errand, today, { of: attemptAt, answer })
      }
      if (step.kind === 'nothing') return
      if (step.kind !== 'send') {
        const runAt = step.kind === 'wait' ? step.until : new Date(now().getTime() + settledMs)
        return db.company(companyId, (tx) => again(tx, errand, runAt))
      }
      const { provider } = step.account
      const outcome = await providers[provider].send(step.account, step.message)
      rests[outcome.kind === 'unclear' ? 'failed' : 'answered'](provider)
      await finish(errand, step.attemptAt, outcome)
    },
  }
}

const reported = (report: { isDelivered: boolean; code: string } | null): store.Progress => {
  if (report === null) return { state: 'sent', failure: null }
  return report.isDelivered ? { state: 'delivered', failure: null } : { state: 'failed', failure: report.code }
}
