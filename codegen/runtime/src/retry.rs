//! When a request is sent again. Off unless it is asked for.
//!
//! Sent again is only what cannot act twice: idempotent methods (RFC 9110, 9.2.2), requests that
//! provably did not leave, and requests with an idempotency key. A budget shared by all calls of a
//! client keeps retries from multiplying the load on a server that is down.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method};

use crate::random;

/// When and how often a request is sent again.
///
/// ```
/// use std::time::Duration;
/// use specwright_client::{RetryPolicy, Settings};
///
/// let settings = Settings::new()
///     .timeout(Duration::from_secs(20))
///     .retry(RetryPolicy::attempts(3).first_delay(Duration::from_millis(200)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) first_delay: Duration,
    pub(crate) longest_delay: Duration,
    pub(crate) longest_retry_after: Duration,
    pub(crate) statuses: Vec<u16>,
    pub(crate) idempotency_header: Option<http::HeaderName>,
}

impl RetryPolicy {
    /// Nothing is sent again.
    #[must_use]
    pub fn off() -> Self {
        Self {
            attempts: 1,
            first_delay: Duration::from_millis(100),
            longest_delay: Duration::from_secs(10),
            longest_retry_after: Duration::from_secs(30),
            // 408 and 504: RFC 9110; 429: RFC 6585, 4; 502 and 503 pass by themselves
            statuses: vec![408, 429, 502, 503, 504],
            idempotency_header: None,
        }
    }

    /// At most `attempts` requests in all, the first included; for statuses 408, 429, 502, 503,
    /// 504 and for connections that fail or break.
    #[must_use]
    pub fn attempts(attempts: u32) -> Self {
        Self {
            attempts: attempts.max(1),
            ..Self::off()
        }
    }

    /// Waiting time before the second attempt; it doubles from there, with jitter. 100 ms.
    #[must_use]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// Longest waiting time where the server names none. 10 s.
    #[must_use]
    pub fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// Longest `Retry-After` that is waited for; a server that asks for more is not asked again,
    /// and its response is the result. 30 s.
    #[must_use]
    pub fn longest_retry_after(mut self, delay: Duration) -> Self {
        self.longest_retry_after = delay;
        self
    }

    /// Statuses after which a request is sent again.
    #[must_use]
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self
    }

    /// A header that makes a request safe to repeat (`Idempotency-Key`). Requests whose method is
    /// not idempotent get a random key in it, the same on every attempt of a call, unless the call
    /// sets its own.
    #[must_use]
    pub fn idempotency_header(mut self, name: http::HeaderName) -> Self {
        self.idempotency_header = Some(name);
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::off()
    }
}

/// Retries that a client may still make. Each costs one; each call that ends with a response, of
/// a status that is not retried, gives a tenth back. So retries stay below a tenth of the load in
/// the long run, and a server that is down gets a handful in all.
#[derive(Debug)]
pub(crate) struct Budget {
    tenths: AtomicU32,
}

/// Ten retries at first, and never more saved up.
const FULL: u32 = 100;

impl Default for Budget {
    fn default() -> Self {
        Self {
            tenths: AtomicU32::new(FULL),
        }
    }
}

impl Budget {
    /// Takes one retry, where there is one.
    pub(crate) fn take(&self) -> bool {
        self.tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(10)
            })
            .is_ok()
    }

    /// A call ended well.
    pub(crate) fn earn(&self) {
        // the closure never refuses
        let _ = self
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_add(1).min(FULL))
            });
    }
}

/// Methods that mean the same sent once or twice (RFC 9110, 9.2.2).
pub(crate) fn is_idempotent(method: &Method) -> bool {
    *method == Method::GET
        || *method == Method::HEAD
        || *method == Method::OPTIONS
        || *method == Method::TRACE
        || *method == Method::PUT
        || *method == Method::DELETE
}

/// How long to wait before the next attempt; `None` where the server asks for more than the policy
/// grants. `attempt` is the one that failed, from 1.
pub(crate) fn delay(
    policy: &RetryPolicy,
    attempt: u32,
    headers: Option<&HeaderMap>,
    now: SystemTime,
) -> Option<Duration> {
    if let Some(asked) = headers.and_then(|headers| retry_after(headers, now)) {
        return (asked <= policy.longest_retry_after).then_some(asked);
    }
    let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
    let longest = policy
        .first_delay
        .saturating_mul(doubled)
        .min(policy.longest_delay);
    Some(jitter(longest, random::bits()))
}

/// A time between half the longest and the longest, so that callers that failed together do not
/// come back together.
fn jitter(longest: Duration, bits: u64) -> Duration {
    let half = longest / 2;
    let millionths = u32::try_from(bits % 1_000_001).unwrap_or_default();
    half + (half / 1_000_000).saturating_mul(millionths)
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); what cannot be read asks for nothing.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // more digits than a number has are certainly too long
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use http::HeaderValue;

    use super::*;

    fn asked(text: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(text).unwrap());
        headers
    }

    // RFC 9110, 10.2.3: both forms, and the date of its example
    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Fri, 31 Dec 1999 23:59:50 GMT").unwrap();
        let policy = RetryPolicy::attempts(2).longest_retry_after(Duration::from_secs(120));
        let wait = |text: &str| delay(&policy, 1, Some(&asked(text)), now);
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            wait("Fri, 31 Dec 1999 23:59:59 GMT"),
            Some(Duration::from_secs(9))
        );
        assert_eq!(wait("Thu, 30 Dec 1999 23:59:59 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("121"), None);
        assert_eq!(wait("1000000000000"), None);
        assert_eq!(wait("99999999999999999999999999"), None);
        assert!(wait("soon").unwrap() <= policy.first_delay);
    }

    #[test]
    fn waiting_doubles_up_to_its_limit() {
        let policy = RetryPolicy::attempts(9)
            .first_delay(Duration::from_millis(100))
            .longest_delay(Duration::from_millis(350));
        for (attempt, longest) in [(1, 100), (2, 200), (3, 350), (200, 350)] {
            let wait = delay(&policy, attempt, None, SystemTime::now()).unwrap();
            assert!(wait >= Duration::from_millis(longest / 2), "{attempt}");
            assert!(wait <= Duration::from_millis(longest), "{attempt}");
        }
    }

    #[test]
    fn the_budget_keeps_retries_below_a_tenth() {
        let budget = Budget::default();
        let mut retries = 0;
        for _ in 0..1000 {
            retries += u32::from(budget.take());
        }
        assert_eq!(retries, 10);
        for _ in 0..10 {
            budget.earn();
        }
        assert!(budget.take() && !budget.take());
    }

    // RFC 9110, 9.2.2
    #[test]
    fn post_and_patch_are_not_idempotent() {
        assert!(!is_idempotent(&Method::POST) && !is_idempotent(&Method::PATCH));
        assert!(is_idempotent(&Method::DELETE) && is_idempotent(&Method::PUT));
    }
}
