//! The traits a type must not have, because each of them is a way out, and those it promises.

use std::borrow::Borrow;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Deref;

use redact_kr::{
    Address, CustomsCode, Email, FreeText, LoginId, NationalId, PersonName, Phone, PostCode, Secret, SecretKind,
    Sensitive,
};
use serde::{Deserialize, Serialize};

/// Has every trait itself, so that a derive on `Secret` would hand it on and be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
struct Key;
impl SecretKind for Key {
    const NAME: &'static str = "Key";
}

/// Whether a type has a trait: the inherent constant wins over the trait's where its bound holds.
macro_rules! has {
    ($type:ty: $($bound:tt)+) => {{
        #[allow(dead_code, reason = "only its type is used")]
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "unused where the inherent constant wins")]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code, reason = "unused where the bound does not hold")]
        impl<T: ?Sized + $($bound)+> Probe<T> {
            const HAS: bool = true;
        }
        const { Probe::<$type>::HAS }
    }};
}

#[test]
fn the_probe_sees_what_is_there() {
    assert!(has!(String: Display) && has!(String: Deref) && has!(String: AsRef<str>) && has!(String: Borrow<str>));
    assert!(has!(String: Into<String>) && has!(String: PartialEq) && has!(String: Serialize) && has!(String: Clone));
    assert!(has!(String: ToString) && has!(String: Ord) && has!(String: Hash) && has!(String: PartialEq<str>));
}

macro_rules! no_way_out {
    ($($test:ident: $type:ty;)*) => { $(
        #[test]
        fn $test() {
            assert!(!has!($type: Display) && !has!($type: ToString), "prints");
            assert!(!has!($type: Deref) && !has!($type: AsRef<str>) && !has!($type: Borrow<str>), "lends its text");
            assert!(!has!($type: AsRef<[u8]>) && !has!($type: AsRef<String>), "lends its text");
            assert!(!has!($type: Into<String>) && !has!($type: Into<Box<str>>), "turns into its text");
            assert!(!has!($type: PartialEq<str>) && !has!($type: PartialEq<&'static str>), "compares with plain text");
            assert!(!has!($type: Ord) && !has!($type: PartialOrd) && !has!($type: Hash), "sorts or hashes");
            assert!(!has!($type: IntoIterator) && !has!($type: std::error::Error), "gives parts away");
            assert!(has!($type: Debug) && has!($type: Send) && has!($type: Sync) && has!($type: Unpin));
        }
    )* };
}

no_way_out! {
    address: Address;
    customs_code: CustomsCode;
    email: Email;
    free_text: FreeText;
    login_id: LoginId;
    national_id: NationalId;
    person_name: PersonName;
    phone: Phone;
    post_code: PostCode;
    sensitive: Sensitive<String>;
    secret: Secret<Key>;
}

#[test]
fn a_secret_is_not_copied_compared_or_written() {
    assert!(!has!(Secret<Key>: Clone) && !has!(Secret<Key>: Default), "copied");
    assert!(!has!(Secret<Key>: PartialEq) && !has!(Secret<Key>: Eq), "compared");
    assert!(!has!(Secret<Key>: Serialize), "written");
    assert!(has!(Secret<Key>: for<'de> Deserialize<'de>));
    assert!(has!(Secret<std::rc::Rc<()>>: Send), "the kind is a name, not a value");
}

#[test]
fn sensitive_has_of_its_value_only_what_is_promised() {
    struct Bare;
    assert!(has!(Sensitive<Bare>: Debug));
    assert!(!has!(Sensitive<Bare>: Clone) && !has!(Sensitive<Bare>: PartialEq) && !has!(Sensitive<Bare>: Serialize));
    assert!(has!(Sensitive<String>: Clone) && has!(Sensitive<String>: PartialEq) && has!(Sensitive<String>: Serialize));
}

#[test]
fn personal_text_can_be_compared_and_opened() {
    let name = PersonName::new("홍길동");
    assert!(name == PersonName::from(String::from("홍길동")) && name != PersonName::default());
    assert_eq!(name.clone().into_exposed(), name.expose());
    assert!(!name.is_empty() && PersonName::from("").is_empty());
}
