import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { AgentCaller, VisitorCaller } from '../../platform/http/index.ts'
import { type Files, startFiles } from './files.testing.ts'

const text = Buffer.from('报价单')
const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
const refused = { code: 'file.not_found' }

const attach = (
  world: Files,
  companyId: string,
  fileId: string,
  visitorId: string,
  sender: AgentCaller | VisitorCaller,
) =>
  world.db.company(companyId, (tx) =>
    world.files.attach(tx, {
      companyId,
      visitorId,
      by: { kind: sender.kind, id: sender.kind === 'agent' ? sender.agentId : sender.visitorId },
      body: { fileId },
    }),
  )

test('a visitor sends what he uploaded: a picture as a picture, the rest as files', async () => {
  await using world = await startFiles()
  const visitor = world.visitor()
  const file = await world.uploaded(visitor, text, { name: '报价单.txt' })
  const image = await world.uploaded(visitor, await picture(), { name: '沙发.png' })
  expect(await attach(world, world.companyId, file.fileId, visitor.visitorId, visitor)).toEqual({
    type: 'file',
    fileId: file.fileId,
    name: '报价单.txt',
    sizeBytes: text.length,
    contentType: 'text/plain',
  })
  expect(await attach(world, world.companyId, image.fileId, visitor.visitorId, visitor)).toMatchObject({
    type: 'image',
    width: 40,
    height: 30,
  })
})

test('an agent’s file becomes loadable for the visitor it was sent to, and cannot go to another one', async () => {
  await using world = await startFiles()
  const [agent, visitor, stranger] = [world.agent(), world.visitor(), world.visitor()]
  const { fileId } = await world.uploaded(agent, text)
  expect(await world.files.urls(visitor, [fileId])).toEqual([])
  await attach(world, world.companyId, fileId, visitor.visitorId, agent)
  await attach(world, world.companyId, fileId, visitor.visitorId, agent)
  expect(await world.files.urls(visitor, [fileId])).toMatchObject([{ fileId }])
  await expect(attach(world, world.companyId, fileId, stranger.visitorId, agent)).rejects.toMatchObject(refused)
})

test('nobody sends what somebody else uploaded, what never came, or an avatar', async () => {
  await using world = await startFiles()
  const [agent, visitor, stranger] = [world.agent(), world.visitor(), world.visitor()]
  const { companyId, otherCompanyId } = world
  const ofVisitor = await world.uploaded(visitor, text)
  const ofAgent = await world.uploaded(agent, text)
  const avatar = await world.uploaded(agent, await picture(), { purpose: 'avatar' })
  const announced = await world.files.begin(visitor, { name: 'a', sizeBytes: 1, purpose: 'message' })
  const tries: [string, string, string, AgentCaller | VisitorCaller][] = [
    [companyId, ofVisitor.fileId, stranger.visitorId, stranger],
    [companyId, ofVisitor.fileId, stranger.visitorId, visitor],
    [companyId, ofVisitor.fileId, visitor.visitorId, agent],
    [companyId, ofAgent.fileId, visitor.visitorId, visitor],
    [companyId, ofAgent.fileId, visitor.visitorId, world.agent()],
    [companyId, avatar.fileId, visitor.visitorId, agent],
    [companyId, announced.fileId, visitor.visitorId, visitor],
    [otherCompanyId, ofVisitor.fileId, visitor.visitorId, visitor],
  ]
  for (const one of tries) await expect(attach(world, ...one)).rejects.toMatchObject(refused)
})

test('what was sent with a message that was recalled is loaded by nobody, nor sent again', async () => {
  await using world = await startFiles()
  const [agent, visitor] = [world.agent(), world.visitor()]
  const { companyId } = world
  const { fileId } = await world.uploaded(agent, text)
  await attach(world, companyId, fileId, visitor.visitorId, agent)
  expect(await world.files.urls(visitor, [fileId])).toHaveLength(1)
  await world.db.company(companyId, (tx) => world.files.withdraw(tx, companyId, visitor.visitorId, [fileId]))
  expect(await world.files.urls(visitor, [fileId])).toEqual([])
  expect(await world.files.urls(agent, [fileId])).toEqual([])
  const { agentId } = agent
  await expect(world.files.download({ companyId, fileId }, { agentId }, undefined)).rejects.toMatchObject(refused)
  await expect(attach(world, companyId, fileId, visitor.visitorId, agent)).rejects.toMatchObject(refused)
})

test('what an agent may load he can have as his own: the bytes stay when the message that brought it is recalled (D2.2)', async () => {
  await using world = await startFiles()
  const [agent, visitor, other] = [world.agent(), world.visitor(), world.visitor()]
  const { companyId } = world
  const sent = await world.uploaded(visitor, await picture(), { name: '沙发.png' })
  await expect(world.files.copy(agent, sent.fileId)).rejects.toMatchObject(refused)
  await expect(world.files.copy(world.agent(world.otherCompanyId), sent.fileId)).rejects.toMatchObject(refused)
  world.seenVisitors.add(visitor.visitorId)
  const copy = await world.files.copy(agent, sent.fileId)
  expect(copy).toEqual({ ...sent, fileId: copy.fileId })
  expect(copy.fileId).not.toBe(sent.fileId)
  await world.db.company(companyId, (tx) => world.files.withdraw(tx, companyId, visitor.visitorId, [sent.fileId]))
  await expect(world.files.copy(agent, sent.fileId)).rejects.toMatchObject(refused)
  await attach(world, companyId, copy.fileId, other.visitorId, agent)
  expect(await world.files.urls(other, [copy.fileId])).toHaveLength(1)
})

test('a recording is known by its bytes, whatever recorder wrote it and whatever it is called', async () => {
  await using world = await startFiles()
  const [agent, visitor] = [world.agent(), world.visitor()]
  const wav = Buffer.alloc(44 + 3_200)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.write('data', 36)
  const sound = await world.uploaded(agent, wav, { name: 'voice.webm' })
  const words = await world.uploaded(agent, text, { name: 'voice.wav' })
  const typeOf = async (fileId: string) => (await attach(world, world.companyId, fileId, visitor.visitorId, agent)).type
  expect([sound.contentType, words.contentType]).toEqual(['audio/wav', 'text/plain'])
  expect([await typeOf(sound.fileId), await typeOf(words.fileId)]).toEqual(['file', 'file'])
})
