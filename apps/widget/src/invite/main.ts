/**
 * Loaded by the panel when somebody is invited for the first time: the box in which he is asked. Drawn beside the button,
 * never over what is read.
 */
import type { Invitation, StyleLook, VisitorFrameIn } from '@youwen/contract'
import { onAccent } from '../colour.ts'
import { guard, make, style } from '../dom.ts'

const words = {
  zh: { label: '客服邀请您对话', accept: '开始咨询', refuse: '暂不需要', close: '关闭' },
  en: { label: 'Somebody would like to help you', accept: 'Chat now', refuse: 'Not now', close: 'Close' },
}
const fonts = '-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif'

/** Its `update` is called after every drawing of the page's button: shows what there is to show. */
function createInvitationBox(
  root: Node,
  look: StyleLook,
  lang: string | undefined,
  isCalm: boolean,
  send: (frame: VisitorFrameIn) => void,
  setOpen: (isOpen: boolean) => void,
) {
  const isChinese = /^(auto)?zh/i.test(lang || look.locale + navigator.language)
  const t = isChinese ? words.zh : words.en
  const { ground, ink } = onAccent(look.accent)
  let box: HTMLElement | undefined
  /** What is in front of the visitor, or has been answered here and is not asked again. */
  let current: Invitation | undefined
  let isSeen = false
  let isPanelOpen = false

  const answer = (what: 'seen' | 'accepted' | 'refused') => {
    if (current) send({ type: 'invitation', inviteId: current.inviteId, answer: what })
  }
  const remove = () => {
    if (box) root.removeChild(box)
    box = undefined
  }
  const accept = () => {
    remove()
    answer('accepted')
    setOpen(true)
  }
  const refuse = () => {
    remove()
    answer('refused')
  }

  function draw({ agent, text }: Invitation) {
    const card = make('div', root)
    box = card
    card.setAttribute('role', 'dialog')
    card.setAttribute('aria-label', t.label)
    card.lang = isChinese ? 'zh-CN' : 'en'
    const place = `position:fixed;${look.position}:${look.offsetX}px;bottom:${look.offsetY + 72}px;box-sizing:border-box;width:316px;max-width:calc(100% - ${2 * look.offsetX}px);padding:16px;border-radius:14px;background:#fff;color:#1a1d29;font:14px/1.6 ${fonts};text-align:left;box-shadow:0 12px 40px rgba(15,23,42,.22),0 0 0 1px rgba(15,23,42,.06)`
    const from = isCalm ? '' : ';opacity:0;transform:translateY(8px)'
    style(card, place + from)

    const head = make('div', card)
    style(head, 'display:flex;align-items:center;margin-bottom:10px')
    const face = make('span', head)
    face.textContent = Array.from(agent.name)[0] || ''
    face.setAttribute('aria-hidden', 'true')
    style(
      face,
      `flex:none;width:36px;height:36px;margin-right:10px;border-radius:50%;background:${ground};color:${ink};font-weight:500;line-height:36px;text-align:center`,
    )
    const name = make('strong', head)
    name.textContent = agent.name
    style(name, 'flex:1;min-width:0;overflow:hidden;font-weight:600;text-overflow:ellipsis;white-space:nowrap')
    const cross = make('button', head)
    cross.textContent = '×'
    cross.setAttribute('aria-label', t.close)
    style(
      cross,
      `flex:none;width:28px;height:28px;margin:-4px -6px -4px 8px;padding:0;border:0;border-radius:6px;background:none;color:#6a7286;font:20px/28px ${fonts};cursor:pointer`,
    )
    cross.onclick = guard(refuse)

    const said = make('p', card)
    // Read aloud when it comes; the focus stays where the visitor is typing.
    said.setAttribute('role', 'status')
    said.textContent = text
    style(said, 'margin:0 0 14px;max-height:140px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere')

    const row = make('div', card)
    style(row, 'display:flex')
    const button = (label: string, rules: string, pressed: () => void) => {
      const each = make('button', row)
      each.textContent = label
      each.onclick = guard(pressed)
      style(
        each,
        `flex:1;height:36px;padding:0 12px;border:0;border-radius:8px;font:500 14px/36px ${fonts};cursor:pointer;${rules}`,
      )
    }
    button(t.refuse, 'background:#f0f2f6;color:#555d70', refuse)
    button(t.accept, `margin-left:8px;background:${ground};color:${ink}`, accept)
    card.onkeydown = guard((event: KeyboardEvent) => event.key === 'Escape' && refuse())

    if (isCalm) return
    // Where it moves from has to be known before it moves.
    card.getBoundingClientRect()
    style(card, `${place};transition:opacity .18s ease-out,transform .18s ease-out`)
  }

  const attend = () => {
    if (!current || document.hidden) return
    // Whoever has the chat in front of him is asked there.
    if (isPanelOpen || current.kind === 'force') {
      if (isSeen) return
      isSeen = true
      return accept()
    }
    if (!isSeen) answer('seen')
    isSeen = true
  }
  const attended = guard(attend)
  document.addEventListener('visibilitychange', attended)

  return {
    update(isOpen: boolean, invitation: Invitation | null | undefined) {
      const isOpening = isOpen && !isPanelOpen
      isPanelOpen = isOpen
      if (!invitation) {
        current = undefined
        return remove()
      }
      if (invitation.inviteId !== current?.inviteId) {
        remove()
        current = invitation
        isSeen = false
        if (invitation.kind === 'invite' && !isOpen) draw(invitation)
        attend()
      } else if (isOpening && box) {
        // The button was pressed instead.
        remove()
        answer('accepted')
      }
    },
    destroy() {
      remove()
      document.removeEventListener('visibilitychange', attended)
    },
  }
}
export type CreateInvitationBox = typeof createInvitationBox
/** The element that loads this, on which the panel finds what it waited for. */
export type BoxScript = HTMLScriptElement & { youwen: CreateInvitationBox }

guard(() => {
  ;(document.currentScript as BoxScript).youwen = createInvitationBox
})()
