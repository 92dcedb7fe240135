//! When a feed is asked again. Nothing here reads a clock or throws dice: the same history gives the same answer.

use std::time::Duration;

use archive::Poll;
use jiff::Timestamp;

/// However short an interval is asked for, no feed is asked more often; many servers bar those who do.
pub(crate) const SHORTEST: Duration = Duration::from_mins(5);
/// However often a feed fails, it is tried once a day.
const LONGEST: Duration = Duration::from_hours(24);
/// The longest that a server can keep us away.
const LONGEST_RETRY: Duration = Duration::from_hours(7 * 24);

/// Whether a feed may be asked.
pub(crate) fn is_due(poll: &Poll, now: Timestamp) -> bool {
    poll.next.is_none_or(|next| next <= now)
}

/// When a feed that answered is asked again: after the interval, or when its answer is no longer fresh, up to a day.
pub(crate) fn after_success(
    poll: &Poll,
    now: Timestamp,
    every: Duration,
    fresh_for: Option<Duration>,
) -> Timestamp {
    let wait = every.max(fresh_for.unwrap_or_default().min(LONGEST));
    later(now, spread(wait, poll, now))
}

/// When a feed that failed is asked again: after twice as long each time, up to a day, and never before the server said.
pub(crate) fn after_failure(
    poll: &Poll,
    now: Timestamp,
    every: Duration,
    retry_after: Option<Duration>,
) -> Timestamp {
    let doubled = every.saturating_mul(1 << poll.failures.saturating_sub(1).min(12));
    let wait = doubled.min(LONGEST.max(every)).max(retry_after.unwrap_or_default().min(LONGEST_RETRY));
    later(now, spread(wait, poll, now))
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

/// Adds up to a tenth, by the feed and the moment, so that many feeds that were asked together are not for ever.
fn spread(wait: Duration, poll: &Poll, now: Timestamp) -> Duration {
    // FNV-1a: the standard library's hash may differ between releases.
    let bytes = poll.feed.bytes().chain(now.as_second().to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    wait + wait / 1000 * u32::try_from(hash % 101).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_mins(30);

    fn now() -> Timestamp {
        "2026-03-14T09:00:00Z".parse().unwrap()
    }

    fn poll(failures: u32) -> Poll {
        Poll { feed: "https://northline.example/feed".to_owned(), failures, ..Poll::default() }
    }

    fn seconds(next: Timestamp) -> i64 {
        next.as_second() - now().as_second()
    }

    #[test]
    fn an_answer_is_left_alone_while_it_is_fresh() {
        let wait = |fresh: Option<u64>| {
            seconds(after_success(&poll(0), now(), EVERY, fresh.map(Duration::from_secs)))
        };
        for (fresh, shortest) in
            [(None, 1800), (Some(60), 1800), (Some(7200), 7200), (Some(9_000_000), 86_400)]
        {
            assert!((shortest..=shortest * 11 / 10).contains(&wait(fresh)), "{fresh:?}: {}", wait(fresh));
        }
    }

    #[test]
    fn failures_wait_twice_as_long_each_time_and_as_long_as_they_are_told() {
        let wait = |n, told: Option<u64>| {
            seconds(after_failure(&poll(n), now(), EVERY, told.map(Duration::from_secs)))
        };
        for (n, told, shortest) in [
            (1, None, 1800),
            (2, None, 3600),
            (3, None, 7200),
            (40, None, 86_400),
            (1, Some(10_000), 10_000),
            (2, Some(10), 3600),
            (1, Some(90_000_000), 604_800),
        ] {
            assert!(
                (shortest..=shortest * 11 / 10).contains(&wait(n, told)),
                "{n} {told:?}: {}",
                wait(n, told)
            );
        }
    }

    #[test]
    fn the_spread_is_the_same_each_time_and_differs_between_feeds() {
        let next = |feed: &str| {
            after_success(&Poll { feed: feed.to_owned(), ..Poll::default() }, now(), EVERY, None)
        };
        assert_eq!(next("https://a.example/"), next("https://a.example/"));
        assert_ne!(next("https://a.example/"), next("https://b.example/"));
    }

    #[test]
    fn a_feed_is_due_when_its_time_has_come() {
        let next = |next: &str| Poll { next: next.parse().ok(), ..poll(0) };
        assert!(is_due(&poll(0), now()) && is_due(&next("2026-03-14T09:00:00Z"), now()));
        assert!(!is_due(&next("2026-03-14T09:00:01Z"), now()));
    }
}
