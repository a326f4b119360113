// Compiled, never run: what the types let a page do, and what they keep it from.
import { Dealstream, Refusal } from 'dealstream'
import type { ByView, DealEvents, DealSnapshot, Rights, Stream } from 'dealstream'
import { frames } from 'dealstream/frames'

const ds = new Dealstream({ baseUrl: 'https://streams.example', ticket: async () => 'ticket', share: 'user-1' })
const narrowed = async (rights: Rights): Promise<string> => JSON.stringify({ rights: { ...rights, view: 'borrower' } })
new Dealstream({ ticket: narrowed })

const deal = ds.deal(42n, { documentId: 7, types: ['processing.progress'], snapshot: true })
deal.on('event', (event) => {
  if (event.type === 'processing.progress') {
    const progress: number = event.data.progress
    console.log(event.id, progress)
  }
})
const off: () => void = deal.on('processing.failed', ({ data }) => console.log(data.error.toUpperCase()))
off()
deal.on('snapshot', ({ documents, settled }) => console.log(documents[0]?.progress, settled))
deal.on('state', (state) => console.log(state === 'polling'))
deal.on('reset', ({ reason }) => console.log(reason))
deal.on('error', (refusal: Refusal) => console.log(refusal.status, refusal.code, refusal.retryIn))
deal.on('end', (reason) => console.log(reason === 'completed'))
deal.close()

ds.deals([42, 43n, '44'], { snapshot: true }).on('snapshot', ({ deals, missing }) => console.log(deals[0]?.status, missing[0]))
ds.deals(new Set([42])).on('processing.progress', ({ data }) => console.log(data.deal_id, data.progress))
ds.batches(['b-1', 'b-2']).on('snapshot', ({ batches }) => console.log(batches[0]?.completed))
ds.organisation({ types: ['deal.created', 'batch.completed'] }).on('batch.completed', ({ data }) => console.log(data.total))
ds.batch('b-1').on('snapshot', (batch) => console.log(batch.completed))
ds.account({ categories: ['ai'] }).on('ai.response.chunk', ({ data }) => console.log(data.chunk))
ds.case('c-1').on('file.analysis.completed', ({ data }) => console.log(data.outcome, data.timestamp))
ds.files({ pauseHidden: true }).on('watch_started', ({ data }) => console.log(data.recursive))
new Dealstream({ key: () => 'sk', transport: 'fetch', failures: 2, backoff: { max: 5_000 } })

const seen = ds.deal(42) as Stream<ByView<DealEvents>, Partial<DealSnapshot>>
seen.on('processing.completed', ({ data }) => console.log(data.health_score?.toFixed(1)))
// @ts-expect-error the view may hide it
seen.on('processing.completed', ({ data }) => data.health_score.toFixed(1))

// @ts-expect-error what it is for is no text
new Dealstream({ ticket: (rights: string) => rights })
// @ts-expect-error not a type of this stream
ds.batch('b-1', { types: ['deal.created'] })
// @ts-expect-error not a type of these streams
ds.deals([1], { types: ['batch.completed'] })
// @ts-expect-error no such category
ds.account({ categories: ['weather'] })
// @ts-expect-error no such field
deal.on('processing.progress', ({ data }) => data.percent)
// @ts-expect-error no such state
deal.on('state', (state) => state === 'sleeping')

async function look(response: Response): Promise<void> {
  for await (const frame of frames(response.body!)) {
    console.log(frame.id, frame.event, frame.data, frame.retry, frame.comment)
  }
}
void look

ds.deal(42).on('deal_updated', ({ data }) => console.log(data.status, data.avg_monthly_deposits))
ds.account().on('sync.transactions.started', ({ data }) => console.log(data.account_id?.length))
ds.account().on('provider.token.expiring', ({ data }) => console.log(data.expires_at ?? data.expires_in_seconds))
ds.files().on('status_update', ({ data }) => console.log(data.anything))
// @ts-expect-error may be null
ds.account().on('sync.transactions.started', ({ data }) => data.account_id.length)
// @ts-expect-error may not be there
ds.case('c-1').on('case.analysis.completed', ({ data }) => data.outcome.length)
// @ts-expect-error one of two
ds.case('c-1').on('file.analysis.completed', ({ data }) => data.outcome === 'maybe')
