//! The versions of the customer service reads.

use apiwire::Target;

/// The version of a customer service read; each query and each single read has its own. They differ in timestamps and
/// telephone numbers; the models read both. Answers are written in version 4 only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum InquiriesVersion {
    /// Since 2025-07-25 (notice 48314250583705): timestamps with an offset, international telephone numbers.
    #[default]
    V5,
    /// The older one, still served: timestamps `yyyy-MM-dd HH:mm:ss` in Korean time, Korean telephone numbers.
    V4,
}

impl InquiriesVersion {
    /// The path that all reads of a version share.
    pub(super) fn vendors(self) -> Target {
        Target::new(match self {
            Self::V5 => "/v2/providers/openapi/apis/api/v5/vendors",
            Self::V4 => "/v2/providers/openapi/apis/api/v4/vendors",
        })
    }
}
