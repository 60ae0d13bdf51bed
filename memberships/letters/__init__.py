"""Letters and forms: outbox, mailbox, secret tokens, rate limits, guarded forms, workflows."""
