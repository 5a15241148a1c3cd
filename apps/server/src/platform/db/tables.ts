// Written by `npm run schema` from the migrated database; a test compares. Do not edit.
import type { ColumnType } from 'kysely'

/** A column the database fills when an insert leaves it out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Timestamp = ColumnType<Date, Date | string, Date | string>
/** Read as what it holds, to be checked; written as JSON text (the driver would turn an array into a SQL array). */
type Json = ColumnType<unknown, string, string>

interface AppSwitch {
  company_id: string
  app: string
  is_on: boolean
  switched_at: Timestamp
}

interface AppUse {
  company_id: string
  agent_id: string
  app: string
  uses: number
  last_used_at: Timestamp
}

interface Appointment {
  company_id: string
  appointment_id: string
  number: string
  template_id: string
  state: string
  name: string
  phone: string
  at: Timestamp
  field_values: Json
  note: string
  words: string
  visitor_id: string | null
  conversation_id: string | null
  agent_id: string
  token_hash: Buffer
  sent_at: Timestamp | null
  told_phone: Generated<string>
  remind_at: Timestamp | null
  revision: Generated<number>
  created_at: Timestamp
  changed_at: Timestamp
}

interface AppointmentEntry {
  company_id: string
  entry_id: string
  appointment_id: string
  agent_id: string | null
  body: Json
  at: Timestamp
}

interface AppointmentSettings {
  company_id: string
  pushes: Json
  reminders: number[]
}

interface AppointmentTemplate {
  company_id: string
  template_id: string
  name: string
  style: string
  title: string
  place: string
  address: string
  telephone: string
  notice: string
  fields: Json
  position: number
  created_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

interface AssistantSettings {
  company_id: string
  base_url: string
  model: string
  sealed_key: string | null
  tasks: string[]
  monthly_allowance: number | null
}

interface AssistantUsage {
  company_id: string
  month: string
  task: string
  calls: number
  failures: number
  prompt_tokens: number
  completion_tokens: number
}

interface Card {
  company_id: string
  card_id: string
  field_values: Generated<Json>
  saved_by: Generated<string>
  saved_at: Timestamp | null
}

interface CardField {
  company_id: string
  field_id: string
  built_in: string | null
  kind: string
  name: string
  options: Generated<string[]>
  is_required: Generated<boolean>
  is_unique: Generated<boolean>
  role_ids: Generated<string[]>
  is_enabled: Generated<boolean>
  position: number
  created_at: Generated<Timestamp>
}

interface CardKey {
  company_id: string
  card_id: string
  field_id: string
  kind: string
  value: string
  is_unique: boolean
}

interface CardMerge {
  company_id: string
  merge_id: string
  card_id: string
  merged_card_id: string
  visitor_ids: string[]
  replaced: Json
  taken: Json
  names: Json
  merged_by: string
  merged_at: Timestamp
  undone_at: Timestamp | null
}

interface CardVisitor {
  company_id: string
  visitor_id: string
  card_id: string
}

interface CatalogItem {
  company_id: string
  kind: string
  item_id: string
  position: number
  content: Json
  words: string
  page: string | null
  phone: string | null
  customer_id: string | null
}

interface CatalogKey {
  company_id: string
  key_id: string
  sealed_secret: string
  added_at: Timestamp
}

interface CatalogPicture {
  company_id: string
  url_hash: Buffer
  file_id: string | null
  loaded_at: Timestamp
}

interface CatalogSettings {
  company_id: string
  source: Generated<string>
  provider_url: Generated<string>
  customer_field_id: string | null
  rules: Generated<Json>
}

interface Company {
  company_id: string
  code: string
  name: string
  time_zone: Generated<string>
  locale: Generated<string>
  contact: Generated<Json>
  created_at: Generated<Timestamp>
}

interface CompanyDirectory {
  code: string
  company_id: string
}

interface CompanySite {
  company_id: string
  site_id: string
  key: string
  name: string
  allowed_domains: Generated<string[]>
  created_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

interface CompanyStyle {
  company_id: string
  style_id: string
  site_id: string
  name: string
  is_default: Generated<boolean>
  look: Json
  created_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

interface Conversation {
  company_id: string
  conversation_id: string
  visitor_id: string
  visit_id: string | null
  site_id: string
  style_id: string | null
  channel: Generated<string>
  status: string
  agent_id: string | null
  group_id: string | null
  started_at: Generated<Timestamp>
  queued_at: Timestamp | null
  assigned_at: Timestamp | null
  first_answered_at: Timestamp | null
  closed_at: Timestamp | null
  closed_by: string | null
  last_seq: Generated<number>
  last_message_from: string | null
  last_message_type: string | null
  last_message_text: string | null
  last_message_at: Timestamp | null
  waiting_since: Timestamp | null
  visitor_read_seq: Generated<number>
  agent_read_seq: Generated<number>
  indexed_seq: Generated<number>
  wake_at: Timestamp | null
  country: Generated<string>
  province: Generated<string>
  city: Generated<string>
  isp: Generated<string>
  source_kind: string | null
  search_engine: string | null
  keyword: string | null
  terminal: string | null
  message_count: Generated<number>
  custody_seq: number | null
  handed_over: string | null
  has_card: Generated<boolean>
  has_phone: Generated<boolean>
  visitor_message_count: Generated<number>
  revised_at: Timestamp | null
  sensitive: Generated<Json>
  agent_message_count: Generated<number>
  last_spoken_at: Timestamp | null
  person_seq: number | null
}

interface ConversationClass {
  company_id: string
  class_id: string
  parent_id: string | null
  name: string
  colour: string
  position: number
  created_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

interface ConversationClassRule {
  company_id: string
  is_required: boolean
  changed_at: Timestamp | null
}

interface ConversationClassified {
  company_id: string
  conversation_id: string
  class_id: string
  agent_id: string
  classified_at: Generated<Timestamp>
}

interface ConversationMark {
  company_id: string
  agent_id: string
  conversation_id: string
  is_pinned: Generated<boolean>
  is_unread: Generated<boolean>
}

interface ConversationMention {
  company_id: string
  agent_id: string
  conversation_id: string
  seq: number
  by_agent_id: string
  mentioned_at: Generated<Timestamp>
}

interface ConversationMessage {
  company_id: string
  conversation_id: string
  seq: number
  message_id: string
  sender: string
  sender_id: string | null
  body: Json
  sent_at: Generated<Timestamp>
}

interface ConversationParticipant {
  company_id: string
  conversation_id: string
  agent_id: string
  read_seq: Generated<number>
  joined_at: Generated<Timestamp>
  is_joined: Generated<boolean>
}

interface ConversationQualityRule {
  company_id: string
  rules: Json
}

interface ConversationRecall {
  company_id: string
  conversation_id: string
  seq: number
  message_id: string
  body: Json
  recalled_at: Generated<Timestamp>
}

interface ConversationSearch {
  company_id: string
  conversation_id: string
  seq: number
  sender: string
  sender_id: string | null
  sent_at: Timestamp
  words: string
}

interface ConversationTransfer {
  company_id: string
  transfer_id: string
  conversation_id: string
  by_agent_id: string
  to_agent_id: string | null
  to_group_id: string | null
  note: Generated<string>
  asked_at: Timestamp
  expires_at: Timestamp
  outcome: string | null
  ended_by: string | null
  ended_at: Timestamp | null
}

interface ConversationTransferAsked {
  company_id: string
  transfer_id: string
  agent_id: string
  declined_at: Timestamp | null
  reason: Generated<string>
}

interface ConversationTransferRule {
  company_id: string
  accept_within_seconds: number
}

interface File {
  company_id: string
  file_id: string
  status: string
  purpose: string
  name: string
  size_bytes: number
  content_type: Generated<string>
  width: number | null
  height: number | null
  uploaded_by_agent_id: string | null
  visitor_id: string | null
  created_at: Generated<Timestamp>
  reusable_by: string | null
  withdrawn_at: Timestamp | null
}

interface FileRecipient {
  company_id: string
  file_id: string
  visitor_id: string
}

interface FilterSaved {
  company_id: string
  filter_id: string
  place: string
  name: string
  filter: Json
  agent_id: string
  is_shared: Generated<boolean>
  saved_at: Generated<Timestamp>
}

interface Invite {
  company_id: string
  invite_id: string
  visitor_id: string
  visit_id: string
  agent_id: string
  kind: string
  text: string
  sent_at: Generated<Timestamp>
  expires_at: Timestamp
  seen_at: Timestamp | null
  outcome: string | null
  ended_at: Timestamp | null
  conversation_id: string | null
}

interface MonitorDay {
  company_id: string
  agent_id: string
  day: string
  received: Generated<number>
  first_responses: Generated<number>
  first_response_ms: Generated<number>
  responses: Generated<number>
  response_ms: Generated<number>
}

interface MonitorTalk {
  company_id: string
  conversation_id: string
  agent_id: string
  day: string
  received: number
  first_responses: number
  first_response_ms: number
  responses: number
  response_ms: number
}

interface Node {
  node_id: string
  started_at: Generated<Timestamp>
  lease_until: Timestamp
  job_worker: string | null
}

interface Notice {
  company_id: string
  notice_id: string
  kind: string
  at: Timestamp
  ends_at: Timestamp | null
  withdrawn_at: Timestamp | null
  title: Generated<string>
  text: Generated<string>
  is_important: Generated<boolean>
  group_ids: Generated<string[]>
  author_id: string | null
  author_name: Generated<string>
  code: Generated<string>
  subject: Generated<string>
  params: Generated<Json>
  cleared_at: Timestamp | null
  created_at: Timestamp
  changed_at: Timestamp
}

interface NoticeRead {
  company_id: string
  agent_id: string
  notice_id: string
  read_at: Timestamp
}

interface Phrase {
  company_id: string
  phrase_id: string
  owner_id: string
  folder_id: string | null
  kind: string
  title: string
  code: Generated<string>
  body: Json | null
  position: number
  revision: number
  removed_at: Timestamp | null
}

interface PhraseTree {
  company_id: string
  owner_id: string
  revision: number
}

interface PhraseUse {
  company_id: string
  agent_id: string
  phrase_id: string
  count: number
  last_used_at: Timestamp
}

interface Rating {
  company_id: string
  conversation_id: string
  visitor_id: string
  site_id: string
  agent_id: string | null
  invited_by: string | null
  invited_at: Timestamp
  stars: number | null
  tags: Generated<string[]>
  comment: Generated<string>
  rated_at: Timestamp | null
}

interface RatingSettings {
  company_id: string
  is_on: boolean
  invites_at_end: boolean
  site_ids_without_invitation: Generated<string[]>
  tags: Json
  asks_comment: boolean
}

interface RobotEntry {
  company_id: string
  entry_id: string
  topic_id: string | null
  kind: string
  title: string
  variants: Generated<string[]>
  body: Json | null
  is_enabled: Generated<boolean>
  position: number
  hit_count: Generated<number>
  last_hit_at: Timestamp | null
}

interface RobotRevision {
  company_id: string
  revision: number
}

interface RobotSettings {
  company_id: string
  name: string
  avatar_file_id: string | null
  receives: string
  sites: Json
  answer_at: number
  suggest_at: number
  says: Json
  person_words: string[]
  synonyms: Json
  stop_words: string[]
  wait_limit_seconds: Generated<number | null>
  after_wait: Generated<string>
}

interface RobotStandIn {
  company_id: string
  agent_id: string
  since: Timestamp
}

interface RobotUnanswered {
  company_id: string
  question_id: string
  key: string
  text: string
  count: number
  last_at: Timestamp
  conversation_id: string
}

interface SchemaMigration {
  name: string
  checksum: string
  applied_at: Generated<Timestamp>
}

interface SecurityAudit {
  company_id: string
  audit_id: string
  at: Generated<Timestamp>
  agent_id: string | null
  agent_name: string
  action: string
  subject: string | null
  detail: Generated<Json>
  ip: string | null
}

interface SecurityLogin {
  company_id: string
  login_id: string
  at: Generated<Timestamp>
  account: string
  agent_id: string | null
  outcome: string
  ip: string
  region: Generated<string>
  user_agent: Generated<string>
}

interface SecuritySession {
  company_id: string
  session_id: string
  agent_id: string
  token_hash: Buffer
  created_at: Generated<Timestamp>
  last_used_at: Generated<Timestamp>
  expires_at: Timestamp
  ended_at: Timestamp | null
  end_reason: string | null
  ip: string
  region: Generated<string>
  user_agent: Generated<string>
}

interface SecurityThrottle {
  key: Buffer
  failures: number
  window_started_at: Timestamp
  blocked_until: Timestamp | null
}

interface ShieldBlock {
  company_id: string
  block_id: string
  visitor_id: string | null
  address: string | null
  reason: Generated<string>
  agent_id: string
  created_at: Generated<Timestamp>
  until: Timestamp | null
}

interface ShieldNotice {
  company_id: string
  words: Json
}

interface ShieldWord {
  company_id: string
  word_id: string
  side: string
  word: string
  plain: string
  action: string
  is_on: Generated<boolean>
}

interface ShieldWordHit {
  company_id: string
  hit_id: string
  at: Generated<Timestamp>
  side: string
  action: string
  words: string[]
  is_told: boolean
  agent_id: string | null
  visitor_id: string
  conversation_id: string | null
  message_id: string
  seq: number | null
  said: string | null
}

interface ShieldWordNotice {
  company_id: string
  words: Json
}

interface ShieldWordSeen {
  company_id: string
  agent_id: string
  seen_at: Timestamp
}

interface SmsDay {
  company_id: string
  day: string
  sent: number
}

interface SmsMessage {
  company_id: string
  sms_id: string
  purpose: string
  about_id: string | null
  phone: string
  template_code: string
  sealed: string | null
  state: string
  failure: string | null
  tries: Generated<number>
  unclear: Generated<number>
  attempt_at: Timestamp | null
  counted_on: string | null
  provider: string | null
  provider_id: string | null
  created_at: Timestamp
  changed_at: Timestamp
}

interface SmsSettings {
  company_id: string
  provider: string | null
  key_id: string
  sealed_secret: string | null
  app_id: string
  region: string
  sign_name: string
  daily_limit: number
  receipt_serial: Generated<number>
}

interface TeamAgent {
  company_id: string
  agent_id: string
  number: number
  account: string
  name: string
  nickname: string
  avatar_file_id: string | null
  email: Generated<string>
  phone: Generated<string>
  role_id: string
  site_ids: Generated<string[]>
  capacity: Generated<number>
  is_enabled: Generated<boolean>
  is_owner: Generated<boolean>
  password_hash: string
  must_change_password: Generated<boolean>
  chosen_state: Generated<string>
  last_assigned_at: Timestamp | null
  last_login_at: Timestamp | null
  created_at: Generated<Timestamp>
}

interface TeamConnection {
  company_id: string
  connection_id: string
  agent_id: string
  session_id: string
  node_id: string
  opened_at: Generated<Timestamp>
  released_at: Timestamp | null
}

interface TeamGroup {
  company_id: string
  group_id: string
  parent_id: string | null
  name: string
  leader_id: string | null
  created_at: Generated<Timestamp>
}

interface TeamGroupMember {
  company_id: string
  group_id: string
  agent_id: string
}

interface TeamRole {
  company_id: string
  role_id: string
  built_in: string | null
  name: string
  permissions: string[]
  data_scope: string
  created_at: Generated<Timestamp>
}

interface TeamStateChange {
  company_id: string
  agent_id: string
  at: Timestamp
  state: string
}

interface Ticket {
  company_id: string
  ticket_id: string
  number: number
  title: string
  description: string
  words: string
  ticket_type_id: string | null
  priority: number
  state: string
  creator_id: string
  assignee_id: string | null
  group_id: string | null
  watcher_ids: Generated<string[]>
  visitor_id: string | null
  conversation_id: string | null
  at_seq: number | null
  due_at: Timestamp | null
  reminded: Generated<number>
  comment_count: Generated<number>
  revision: Generated<number>
  created_at: Timestamp
  changed_at: Timestamp
}

interface TicketEntry {
  company_id: string
  entry_id: string
  ticket_id: string
  agent_id: string
  body: Json
  at: Timestamp
}

interface TicketFile {
  company_id: string
  file_id: string
  ticket_id: string
}

interface TicketNotice {
  company_id: string
  ticket_notice_id: string
  agent_id: string
  ticket_id: string
  kind: string
  actor_id: string | null
  at: Timestamp
  read_at: Timestamp | null
}

interface TicketType {
  company_id: string
  ticket_type_id: string
  name: string
  colour: string
  priority: string
  due_hours: number | null
  created_at: Generated<Timestamp>
  removed_at: Timestamp | null
}

interface Visitor {
  company_id: string
  visitor_id: string
  site_id: string
  name: Generated<string>
  first_seen_at: Generated<Timestamp>
  last_seen_at: Generated<Timestamp>
  visit_count: Generated<number>
}

interface VisitorPageView {
  company_id: string
  page_view_id: string
  visit_id: string
  url: string
  title: Generated<string>
  at: Generated<Timestamp>
  duration_ms: number | null
  product: Json | null
}

interface VisitorVisit {
  company_id: string
  visit_id: string
  visitor_id: string
  site_id: string
  style_id: string | null
  started_at: Generated<Timestamp>
  last_seen_at: Generated<Timestamp>
  left_at: Timestamp | null
  node_ids: Generated<string[]>
  landing_url: Generated<string>
  source_kind: string
  referrer: Generated<string>
  search_engine: string | null
  keyword: string | null
  campaign: Generated<Json>
  click_ids: Generated<Json>
  ip: string
  country: Generated<string>
  province: Generated<string>
  city: Generated<string>
  isp: Generated<string>
  terminal: string
  os: Generated<string>
  browser: Generated<string>
  app: string | null
  screen: Generated<string>
  language: Generated<string>
  time_zone: Generated<string>
  page_count: Generated<number>
  current_url: Generated<string>
  current_title: Generated<string>
}

interface WebpushSettings {
  company_id: string
  shows_text: boolean
}

interface WebpushSubscription {
  company_id: string
  webpush_subscription_id: string
  agent_id: string
  session_id: string
  target: string
  endpoint_hash: Buffer
  device: string
  locale: string
  kinds: string[]
  created_at: Timestamp
  last_sent_at: Timestamp | null
}

interface WebpushVisitorSubscription {
  company_id: string
  webpush_subscription_id: string
  visitor_id: string
  target: string
  endpoint_hash: Buffer
  locale: string
  created_at: Timestamp
  last_sent_at: Timestamp | null
}

export interface DB {
  app_switch: AppSwitch
  app_use: AppUse
  appointment: Appointment
  appointment_entry: AppointmentEntry
  appointment_settings: AppointmentSettings
  appointment_template: AppointmentTemplate
  assistant_settings: AssistantSettings
  assistant_usage: AssistantUsage
  card: Card
  card_field: CardField
  card_key: CardKey
  card_merge: CardMerge
  card_visitor: CardVisitor
  catalog_item: CatalogItem
  catalog_key: CatalogKey
  catalog_picture: CatalogPicture
  catalog_settings: CatalogSettings
  company: Company
  company_directory: CompanyDirectory
  company_site: CompanySite
  company_style: CompanyStyle
  conversation: Conversation
  conversation_class: ConversationClass
  conversation_class_rule: ConversationClassRule
  conversation_classified: ConversationClassified
  conversation_mark: ConversationMark
  conversation_mention: ConversationMention
  conversation_message: ConversationMessage
  conversation_participant: ConversationParticipant
  conversation_quality_rule: ConversationQualityRule
  conversation_recall: ConversationRecall
  conversation_search: ConversationSearch
  conversation_transfer: ConversationTransfer
  conversation_transfer_asked: ConversationTransferAsked
  conversation_transfer_rule: ConversationTransferRule
  file: File
  file_recipient: FileRecipient
  filter_saved: FilterSaved
  invite: Invite
  monitor_day: MonitorDay
  monitor_talk: MonitorTalk
  node: Node
  notice: Notice
  notice_read: NoticeRead
  phrase: Phrase
  phrase_tree: PhraseTree
  phrase_use: PhraseUse
  rating: Rating
  rating_settings: RatingSettings
  robot_entry: RobotEntry
  robot_revision: RobotRevision
  robot_settings: RobotSettings
  robot_stand_in: RobotStandIn
  robot_unanswered: RobotUnanswered
  schema_migration: SchemaMigration
  security_audit: SecurityAudit
  security_login: SecurityLogin
  security_session: SecuritySession
  security_throttle: SecurityThrottle
  shield_block: ShieldBlock
  shield_notice: ShieldNotice
  shield_word: ShieldWord
  shield_word_hit: ShieldWordHit
  shield_word_notice: ShieldWordNotice
  shield_word_seen: ShieldWordSeen
  sms_day: SmsDay
  sms_message: SmsMessage
  sms_settings: SmsSettings
  team_agent: TeamAgent
  team_connection: TeamConnection
  team_group: TeamGroup
  team_group_member: TeamGroupMember
  team_role: TeamRole
  team_state_change: TeamStateChange
  ticket: Ticket
  ticket_entry: TicketEntry
  ticket_file: TicketFile
  ticket_notice: TicketNotice
  ticket_type: TicketType
  visitor: Visitor
  visitor_page_view: VisitorPageView
  visitor_visit: VisitorVisit
  webpush_settings: WebpushSettings
  webpush_subscription: WebpushSubscription
  webpush_visitor_subscription: WebpushVisitorSubscription
}
