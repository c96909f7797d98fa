//! Whether bytes are one JSON document (RFC 8259), without building it.

/// Reads a whole document; depth costs one bit of memory per bracket.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let mut reader = Reader { bytes, at: 0 };
    if std::str::from_utf8(bytes).is_err() {
        return false;
    }
    let mut open: Vec<u8> = Vec::new();
    let mut wants_value = true;
    loop {
        reader.space();
        if wants_value {
            match reader.peek() {
                Some(bracket @ (b'{' | b'[')) => {
                    reader.at += 1;
                    reader.space();
                    let end = if bracket == b'{' { b'}' } else { b']' };
                    if reader.peek() == Some(end) {
                        reader.at += 1;
                        wants_value = false;
                    } else if bracket == b'{' && !reader.key() {
                        return false;
                    } else {
                        open.push(end);
                    }
                }
                Some(b'"') if reader.string() => wants_value = false,
                Some(b'-' | b'0'..=b'9') if reader.number() => wants_value = false,
                _ if reader.word("true") || reader.word("false") || reader.word("null") => wants_value = false,
                _ => return false,
            }
            continue;
        }
        let Some(&end) = open.last() else { return reader.peek().is_none() };
        match reader.peek() {
            Some(b',') => {
                reader.at += 1;
                reader.space();
                if end == b'}' && !reader.key() {
                    return false;
                }
                wants_value = true;
            }
            Some(byte) if byte == end => {
                reader.at += 1;
                open.pop();
            }
            _ => return false,
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn key(&mut self) -> bool {
        if self.peek() != Some(b'"') || !self.string() {
            return false;
        }
        self.space();
        let colon = self.peek() == Some(b':');
        self.at += 1;
        colon
    }

    fn string(&mut self) -> bool {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => return true,
                0..=0x1f => return false,
                b'\\' => {
                    let escaped = self.peek();
                    self.at += 1;
                    let hex = self.bytes.get(self.at..self.at + 4);
                    match escaped {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(b'u') if hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => self.at += 4,
                        _ => return false,
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn number(&mut self) -> bool {
        self.at += usize::from(self.peek() == Some(b'-'));
        let zero = self.peek() == Some(b'0');
        let first = self.at;
        if !self.digits() || zero && self.at > first + 1 {
            return false;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if !self.digits() {
                return false;
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            return self.digits();
        }
        true
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }
}
