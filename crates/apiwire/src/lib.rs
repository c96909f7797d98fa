//! The one request path shared by the Korea commerce clients: endpoint values, signing inside the attempt, retries, pacing, bounded bodies, tolerant decoding.
