//! Types for secrets and Korean personal data that cannot print themselves.
