//! Long records as applications log them.

/// A record of about so many bytes, made of the parts that a function writes.
fn many(size: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..=size / part(1).len()).map(part).collect::<Vec<_>>().join(between)
}

/// Every kind of record, of about so many bytes, with what it is.
pub(crate) fn records(size: usize) -> Vec<(&'static str, String)> {
    let orders = format!(r#"{{"code":200,"data":[{}],"nextToken":""}}"#, many(size, ",", order));
    let cut = orders.char_indices().nth(orders.chars().count() - 200).map_or(0, |(at, _)| at);
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    vec![
        ("orders as JSON", orders.clone()),
        ("orders as JSON, cut off", orders[..cut].to_owned()),
        ("orders after words", format!("2026-03-02T09:15:04+09:00 INFO shop: answer {orders} read")),
        ("orders escaped in JSON", format!(r#"{{"level":"INFO","body":{}}}"#, quoted(&orders))),
        ("orders escaped twice", format!(r#"{{"body":{}}}"#, quoted(&format!(r#"{{"body":{}}}"#, quoted(&orders))))),
        ("orders of ASCII", ascii(&orders)),
        ("orders percent-encoded", format!("data={}", encoded(&orders))),
        ("inquiries as JSON", format!("[{}]", many(size, ",", inquiry))),
        ("structs in Debug", format!("[{}]", many(size, ", ", structure))),
        ("structs of one line each", many(size, ", ", bare_structure)),
        ("structs in a string", quoted(&many(size, ", ", structure))),
        ("customers' text", many(size, " ", |n| pick(&TEXTS, n).to_owned())),
        ("customers' lines", many(size, "\n", |n| pick(&TEXTS, n).to_owned())),
        ("customers' memo", format!("memo={}", many(size, " ", |n| pick(&TEXTS, n).to_owned()))),
        ("customers' text as JSON", format!("[{}]", many(size, ",", |n| quoted(pick(&TEXTS, n))))),
        ("log lines", many(size, "\n", line)),
        ("log lines with addresses", many(size, "\n", delivery_line)),
        ("log lines with marks", many(size, "\n", marked_line)),
        ("log lines of JSON", many(size, "\n", json_line)),
        ("log lines of JSON, escaped", format!(r#"{{"log":{}}}"#, quoted(&many(size, "\n", json_line)))),
        ("forms", many(size, "\n", form)),
        ("queries", many(size, "\n", query)),
        ("HTML", many(size, "", row)),
        ("HTML in JSON", format!(r#"{{"html":{}}}"#, quoted(&many(size, "", row)))),
        ("XML", many(size, "", element)),
        ("names", many(size, ", ", |n| pick(&NAMES, n).to_owned())),
        ("telephones", many(size, "\n", |n| format!("010-1234-{:04}", n % 10_000))),
        ("addresses of mail", many(size, ", ", |n| format!("hong{n}@example.com"))),
        (
            "numbers as JSON",
            format!("[{}]", many(size, ",", |n| format!(r#"{{"id":{},"n":{},"ok":true}}"#, id(n), n % 9))),
        ),
        ("words as JSON", format!("[{}]", many(size, ",", |n| format!("\"{}\"", pick(&WORDS, n))))),
        ("brackets", "{\"a\":".repeat(size / 5)),
        ("logfmt", many(size, "\n", fields)),
        ("headers", many(size, "\n", headers)),
        (
            "CSV",
            many(size, "\n", |n| format!("{},INSTRUCT,2026-03-02,{},12900,머그컵 {}", id(n), n % 7, pick(&WORDS, n))),
        ),
        ("YAML", many(size, "\n", yaml)),
        ("backtraces", many(size, "\n", backtrace)),
        (
            "English",
            many(size, " ", |n| format!("The {} of the shop was {} at noon.", pick(&WORDS, n), pick(&WORDS, n + 1))),
        ),
        ("URLs", many(size, "\n", |n| format!("https://shop.example.com/v2/{}/{}?page={n}", pick(&WORDS, n), id(n)))),
        ("UUIDs", many(size, "\n", |n| format!("{n:08x}-d9cb-469f-a165-70867728950e"))),
        ("base64", many(size, "\n", |n| format!("aGVsbG8gd29ybGQgdGhpcyBpcyBhIGxpbmUgb2YgYmFzZTY0{n:06}+/="))),
        ("identifiers", format!("[{}]", many(size, ",", |n| id(n).to_string()))),
        ("bytes in Debug", format!("{:?}", (0..size / 4).map(|n| n * 37 % 256).collect::<Vec<_>>())),
    ]
}

const NAMES: [&str; 5] = ["김하나", "이두리", "박세찬", "최네온", "남궁다솔"];

const ADDRESSES: [&str; 5] = [
    "서울특별시 가상구 예시로 12",
    "경기도 성남시 분당구 정자동 178-1 예시아파트 101동 1502호",
    "부산 해운대구 센텀중앙로48번길 20, 3층",
    "인천광역시 연수구 송도과학로 32",
    "전라북도 전주시 완산구 효자로 225 (효자동3가)",
];

const TEXTS: [&str; 5] = [
    "안녕하세요. 어제 주문한 머그컵이 아직 오지 않았는데 언제쯤 받을 수 있을까요? 010-1234-5678 로 연락 부탁드립니다.",
    "배송지를 서울특별시 가상구 예시로 12 301호로 바꿔 주세요. 이두리님 앞으로 보내 주시면 됩니다. 감사합니다.",
    "제품이 깨진 채로 왔습니다. 교환이나 환불을 원합니다. 환불 계좌는 예시은행 110-123-456789 예금주 김하나 입니다.",
    "화이트 색상이 생각보다 어둡네요. 그래도 마음에 들어서 한 개 더 주문하려고 합니다. 혹시 선물 포장도 되나요?",
    "경비실에 맡겨 주시고 문자 남겨 주세요. 현관 비밀번호는 1234# 입니다. hong@example.com 으로 영수증도 보내 주세요.",
];

const WORDS: [&str; 5] = ["order", "shipment", "return", "inquiry", "delivered"];

fn pick<'a>(list: &[&'a str], n: usize) -> &'a str {
    list[n % list.len()]
}

fn id(n: usize) -> usize {
    7_100_123_456_789 + n
}

fn order(n: usize) -> String {
    let (id, name, other, address) = (id(n), pick(&NAMES, n), pick(&NAMES, n + 1), pick(&ADDRESSES, n));
    format!(
        r#"{{"shipmentBoxId":{id},"orderedAt":"2026-03-02T09:15:04.120+09:00","orderer":{{"name":"{name}","email":"","safeNumber":"+825020001111"}},"status":"INSTRUCT","shippingPrice":{{"currencyCode":"KRW","units":3000}},"parcelPrintMessage":"경비실에 맡겨 주세요","receiver":{{"name":"{other}","receiverNumber":null,"addr1":"{address}","addr2":"301호","postCode":"01234"}},"orderItems":[{{"vendorItemId":{id},"vendorItemName":"예시 머그컵, 화이트, 350ml","shippingCount":2,"cancelCount":0,"estimatedShippingDate":"2026-03-04"}}],"invoiceNumber":"","refer":"안드로이드앱"}}"#
    )
}

fn inquiry(n: usize) -> String {
    let (id, text) = (id(n), pick(&TEXTS, n));
    format!(r#"{{"inquiryId":{id},"content":"{text}","inquiryAt":"2026-03-02 09:15:04","answered":false}}"#)
}

fn structure(n: usize) -> String {
    let (id, name, address) = (id(n), pick(&NAMES, n), pick(&ADDRESSES, n));
    format!(
        r#"OrderSheet {{ order_id: OrderId({id}), ordered_at: 2026-03-02T09:15:04+09:00, receiver: Receiver {{ name: "{name}", addr1: "{address}", phone: Some("010-1234-5678"), memo: None }}, items: [OrderItem {{ name: "예시 머그컵, 350ml", count: 2 }}] }}"#
    )
}

fn bare_structure(n: usize) -> String {
    let (text, name, address) = (pick(&TEXTS, n), pick(&NAMES, n), pick(&ADDRESSES, n));
    format!("Inquiry {{ id: {n}, text: \"{text}\", address: {address}, receiver_name: {name}, answered: false }}")
}

fn line(n: usize) -> String {
    let (id, name) = (id(n), pick(&NAMES, n));
    format!(
        "2026-03-02T09:15:04+09:00 WARN shop: 수취인: {name}, 연락처 010-1234-5678, mail hong@example.com, order={id} rows=1"
    )
}

fn delivery_line(n: usize) -> String {
    let (name, address) = (pick(&NAMES, n), pick(&ADDRESSES, n));
    format!(
        "2026-03-02T09:15:04+09:00 INFO delivery: 배송지 {address} 도착, 받는 분 {name}, 계좌 110-123-456789, rows=1"
    )
}

fn marked_line(n: usize) -> String {
    let (id, name, address) = (id(n), pick(&NAMES, n), pick(&ADDRESSES, n));
    format!(r#"INFO apiwire: operation="orders.list" receiver_name="{name}" address="{address}" order_id={id} rows=50"#)
}

fn json_line(n: usize) -> String {
    let (id, name) = (id(n), pick(&NAMES, n));
    format!(
        r#"{{"timestamp":"2026-03-02T09:15:04.120Z","level":"INFO","message":"order {id} of {name}님 saved","ms":184}}"#
    )
}

fn form(n: usize) -> String {
    let (name, text, id) = (encoded(pick(&NAMES, n)), encoded(pick(&TEXTS, n)), id(n));
    format!("name={name}&phone=010-1234-5678&orderId={id}&memo={text}&page=2")
}

fn query(n: usize) -> String {
    let (name, id) = (encoded(pick(&NAMES, n)), id(n));
    format!("GET https://shop.example.com/v1/orders?orderId={id}&receiverName={name}&tel=010-1234-5678 200 {n}ms")
}

fn fields(n: usize) -> String {
    let (id, word) = (id(n), pick(&WORDS, n));
    format!(
        "ts=2026-03-02T09:15:04Z level=info op={word}.list method=GET status=200 rows=50 attempt=1 ms={} order={id} ok=1",
        n % 500
    )
}

fn headers(n: usize) -> String {
    format!(
        "HTTP/1.1 200 OK\ncontent-type: application/json;charset=UTF-8\ncontent-length: {n}\ndate: Mon, 02 Mar 2026 00:15:04 GMT\nx-request-id: {n:016x}\n"
    )
}

fn yaml(n: usize) -> String {
    let (id, word, name) = (id(n), pick(&WORDS, n), pick(&NAMES, n));
    format!("- id: {id}\n  kind: {word}\n  count: {}\n  receiver:\n    name: {name}\n    postCode: \"01234\"", n % 9)
}

fn backtrace(n: usize) -> String {
    let word = pick(&WORDS, n);
    format!(
        "  {n}: shop::{word}::Client<T>::list::{{{{closure}}}}\n             at ./src/{word}.rs:{}:{}",
        n % 900,
        n % 80
    )
}

fn row(n: usize) -> String {
    let (id, name, address) = (id(n), pick(&NAMES, n), pick(&ADDRESSES, n));
    format!(
        "<tr class=\"row\"><td>{name}</td><td>{address}</td><td><a href=\"/orders/{id}?page=2\">주문 보기</a></td></tr>\n"
    )
}

fn element(n: usize) -> String {
    let (id, name, text) = (id(n), pick(&NAMES, n), pick(&TEXTS, n));
    format!("<order><orderId>{id}</orderId><receiver><name>{name}</name></receiver><memo>{text}</memo></order>")
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn ascii(text: &str) -> String {
    let mut units = [0; 2];
    text.chars()
        .flat_map(|c| match c.is_ascii() {
            true => vec![c.to_string()],
            false => c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        })
        .collect()
}
