/**
 * Who follows what. Most topics have one follower (a visitor's own), so that one stands alone in the map and a set is
 * made for the second: ten thousand idle visitors cost no ten thousand sets.
 */
export class Topics<Member extends object> {
  readonly #members = new Map<string, Member | Set<Member>>()

  get size() {
    return this.#members.size
  }

  has(topic: string) {
    return this.#members.has(topic)
  }

  names(): Iterable<string> {
    return this.#members.keys()
  }

  /** True for the first follower of a topic. */
  add(topic: string, member: Member): boolean {
    const followers = this.#members.get(topic)
    if (followers === undefined) this.#members.set(topic, member)
    else if (followers instanceof Set) followers.add(member)
    else if (followers !== member) this.#members.set(topic, new Set([followers, member]))
    return followers === undefined
  }

  /** True for the last follower of a topic. */
  remove(topic: string, member: Member): boolean {
    const followers = this.#members.get(topic)
    if (followers === member || (followers instanceof Set && followers.delete(member) && followers.size === 0)) {
      return this.#members.delete(topic)
    }
    return false
  }

  /** `visit` may remove the members it is given. */
  each(topic: string, visit: (member: Member) => void) {
    const followers = this.#members.get(topic)
    if (followers instanceof Set) for (const member of followers) visit(member)
    else if (followers !== undefined) visit(followers)
  }
}
