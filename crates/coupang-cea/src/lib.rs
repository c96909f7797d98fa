//! CEA HmacSHA256 request signing and verification for the Coupang Open API, without I/O.
