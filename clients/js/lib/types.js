/**
 * The types of event that each stream carries: EventSource hands out only those that it is told to listen for. Made by
 * build/generate.js of the service's catalogue.
 */
export const BATCH_TYPES = [
  'batch.document_processed',
  'batch.document_failed',
  'batch.completed',
]

export const DEAL_TYPES = [
  'processing.started',
  'processing.progress',
  'processing.completed',
  'processing.failed',
  'processing.stalled',
  'extraction_complete',
  'parse_complete',
  'metrics_complete',
  'screening_complete',
  'scoring_complete',
  'deal_updated',
  'deal.created',
  'deal.status_changed',
  'deal.decision',
]

export const CASE_TYPES = [
  'file.analysis.progress',
  'file.analysis.completed',
  'case.analysis.completed',
]

export const ACCOUNT_TYPES = [
  'sync.accounts.started',
  'sync.accounts.completed',
  'sync.accounts.failed',
  'sync.transactions.started',
  'sync.transactions.completed',
  'sync.transactions.failed',
  'sync.holdings.started',
  'sync.holdings.completed',
  'sync.holdings.failed',
  'provider.token.expiring',
  'provider.token.refreshed',
  'provider.token.failed',
  'provider.disconnected',
  'ai.response.chunk',
  'ai.tool.executing',
  'ai.response.complete',
  'import.started',
  'import.progress',
  'import.completed',
  'import.failed',
  'portfolio.balance.updated',
  'portfolio.holdings.updated',
  'portfolio.networth.updated',
  'security.session.new',
  'security.session.suspicious',
  'security.session.expiring',
  'security.session.revoked',
  'security.password.changed',
  'security.login.failed',
]
