//! Checks of [`crate::canonical`].

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::canonical::{Digest, NotCanonical, sha256_hex, to_text};

#[test]
fn texts_are_canonical() {
    fn check(input: &str, expected: Result<&str, NotCanonical>) {
        let value: Value = serde_json::from_str(input).unwrap();
        assert_eq!(to_text(&value), expected.map(str::to_owned), "{input}");
    }
    check(r#"{ "b": [1, -2, true, null], "a": {} }"#, Ok(r#"{"a":{},"b":[1,-2,true,null]}"#));
    // The example of RFC 8785 § 3.2.3: UTF-16 puts the emoji (a surrogate pair) before U+FB33.
    check(
        r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
        Ok("{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}"),
    );
    check(
        r#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u007f\u2028""#,
        Ok("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\u{2028}\""),
    );
    check("9007199254740991", Ok("9007199254740991"));
    check("-9007199254740992", Err(NotCanonical::IntegerTooLarge));
    check("18446744073709551615", Err(NotCanonical::IntegerTooLarge));
    for float in ["1.0", "1e2", "-0", "[0.5]", r#"{"a":1.5}"#] {
        check(float, Err(NotCanonical::Float));
    }
}

#[test]
fn digests_are_written_and_read() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(sha256_hex(b""), empty);
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(empty.parse(), Ok(Digest::of(b"")));
    assert_eq!(serde_json::to_value(Digest::of(b"")).unwrap(), json!(empty));
    assert_eq!(serde_json::from_value::<Digest>(json!(empty)).unwrap(), Digest::of(b""));
    for wrong in
        ["", &empty[1..], &empty.to_uppercase(), &empty.replace('e', "g"), &format!("{empty}0"), &"é".repeat(32)]
    {
        assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
    }
}

/// Any JSON value that has a canonical text.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-((1_i64 << 53) - 1)..(1_i64 << 53)).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,4}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_text_reads_back_and_does_not_depend_on_the_order_of_keys(
        members in prop::collection::btree_map(".{0,4}", value(), 0..6),
        seed: u64,
    ) {
        let text = to_text(&Value::Object(members.clone().into_iter().collect())).unwrap();
        let mut shuffled: Vec<_> = members.clone().into_iter().collect();
        shuffled.sort_by_key(|(key, _)| Digest::of(format!("{seed}{key}").as_bytes()));
        let written: Vec<String> =
            shuffled.iter().map(|(key, value)| format!("{} : {value}", Value::from(key.clone()))).collect();
        let read: Value = serde_json::from_str(&format!("{{ {} }}", written.join(" , "))).unwrap();
        prop_assert_eq!(to_text(&read).unwrap(), text.clone());
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), read);
    }

    #[test]
    fn a_fraction_is_refused_wherever_it_is(value in value(), fraction in -1e300..1e300_f64) {
        prop_assert_eq!(to_text(&json!({ "a": [value, { "b": fraction }] })), Err(NotCanonical::Float));
    }
}
