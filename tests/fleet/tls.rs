//! A server behind TLS: the certificate is checked, and the budget is shared as in the clear.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

use crate::member::Member;
use crate::server::Server;
use crate::world::{Process, Sandbox};

pub const STORIES: [(&str, fn()); 1] = [("a_fleet_over_tls_checks_the_certificate", a_fleet_over_tls)];

fn a_fleet_over_tls() {
    let [root, certificate, key] = certificates();
    let (sandbox, port) = (Sandbox::open(), free_port().to_string());
    let shown = |path: &PathBuf| path.display().to_string();
    let (certificate, key, authority) = (shown(&certificate), shown(&key), shown(&root));
    let files = ["--tls-cert-file", &certificate, "--tls-key-file", &key, "--tls-ca-cert-file", &authority];
    let mut arguments = vec!["--tls-port", &port, "--tls-auth-clients", "no"];
    arguments.extend(files);
    let _redis = Server::own(&arguments).unwrap();

    let member = Member::new(&sandbox.url, &format!("rediss://localhost:{port}"));
    let fleet = [0, 1].map(|_| Process::start(member.command().env("SSL_CERT_FILE", &root)));
    for member in &fleet {
        member.wait_for("ok", 2);
        assert_eq!(member.lines(), ["ok"]);
    }
    // One that does not know the authority has no shared budget, and says so.
    let stranger = Process::start(member.command().env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR"));
    stranger.wait_for("warned:", 1);
}

/// An authority's certificate, and the certificate and key of a server named `localhost`, as files.
fn certificates() -> [PathBuf; 3] {
    let keys = [KeyPair::generate().unwrap(), KeyPair::generate().unwrap()];
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = authority.self_signed(&keys[0]).unwrap().pem();
    let [authority_key, key] = keys;
    let secret = key.serialize_pem();
    let server = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let server = server.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap().pem();
    let files = [("root.pem", root), ("server.pem", server), ("server.key", secret)];
    files.map(|(name, text)| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fleet-{name}"));
        fs::write(&path, text).unwrap();
        path
    })
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
