//! What an escape stands for.

/// How many ones a count ends in.
#[inline]
pub(super) fn ones(count: usize) -> u8 {
    u8::try_from(count.trailing_ones()).unwrap_or(u8::MAX)
}

#[inline]
pub(super) fn hex(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |value, &byte| Some(value * 16 + char::from(byte).to_digit(16)?))
}

/// `u{30}`, as `Debug` of a Rust string writes it.
#[inline]
pub(super) fn braced(tail: &[u8]) -> Option<(char, usize)> {
    let digits = tail.get(2..)?.iter().take(7).position(|&byte| byte == b'}').filter(|&count| count > 0)?;
    let value = hex(tail.get(2..2 + digits))?;
    Some((char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER), digits + 3))
}

/// `u0030`, or a surrogate pair; half a pair is a replacement character.
#[inline]
pub(super) fn utf16(tail: &[u8]) -> Option<(char, usize)> {
    let high = hex(tail.get(1..5))?;
    if let 0xd800..=0xdbff = high {
        let more = tail.get(5..).unwrap_or_default();
        let run = more.iter().take(64).take_while(|&&byte| byte == b'\\').count();
        if run > 0
            && more.get(run) == Some(&b'u')
            && let Some(low @ 0xdc00..=0xdfff) = hex(more.get(run + 1..run + 5))
        {
            let c = char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low - 0xdc00);
            return Some((c.unwrap_or(char::REPLACEMENT_CHARACTER), run + 10));
        }
    }
    Some((char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 5))
}
