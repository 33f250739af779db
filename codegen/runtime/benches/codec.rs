//! Decoding and encoding a response of one megabyte: the shared helpers that generated types
//! use, against a serde derive of the same struct.
//!
//! `cargo bench -p specwright-client --bench codec`. The helpers exist to be cheap to compile;
//! this shows what that costs, or saves, when the code runs.

use criterion::{Criterion, Throughput};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use specwright_client::__generated as g;
use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;

/// Size of the text that is decoded, at least.
const BYTES: usize = 1_000_000;

/// What a derive makes of the struct.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Derived {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<BTreeMap<String, String>>,
}

/// The same struct as generated code has it.
struct Lean {
    id: String,
    name: String,
    created_at: Option<String>,
    size: Option<i64>,
    enabled: Option<bool>,
    ratio: Option<f64>,
    tags: Option<Vec<String>>,
    labels: Option<BTreeMap<String, String>>,
}

g::object!(Lean);

impl g::Object for Lean {
    const SHAPE: g::Shape = g::Shape {
        name: "Lean",
        members: &[
            "id",
            "name",
            "created_at",
            "size",
            "enabled",
            "ratio",
            "tags",
            "labels",
        ],
        required: &[3],
    };
    type Slots = (
        g::Need<String>,
        g::Need<String>,
        Option<String>,
        Option<i64>,
        Option<bool>,
        Option<f64>,
        Option<Vec<String>>,
        Option<BTreeMap<String, String>>,
    );

    fn build(values: g::Values<Self>) -> Self {
        Self {
            id: values.0,
            name: values.1,
            created_at: values.2,
            size: values.3,
            enabled: values.4,
            ratio: values.5,
            tags: values.6,
            labels: values.7,
        }
    }

    fn parts(&self) -> g::Parts<'_, Self> {
        (
            &self.id,
            &self.name,
            &self.created_at,
            &self.size,
            &self.enabled,
            &self.ratio,
            &self.tags,
            &self.labels,
        )
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let text = document()?;
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("codec");
    group.throughput(Throughput::Bytes(text.len().try_into()?));
    group.bench_function("decode/lean", |b| b.iter(|| decode::<Lean>(&text)));
    group.bench_function("decode/derive", |b| b.iter(|| decode::<Derived>(&text)));
    let (lean, derived) = (decode::<Lean>(&text)?, decode::<Derived>(&text)?);
    assert_eq!(
        serde_json::to_string(&lean)?,
        serde_json::to_string(&derived)?,
        "both write the same text"
    );
    group.bench_function("encode/lean", |b| {
        b.iter(|| serde_json::to_vec(black_box(&lean)));
    });
    group.bench_function("encode/derive", |b| {
        b.iter(|| serde_json::to_vec(black_box(&derived)));
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}

fn decode<T: DeserializeOwned>(text: &str) -> serde_json::Result<Vec<T>> {
    serde_json::from_str(black_box(text))
}

/// An array of objects in which now and then an optional member is missing.
fn document() -> Result<String, Box<dyn Error>> {
    let mut items = Vec::new();
    let mut bytes = 0;
    while bytes < BYTES {
        let index = items.len();
        let item = Derived {
            id: format!("resource-{index:08}"),
            name: format!("The resource of number {index}"),
            created_at: Some("2024-05-06T07:08:09Z".to_owned()),
            size: (!index.is_multiple_of(3)).then_some(i64::try_from(index)? * 4_096),
            enabled: Some(index.is_multiple_of(2)),
            ratio: (!index.is_multiple_of(5)).then_some(0.25),
            tags: Some(vec!["alpha".to_owned(), "beta".to_owned()]),
            labels: Some([("zone".to_owned(), format!("z{index}"))].into()),
        };
        bytes += serde_json::to_string(&item)?.len();
        items.push(item);
    }
    Ok(serde_json::to_string(&items)?)
}
