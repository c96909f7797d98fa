//! A shop's own domain for the hosted page.

mod set;

use std::marker::PhantomData;

use apiwire::{Error, Pipeline, WritePermit};

pub use set::{DomainSetup, RecordType, SetCustomDomain, VerificationRecord};

use crate::access::{Access, Permitted};
use crate::ids::ShopId;
use crate::shops::{ConfigurationStatus, GetShop, VerificationStatus};
use apiwire::Single;

/// The address that a custom domain's A record points to, by the vendor's page.
pub const A_RECORD: &str = "76.76.19.123";

/// The name that a custom domain's CNAME record points to, by the vendor's page.
pub const CNAME_RECORD: &str = "cname.vercel-dns.com";

/// The domain operations of a client; see [`crate::KoreaCheckout::domains`].
#[derive(Debug)]
pub struct Domains<'c, A: Access> {
    pub(crate) pipeline: &'c Pipeline,
    pub(crate) permit: Option<&'c WritePermit>,
    pub(crate) access: PhantomData<A>,
}

/// How a shop's custom domain is getting on. Until it is verified the default domain is used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DomainStatus {
    /// The domain; `None` when the shop has none.
    pub domain: Option<String>,
    /// Whether it is verified.
    pub verification: Option<VerificationStatus>,
    /// Whether it is set up.
    pub configuration: Option<ConfigurationStatus>,
}

impl DomainStatus {
    /// Whether the hosted page is there now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.domain.is_some()
            && self.verification == Some(VerificationStatus::Verified)
            && self.configuration == Some(ConfigurationStatus::Configured)
    }
}

impl<A: Access> Domains<'_, A> {
    /// Reads how a shop's custom domain is getting on: verification takes up to 24 hours.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotFound`] when there is no such shop, and all other kinds.
    pub async fn status(&self, shop: &ShopId) -> Result<DomainStatus, Error> {
        let shop = self.pipeline.send(&GetShop::new(shop.clone()), None).await?.row;
        Ok(DomainStatus {
            domain: shop.custom_domain,
            verification: shop.domain_verification_status,
            configuration: shop.domain_configuration_status,
        })
    }
}

impl Domains<'_, Permitted> {
    /// Sets a shop's custom domain, a subdomain such as `checkout.example.com`, and says which records prove that it is
    /// yours.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Configuration`] when it is no subdomain, and nothing sent;
    /// [`apiwire::ErrorKind::NotPermitted`] without a live permit for [`crate::family::DOMAINS`]. And all other kinds;
    /// settled by [`Domains::status`] when it may have been sent.
    pub async fn set(&self, shop: &ShopId, domain: &str) -> Result<Single<DomainSetup>, Error> {
        self.pipeline.send(&SetCustomDomain::new(shop.clone(), domain), self.permit).await
    }
}
