//! What hostile input and regular expressions are measured against.

/// A log line without personal data, 217 bytes.
pub(crate) const CLEAN: &str = "2026-03-02T09:15:04.120000+09:00 INFO apiwire: operation=orders.list method=GET status=200 rows=50 \
    attempt=1 elapsed_ms=184 request_id=0f8fad5b-d9cb-469f-a165-70867728950e order=7100123456789 box=8700112233445566 ok=1";
