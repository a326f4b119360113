// Made by build/generate.js of the service's catalogue. Fields that are always there, and those that the catalogue knows of;
// producers may add others. To a reader that is bound to a view, what the view hides is absent: see ByView in dealstream.d.ts.

/** What an event of a case holds on the wire besides. `timestamp` in epoch ms. */
type OnTheWire = { type: string; id: string; timestamp: number }

/** What is told of a batch. */
export interface BatchEvents {
  /** A document of a batch is done. One more document of a batch went through. */
  'batch.document_processed': {
    /** The batch that the event belongs to. */
    batch_id: string
    /** The document that was worked on. */
    document_id: number
    /** How it ended. */
    status: string
    /** Documents done of all, for example 3/5. */
    progress: string
  }
  /** A document of a batch failed. A document of a batch could not be taken in. */
  'batch.document_failed': {
    /** The batch that the event belongs to. */
    batch_id: string
    /** The document that was worked on. */
    document_id: number
    /** What went wrong, in words for a person. */
    error: string
    /** Documents done of all, if the producer sends it. */
    progress?: unknown
  }
  /** A batch is done. Every document of a batch has ended, well or not. */
  'batch.completed': {
    /** The batch that the event belongs to. */
    batch_id: string
    /** Documents in the batch. */
    total: number
    /** Those that went through. */
    succeeded: number
    /** Those that did not. */
    failed: number
  }
}

/** What is told of a deal. */
export interface DealEvents {
  /** Work on a document began. A worker has taken up a document of a deal; from here on the document is pending. */
  'processing.started': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on; other types call it document_id. */
    statement_id: number
    /** The step of the pipeline, for example extracting_text. Steps unknown here pass. */
    stage: string
    /** Per cent done. */
    progress: number
  }
  /** A document moved on. A document has reached a step of the pipeline, or got further within it. */
  'processing.progress': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on; other types call it document_id. */
    statement_id: number
    /** The step of the pipeline, for example extracting_text. Steps unknown here pass. */
    stage: string
    /** Per cent done. */
    progress: number
  }
  /** A document is done. The pipeline has finished a document and scored it. */
  'processing.completed': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on; other types call it document_id. */
    statement_id: number
    /** The last step, if the producer sends it. */
    stage?: unknown
    /** Per cent done, if the producer sends it. */
    progress?: unknown
    /** How healthy the accounts look, higher is better. */
    health_score: number
  }
  /** A document failed. The pipeline has given up on a document. */
  'processing.failed': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on; other types call it document_id. */
    statement_id: number
    /** The last step, if the producer sends it. */
    stage?: unknown
    /** Per cent done, if the producer sends it. */
    progress?: unknown
    /** What went wrong, in words for a person. */
    error: string
  }
  /** A document stands still. Nothing has been heard of a pending document for long. Written by the service itself, if it is set up to. It ends nothing: the next event of the document takes it back. */
  'processing.stalled': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that stands still; other types call it document_id. */
    statement_id: number
    /** The step of the pipeline that it stands at, for example running_ocr. */
    stage: string
    /** Per cent done. */
    progress: number
    /** The time of the last event of the document. */
    since: string
  }
  /** Text is extracted. The text of a document is at hand and its kind is known. */
  'extraction_complete': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on. */
    document_id: number
    /** What kind of document it is. */
    document_type: string
    /** Pages read. */
    page_count: number
    /** When it happened, ISO 8601. */
    timestamp: string
  }
  /** Transactions are parsed. The transactions of a document have been read and can be used. */
  'parse_complete': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on. */
    document_id: number
    /** Transactions found. */
    transaction_count: number
    /** Months that they span. */
    months_covered: number
    /** When it happened, ISO 8601. */
    timestamp: string
  }
  /** Key figures are computed. Balances, deposits and overdrafts of a document have been worked out. */
  'metrics_complete': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on. */
    document_id: number
    /** Mean balance over the days covered. */
    avg_daily_balance: number
    /** Mean of the deposits per month. */
    avg_monthly_deposits: number
    /** Items returned for lack of funds. */
    nsf_count: number
    /** When it happened, ISO 8601. */
    timestamp: string
  }
  /** Transactions are screened. The transactions of a document have been searched for what deserves a second look. */
  'screening_complete': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on. */
    document_id: number
    /** Transactions flagged. */
    total_flags: number
    /** Flags by kind. */
    buckets: Record<string, unknown>
    /** When it happened, ISO 8601. */
    timestamp: string
  }
  /** A document is scored. A document has its score and grade: the last step for it. */
  'scoring_complete': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The document that was worked on. */
    document_id: number
    /** How healthy the accounts look, higher is better. */
    health_score: number
    /** The score as a letter. */
    health_grade: string
    /** When it happened, ISO 8601. */
    timestamp: string
  }
  /** A deal's figures were renewed. All documents at hand have been folded into the deal; whatever figures the producer adds pass through. */
  'deal_updated': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The deal's state from now on. */
    status: string
    /** The deal's score, if there is one. */
    health_score?: unknown
    /** The score as a letter, if there is one. */
    health_grade?: unknown
    /** When it happened, ISO 8601. */
    timestamp: string
  } & Record<string, unknown>
  /** A deal was opened. Somebody has opened a deal for a business. */
  'deal.created': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** Whom the deal is for. */
    business_name: string
    /** Who opened it. */
    created_by: string
  }
  /** A deal changed its state. A deal has gone from one state to another. */
  'deal.status_changed': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** The state that it left. */
    old_status: string
    /** The state that it is in. */
    new_status: string
  }
  /** A deal was decided. Somebody has decided on a deal. */
  'deal.decision': {
    /** The deal that the event belongs to. */
    deal_id: number
    /** What was decided, for example approved. */
    decision: string
    /** Who decided. */
    decided_by: string
  }
}

/** What is told of a case. */
export interface CaseEvents {
  /** A file's analysis moved on. The analysis of one file of a case has got further. */
  'file.analysis.progress': {
    /** The case that the event belongs to. */
    case_id: string
    /** The file of the case: any text without control characters. */
    file_id: string
    /** The step of the pipeline, for example extracting_text. Steps unknown here pass. */
    stage: string
    /** How far it is, per cent. */
    progress: number
    /** A remark for a person. */
    message?: string | null
  } & OnTheWire
  /** A file's analysis ended. The analysis of one file of a case is over. */
  'file.analysis.completed': {
    /** The case that the event belongs to. */
    case_id: string
    /** The file of the case: any text without control characters. */
    file_id: string
    /** How it ended. */
    outcome: 'success' | 'failed'
    /** A remark for a person. */
    message?: string | null
  } & OnTheWire
  /** A case's analysis ended. All files of a case have been analysed: the last event of the case. */
  'case.analysis.completed': {
    /** The case that the event belongs to. */
    case_id: string
    /** How it ended. */
    outcome?: string | null
    /** A remark for a person. */
    message?: string | null
  } & OnTheWire
}

/** What is told of the signed-in user. */
export interface AccountEvents {
  /** Fetching accounts began. The accounts behind a connection are being fetched. */
  'sync.accounts.started': {
    /** The connection to a provider. */
    connection_id: string
  }
  /** Accounts are fetched. The accounts behind a connection are up to date. */
  'sync.accounts.completed': {
    /** The connection to a provider. */
    connection_id: string
    /** Accounts fetched. */
    account_count: number
  }
  /** Fetching accounts failed. The accounts behind a connection could not be fetched. */
  'sync.accounts.failed': {
    /** The connection to a provider. */
    connection_id: string
    /** What went wrong, in words for a person. */
    error: string
  }
  /** Fetching transactions began. The transactions of one account, or of a whole connection, are being fetched. */
  'sync.transactions.started': {
    /** The connection to a provider. */
    connection_id: string
    /** The account; null stands for all accounts of the connection. */
    account_id: string | null
  }
  /** Transactions are fetched. The transactions of one account, or of a whole connection, are up to date. */
  'sync.transactions.completed': {
    /** The connection to a provider. */
    connection_id: string
    /** The account; null stands for all accounts of the connection. */
    account_id: string | null
    /** Transactions fetched. */
    transaction_count: number
  }
  /** Fetching transactions failed. The transactions of one account, or of a whole connection, could not be fetched. */
  'sync.transactions.failed': {
    /** The connection to a provider. */
    connection_id: string
    /** The account; null stands for all accounts of the connection. */
    account_id: string | null
    /** What went wrong, in words for a person. */
    error: string
  }
  /** Fetching holdings began. What an account holds is being fetched. */
  'sync.holdings.started': {
    /** The account. */
    account_id: string
  }
  /** Holdings are fetched. What an account holds is up to date. */
  'sync.holdings.completed': {
    /** The account. */
    account_id: string
    /** Holdings fetched. */
    holding_count: number
  }
  /** Fetching holdings failed. What an account holds could not be fetched. */
  'sync.holdings.failed': {
    /** The account. */
    account_id: string
    /** What went wrong, in words for a person. */
    error: string
  }
  /** Access to a provider ends soon. The consent for a provider runs out; it is told by the seconds left, the time, or both. */
  'provider.token.expiring': {
    /** The connection to a provider. */
    connection_id: string
    /** The provider's short name. */
    provider_slug: string
    /** Seconds left. */
    expires_in_seconds?: number
    /** When it ends, ISO 8601. */
    expires_at?: string
  } & ({ expires_in_seconds: number } | { expires_at: string })
  /** Access to a provider was renewed. The consent for a provider has been prolonged without the user. */
  'provider.token.refreshed': {
    /** The connection to a provider. */
    connection_id: string
    /** The provider's short name. */
    provider_slug: string
  }
  /** Access to a provider could not be renewed. The consent for a provider could not be prolonged. */
  'provider.token.failed': {
    /** The connection to a provider. */
    connection_id: string
    /** The provider's short name. */
    provider_slug: string
    /** Whether the user has to sign in there again. */
    needs_reauth: boolean
  }
  /** A provider was disconnected. A connection to a provider is gone. */
  'provider.disconnected': {
    /** The connection to a provider. */
    connection_id: string
    /** The provider's short name. */
    provider_slug: string
  }
  /** A piece of an answer. The assistant has written the next piece of its answer. */
  'ai.response.chunk': {
    /** The conversation. */
    conversation_id: string
    /** The text to append. */
    chunk: string
    /** Whether it is the last piece. */
    is_final: boolean
  }
  /** The assistant uses a tool. The assistant is looking something up before it goes on. */
  'ai.tool.executing': {
    /** The conversation. */
    conversation_id: string
    /** The tool. */
    tool_name: string
  }
  /** An answer is complete. The assistant has finished its answer. */
  'ai.response.complete': {
    /** The conversation. */
    conversation_id: string
  }
  /** An import began. A file of transactions is being read. */
  'import.started': {
    /** The imported file's name. */
    file_name: string
    /** Its format. */
    file_format: string
  }
  /** An import moved on. A part of a file has been read. */
  'import.progress': {
    /** The imported file's name. */
    file_name: string
    /** Per cent done. */
    progress_percent: number
    /** Records read so far. */
    records_processed: number
  }
  /** An import is done. A file of transactions has been read to its end. */
  'import.completed': {
    /** The imported file's name. */
    file_name: string
    /** Records taken over. */
    records_imported: number
  }
  /** An import failed. A file of transactions could not be read. */
  'import.failed': {
    /** The imported file's name. */
    file_name: string
    /** What went wrong, in words for a person. */
    error: string
  }
  /** A balance changed. The balance of an account is another than before. Amounts are strings, so that no digit is lost. */
  'portfolio.balance.updated': {
    /** The account. */
    account_id: string
    /** Amount before. */
    previous_balance: string
    /** Amount now. */
    new_balance: string
    /** The difference, signed. */
    delta: string
    /** ISO 4217 code. */
    currency: string
  }
  /** Holdings changed. What an account holds has been compared with what was known. */
  'portfolio.holdings.updated': {
    /** The account. */
    account_id: string
    /** Holdings now. */
    holdings_count: number
    /** New ones. */
    created_count: number
    /** Changed ones. */
    updated_count: number
    /** Those that are gone. */
    deactivated_count: number
  }
  /** The net worth changed. The sum over all accounts is another than before. Amounts are strings, so that no digit is lost. */
  'portfolio.networth.updated': {
    /** Amount before. */
    previous_net_worth: string
    /** Amount now. */
    new_net_worth: string
    /** The difference, signed. */
    delta: string
    /** ISO 4217 code. */
    currency: string
    /** Accounts summed up. */
    account_count: number
  }
  /** A new session. The user has signed in somewhere. */
  'security.session.new': {
    /** The session. */
    session_id: string
    /** The device, as far as it is known. */
    device_info: string | null
    /** The address, as far as it is known. */
    ip_address: string | null
    /** The place, as far as it is known. */
    location: string | null
  }
  /** A session looks odd. Something about a session is unlike the user. */
  'security.session.suspicious': {
    /** The session. */
    session_id: string
    /** What is odd. */
    reason: string
  }
  /** A session ends soon. A session is about to run out. */
  'security.session.expiring': {
    /** The session. */
    session_id: string
    /** Seconds left. */
    expires_in_seconds: number
  }
  /** A session was ended. A session has been ended before its time. */
  'security.session.revoked': {
    /** The session. */
    session_id: string
    /** The device, as far as it is known. */
    device_info: string | null
    /** Why. */
    reason: string
  }
  /** The password changed. The account has a new password. */
  'security.password.changed': {
    /** Who did it. */
    initiated_by: string
  }
  /** A sign-in failed. Somebody tried to sign in and could not. */
  'security.login.failed': {
    /** Why. */
    reason: string
  }
}

/** What is told of a workspace. */
export interface FileEvents {
  /** Reading a file. The content of a file is being read. */
  'file_parsing': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** A file was read. The content of a file is at hand. */
  'file_parsed': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** Summing up a file. A summary of a file is being written. */
  'file_summarizing': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** A file was summed up. A summary of a file is at hand. */
  'file_summarized': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** Embedding a file. Vectors of a file are being computed. */
  'file_embedding': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** A file was embedded. Vectors of a file are at hand. */
  'file_embedded': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** A file is indexed. A file has gone through every step and can be found. */
  'file_complete': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
  }
  /** A file failed. A file could not be indexed. */
  'file_failed': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
    /** What went wrong, in words for a person. */
    error: string
  }
  /** A file was skipped. A file has been left out. */
  'file_skipped': {
    /** The file's path. */
    path: string
    /** The last part of the path. */
    filename: string
    /** Why. */
    reason: string
  }
  /** A new file. A file has appeared. */
  'file_created': {
    /** The path. */
    path: string
  }
  /** A file changed. A file's content is another than before. */
  'file_modified': {
    /** The path. */
    path: string
  }
  /** A file is gone. A file has been removed. */
  'file_deleted': {
    /** The path. */
    path: string
  }
  /** A file was moved. A file has another name or another place. */
  'file_moved': {
    /** The path before. */
    src_path: string
    /** The path now. */
    dest_path: string
  }
  /** A folder is gone. A folder has been removed. */
  'directory_deleted': {
    /** The path. */
    path: string
  }
  /** A folder was moved. A folder has another name or another place. */
  'directory_moved': {
    /** The path before. */
    src_path: string
    /** The path now. */
    dest_path: string
  }
  /** Watching began. A folder is being watched from now on. */
  'watch_started': {
    /** The path. */
    path: string
    /** Whether folders below it are watched too. */
    recursive: boolean
    /** Which file names count. */
    file_pattern?: string
  }
  /** A folder joined the watch list. A folder has been put on the list of watched ones. */
  'watch_added': {
    /** The path. */
    path: string
  }
  /** A folder left the watch list. A folder has been taken off the list of watched ones. */
  'watch_removed': {
    /** The path. */
    path: string
  }
  /** Scanning a folder began. A folder is being gone through for the first time. */
  'directory_processing_started': {
    /** The path. */
    path: string
  }
  /** A folder was scanned. A folder has been gone through for the first time. */
  'directory_processing_completed': {
    /** The path. */
    path: string
  }
  /** An entry joined the queue. Work on a file has been queued. */
  'queue_item_added': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** The entry's state. */
    status: string
  }
  /** An entry waits anew. A queued file changed again, so its waiting time starts over. */
  'queue_item_updated': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** The entry's state. */
    status: string
  }
  /** An entry is being worked on. Work on a queued file has begun. */
  'queue_item_processing': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** The entry's state. */
    status: string
  }
  /** An entry is done. Work on a queued file went well. */
  'queue_item_completed': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** The entry's state. */
    status: string
  }
  /** An entry failed. Work on a queued file failed for good. */
  'queue_item_failed': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** What went wrong, in words for a person. */
    error: string
  }
  /** An entry left the queue. A queued file has been taken off without work. */
  'queue_item_removed': {
    /** The entry's id. */
    id: string
    /** The file to work on. */
    file_path: string
    /** What is to be done. */
    action: string
    /** The entry's state. */
    status: string
  }
  /** The queue stands still. Somebody has paused the queue. */
  'queue_paused': {
    /** Who did it. */
    source: string
  }
  /** The queue goes on. Somebody has let the queue go on. */
  'queue_resumed': {
    /** Who did it. */
    source: string
  }
  /** The scheduler paused the queue. The schedule says that the queue has to rest. */
  'scheduler_paused': Record<string, never>
  /** The scheduler resumed the queue. The schedule lets the queue work again. */
  'scheduler_resumed': Record<string, never>
  /** A general remark. Whatever the backend wants to tell; any field may occur. */
  'status_update': Record<string, unknown>
  /** The backend has a fault. Something failed in the backend that concerns no single file. */
  'error': {
    /** The text. */
    message: string
  }
  /** The backend has news. Something worth knowing that is no fault. */
  'info': {
    /** The text. */
    message: string
  }
  /** The backend stops. The backend is about to end; nothing more comes from it. */
  'shutting_down': Record<string, never>
}
