import type {
  CatalogSource,
  Coupon,
  FoundCoupons,
  FoundOrders,
  FoundProducts,
  FoundViewed,
  PageView,
  Product,
  SaveCatalogSettings,
  ViewedProduct,
} from '@youwen/contract'
import { Money, ProvidedProduct } from '@youwen/contract'
import { pageOf, productFinder } from '@youwen/contract/catalog-rule'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { nothing, type Provision } from '../provider.ts'
import type { CatalogParts } from './collaborators.ts'
import type { CompanyCatalog, CompanyCatalogs } from './providers.ts'

const pageSize = 20
const maxViewed = 10

interface Fresh {
  readonly fresh: 'no' | 'yes'
}
interface Search extends Fresh {
  readonly words: string
  readonly cursor?: string | undefined
}

/** What agents ask while they talk. Whatever is wrong with the company's system is said in the answer and hinders nobody. */
export function createCatalogLook({
  collaborators,
  catalogs,
}: Pick<CatalogParts, 'collaborators'> & { readonly catalogs: CompanyCatalogs }) {
  const asked = ({ cursor }: Pick<Search, 'cursor'>) => ({ limit: pageSize, ...(cursor !== undefined && { cursor }) })

  return {
    async products({ companyId }: AgentCaller, search: Search): Promise<FoundProducts> {
      const catalog = await catalogs.of(companyId)
      const found = await catalog?.provider.ask('products', { words: search.words, ...asked(search) }, how(search))
      return shown(catalog, found ?? nothing, toProduct)
    },

    async coupons({ companyId }: AgentCaller, search: Search): Promise<FoundCoupons> {
      const catalog = await catalogs.of(companyId)
      const found = await catalog?.provider.ask('coupons', { words: search.words, ...asked(search) }, how(search))
      return shown(catalog, found ?? nothing, (coupon): Coupon => coupon)
    },

    /**
     * What he looked at in the visit of this conversation: by the company's rules, by what the page itself says, or because
     * the product has that page. What the catalog does not have is shown as the page has it.
     */
    async viewed(
      agent: AgentCaller,
      { conversationId, fresh }: { conversationId: string } & Fresh,
    ): Promise<FoundViewed> {
      const { companyId } = agent
      const { visitId, siteId } = await collaborators.conversation(agent, conversationId)
      const catalog = await catalogs.of(companyId)
      const views = visitId ? await collaborators.pagesOf(companyId, visitId) : []
      const latest = (await productsIn(catalog, views, siteId)).slice(0, maxViewed)
      const productIds = latest.flatMap(({ productId }) => (isKey(productId) ? [productId] : []))
      const found =
        catalog && productIds.length > 0
          ? await catalog.provider.ask('products', { productIds, limit: productIds.length }, how({ fresh }))
          : nothing
      const byId = new Map(found.items.map((product) => [product.productId, product]))
      const items = latest.flatMap(({ productId, view }): ViewedProduct[] => {
        const known = byId.get(productId)
        const product = known ? toProduct(known) : productOfPage(view)
        const { at, durationMs } = view
        return product ? [{ product, at, isCurrent: durationMs === null, isFromPage: known === undefined }] : []
      })
      const { next: _, ...about } = shown(catalog, found, toProduct)
      return { ...about, items }
    },

    /** Those of the person he is, whichever browser he uses now. */
    async orders(
      agent: AgentCaller,
      { conversationId, ...search }: { conversationId: string; cursor?: string | undefined } & Fresh,
    ): Promise<FoundOrders> {
      const { companyId } = agent
      const { visitorId } = await collaborators.conversation(agent, conversationId)
      const catalog = await catalogs.of(companyId)
      if (!catalog) return { ...shown(catalog, nothing, (order) => order), isIdentified: false }
      const { phones, value: customerId } = await collaborators.identity(
        companyId,
        visitorId,
        catalog.settings.customerFieldId,
      )
      if (phones.length === 0 && customerId === null) {
        return { ...shown(catalog, nothing, (order) => order), isIdentified: false }
      }
      const visitorIds = [...(await collaborators.samePerson(companyId, visitorId))]
      const customer = { visitorIds, phones: [...phones], customerId }
      const found = await catalog.provider.ask('orders', { customer, ...asked(search) }, how(search))
      return { ...shown(catalog, found, (order) => order), isIdentified: true }
    },
  }
}

const how = ({ fresh }: Fresh) => ({ fresh: fresh === 'yes' })

interface SeenProduct {
  /** Empty: its page says what it is called, and not its number. */
  readonly productId: string
  readonly view: PageView
}

/** Each product with the page on which it was seen last, the latest first. */
async function productsIn(
  catalog: CompanyCatalog | undefined,
  views: readonly PageView[],
  siteId: string,
): Promise<SeenProduct[]> {
  const productOn = productFinder(catalog ? rulesFor(catalog.settings, siteId) : [])
  const latestFirst = views.toReversed().flatMap((view) => {
    if (!URL.canParse(view.url)) return []
    const url = new URL(view.url)
    return [{ view, page: pageOf(url), byRule: productOn(url) }]
  })
  const others = latestFirst.filter(({ byRule }) => byRule === undefined).map(({ page }) => page)
  const onPages = catalog && others.length > 0 ? await catalog.provider.onPages([...new Set(others)]) : new Map()
  const found = new Map<string, SeenProduct>()
  for (const { view, page, byRule } of latestFirst) {
    const productId: string | undefined = byRule ?? onPages.get(page) ?? view.product?.id
    const key = productId || view.product?.name
    if (productId !== undefined && key !== undefined && !found.has(key)) found.set(key, { productId, view })
  }
  return [...found.values()]
}

/** What a company's system may be asked for. */
const isKey = (productId: string) => ProvidedProduct.shape.productId.safeParse(productId).success

/** As its page says: with the page itself for its address, whatever else the page names. */
function productOfPage({ product, url }: PageView): Product | undefined {
  if (!product) return undefined
  const { id, name, price, currency } = product
  const money = Money.safeParse({ amount: price, ...(currency !== '' && { currency: currency.toUpperCase() }) })
  return {
    productId: id,
    title: name || id,
    text: '',
    price: money.success ? money.data : null,
    url: /^https?:/.test(url) ? url : null,
    isAvailable: true,
    hasPicture: false,
  }
}

const rulesFor = ({ rules }: SaveCatalogSettings, siteId: string) =>
  rules.filter((rule) => rule.siteId === null || rule.siteId === siteId).map(({ pattern }) => pattern)

function shown<Item, Shown>(catalog: CompanyCatalog | undefined, found: Provision<Item>, show: (item: Item) => Shown) {
  const { state, asOf, trouble, items, next } = found
  const source: CatalogSource = catalog?.settings.source ?? 'none'
  return { source, state, trouble, asOf: asOf?.toISOString() ?? null, items: items.map(show), next }
}

const toProduct = ({ pictureUrl, ...product }: ProvidedProduct): Product => ({
  ...product,
  hasPicture: pictureUrl !== null,
})
