//! Shops: a key may hold several, each with its own settings, webhook and history.

mod create;
mod get;
mod new_shop;
mod shop;
mod update;

use std::marker::PhantomData;

use apiwire::{Error, Pipeline, Single, WritePermit};

pub use create::CreateShop;
pub use get::GetShop;
pub(crate) use get::target as shop_target;
pub use new_shop::NewShop;
pub use shop::{BusinessInfo, ConfigurationStatus, Contact, Shop, ShopSettings, ShopStatus, VerificationStatus};
pub use update::{SettingsUpdate, UpdateShop};

use crate::access::{Access, Permitted};
use crate::ids::ShopId;

/// The shop operations of a client; see [`crate::KoreaCheckout::shops`].
#[derive(Debug)]
pub struct Shops<'c, A: Access> {
    pub(crate) pipeline: &'c Pipeline,
    pub(crate) permit: Option<&'c WritePermit>,
    pub(crate) access: PhantomData<A>,
}

impl<A: Access> Shops<'_, A> {
    /// Reads a shop, its custom domain included.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotFound`] when there is no such shop, and all other kinds.
    pub async fn get(&self, id: &ShopId) -> Result<Single<Shop>, Error> {
        self.pipeline.send(&GetShop::new(id.clone()), None).await
    }
}

impl Shops<'_, Permitted> {
    /// Makes a shop.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Configuration`] with everything that is wrong with the input, and nothing sent;
    /// [`apiwire::ErrorKind::NotPermitted`] without a live permit for [`crate::family::SHOPS`]. When it may have been
    /// sent, or the answer holds no id, a shop may exist: look into the vendor's dashboard, no read lists them. And all
    /// other kinds.
    pub async fn create(&self, shop: NewShop) -> Result<Single<Shop>, Error> {
        self.pipeline.send(&CreateShop::new(shop), self.permit).await
    }

    /// Changes settings of a shop; what is not named stays.
    ///
    /// The vendor does not say what it answers: a shop if there is one in it, else `None`.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotPermitted`] without a live permit for [`crate::family::SHOPS`], and all other kinds.
    pub async fn update(&self, id: &ShopId, update: SettingsUpdate) -> Result<Option<Single<Shop>>, Error> {
        self.pipeline.send(&UpdateShop::new(id.clone(), update), self.permit).await
    }
}
