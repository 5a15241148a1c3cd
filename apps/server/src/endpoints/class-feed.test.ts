import { expect, it } from 'vitest'
import { createWorld } from '../modules/conversation/conversation.testing.ts'
import { createClassFeed } from './class-feed.ts'

it('a node that did not hear that the tree of classes is another tells its own clients within a sweep, once (D2.6)', async () => {
  await using world = await createWorld({ nodeCount: 2 })
  const [here, there] = [world.node(0), world.node(1)]
  const told: object[] = []
  createClassFeed({
    events: there.events,
    classes: there.conversations.classes,
    gateway: { publish: () => {}, publishHere: (_, frame) => void told.push(frame) },
  })
  world.bus.isCut = true
  for (const names of [['售前'], ['售前', '售后']]) {
    const name = names.at(-1) ?? ''
    await here.conversations.classes.add(world.companyId, { name, colour: '#3366cc', parentClassId: null })
    for (let sweep = 0; sweep < 2; sweep++) await there.conversations.catchUpNow()
    await there.events.settled()
    expect(told.splice(0)).toMatchObject([{ type: 'classes', classes: { classes: names.map((name) => ({ name })) } }])
  }
})
