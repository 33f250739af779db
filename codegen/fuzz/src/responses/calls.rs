//! Calls of generated clients, one for each kind of response, and what came of them in words.

use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_client::{ApiError, Error, FromHeaders, Response, Settings, StreamError};
use specwright_wire_tests::{
    all_of, enums, event_streams, formats, maps, nullable_and_required, one_of_told_apart,
    one_of_with_discriminator, recursion, response_headers, several_content_types,
    status_ranges_and_default, text_and_binary,
};
use std::error::Error as StdError;
use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;

/// What a call came to.
type Outcome<'a> = Pin<Box<dyn Future<Output = String> + 'a>>;

/// A call with arguments that do not matter.
pub(super) type Call = fn(&Clients) -> Outcome<'_>;

/// Clients of the documents that have a kind of response.
macro_rules! clients {
    ($($name:ident),+ $(,)?) => {
        /// One client of each document, all on one server.
        pub(super) struct Clients {
            $($name: $name::Client,)+
        }

        impl Clients {
            pub(super) fn new(url: &str) -> Self {
                // Longer than the patience of the target, which is to see calls that hang.
                let settings = Settings::new()
                    .timeout(Duration::from_secs(60))
                    .max_body_bytes(64 << 10);
                Self {
                    $($name: $name::Client::builder()
                        .base_url(url)
                        .settings(settings.clone())
                        .build()
                        .expect("a client of these settings"),)+
                }
            }
        }
    };
}

clients!(
    all_of,
    enums,
    event_streams,
    formats,
    maps,
    nullable_and_required,
    one_of_told_apart,
    one_of_with_discriminator,
    recursion,
    response_headers,
    several_content_types,
    status_ranges_and_default,
    text_and_binary,
);

/// Every call by the name that inputs have for it.
pub(super) const CALLS: &[(&str, Call)] = &[
    ("showDog", |c| {
        value(async { c.all_of.show_dog().send().await })
    }),
    ("listKinds", |c| {
        value(async { c.enums.list_pets().send().await })
    }),
    ("showScalars", |c| {
        value(async { c.formats.show_scalars().send().await })
    }),
    ("setMaps", |c| {
        value(async {
            let maps = maps::types::Maps::new(std::collections::BTreeMap::new());
            c.maps.set_maps(maps).send().await
        })
    }),
    ("changePet", |c| {
        value(async {
            let pet = nullable_and_required::types::Pet::new("n", None::<String>);
            c.nullable_and_required.change_pet(pet).send().await
        })
    }),
    ("showThings", |c| {
        value(async { c.one_of_told_apart.show_things().send().await })
    }),
    ("addPet", |c| {
        value(async {
            let pet = one_of_with_discriminator::types::Cat::new("feline", 9);
            c.one_of_with_discriminator.add_pet(pet.into()).send().await
        })
    }),
    ("showTree", |c| {
        value(async { c.recursion.show_tree().send().await })
    }),
    ("listPets", |c| {
        value(async { c.response_headers.list_pets().send().await })
    }),
    ("removeAll", |c| {
        value(async { c.status_ranges_and_default.remove_all().send().await })
    }),
    ("health", |c| {
        value(async { c.status_ranges_and_default.health().send().await })
    }),
    ("setNote", |c| {
        value(async { c.text_and_binary.set_note("n").send().await })
    }),
    ("setFile", |c| {
        Box::pin(async {
            match c.text_and_binary.set_file().send().await {
                Ok(file) => format!(
                    "{:?}",
                    file.into_inner()
                        .collect(1 << 20)
                        .await
                        .map_err(|e| e.kind())
                ),
                Err(error) => failed(&error),
            }
        })
    }),
    ("addPicture", |c| {
        Box::pin(async {
            use several_content_types::operations::default::{AddPetBody, AddPetOkBody};
            let body = AddPetBody::TextCsv("n".to_owned());
            match c.several_content_types.add_pet(body).send().await {
                Ok(added) => match added.into_inner() {
                    AddPetOkBody::ImagePng(picture) => {
                        format!("{:?}", picture.collect(1 << 20).await.map_err(|e| e.kind()))
                    }
                    other => format!("{other:?}"),
                },
                Err(error) => failed(&error),
            }
        })
    }),
    ("watch", |c| {
        Box::pin(async {
            match c.event_streams.watch().send().await {
                Ok(events) => {
                    let mut events = events.into_inner();
                    let mut seen = String::new();
                    while let Some(event) = events.next().await {
                        seen += &item(event);
                    }
                    seen
                }
                Err(error) => failed(&error),
            }
        })
    }),
    ("readLog", |c| {
        Box::pin(async {
            match c.event_streams.read_log().send().await {
                Ok(lines) => {
                    let mut lines = lines.into_inner();
                    let mut seen = String::new();
                    while let Some(line) = lines.next().await {
                        seen += &item(line);
                    }
                    seen
                }
                Err(error) => failed(&error),
            }
        })
    }),
];

/// The outcome of a call whose result is a value.
fn value<'a, T, H, E>(
    call: impl Future<Output = Result<Response<T, H>, Error<E>>> + 'a,
) -> Outcome<'a>
where
    T: Serialize + DeserializeOwned + Debug,
    H: FromHeaders + Debug,
    E: ApiError,
{
    Box::pin(async {
        match call.await {
            Ok(response) => {
                comes_back(&*response);
                let headers = response.typed_headers().map_err(|error| error.to_string());
                format!("{} {:?} {headers:?}", response.status(), *response)
            }
            Err(error) => failed(&error),
        }
    })
}

/// What was read is written as something that is read as the same.
fn comes_back<T: Serialize + DeserializeOwned + Debug>(value: &T) {
    let written = serde_json::to_string(value).expect("what was read can be written");
    let again: T = serde_json::from_str(&written)
        .unwrap_or_else(|error| panic!("{value:?} is written as {written}: {error}"));
    let twice = serde_json::to_string(&again).expect("what was read can be written");
    assert_eq!(written, twice, "written once more");
}

/// An error, all that it can be asked for included.
fn failed<E: ApiError>(error: &Error<E>) -> String {
    let mut seen = format!("{error} {error:?} {:?}", error.status());
    let mut source = error.source();
    while let Some(inner) = source {
        seen += &format!(" {inner} {inner:?}");
        source = inner.source();
    }
    assert!(
        !error.to_string().contains(char::is_control),
        "an error's line holds a control character: {error:?}"
    );
    match error {
        // Where a body breaks, and its header fields, depend on how it was cut.
        Error::Transport(error) => format!("{:?}", error.kind()),
        Error::Decode {
            kind,
            pointer,
            message,
            ..
        } => format!("{kind:?} {pointer} {message}"),
        Error::UndocumentedStatus { status, body, .. } => format!("{status} {body:?}"),
        Error::Api(error) => format!(
            "{} {:?}",
            error.response().status(),
            error.response().body()
        ),
        other => format!("{other:?}"),
    }
}

/// An event or a line.
fn item<T: Debug>(item: Result<T, StreamError>) -> String {
    match item {
        Ok(item) => format!("{item:?}\n"),
        Err(StreamError::Transport(error)) => format!("{:?}\n", error.kind()),
        Err(error) => format!("{error}\n"),
    }
}
