//! One request at a time to a host, with a pause between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// When the last request to a host ended.
pub(crate) type Turn = Mutex<Option<Instant>>;

/// The most hosts that are remembered; past it, those that nobody waits for are forgotten.
const MOST_HOSTS: usize = 10_000;

/// Who asked whom when.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    turns: Mutex<HashMap<String, Arc<Turn>>>,
}

impl Hosts {
    pub(crate) fn turn(&self, host: &str) -> Arc<Turn> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() >= MOST_HOSTS {
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(turns.entry(host.to_owned()).or_default())
    }
}

/// Waits for one's turn; it is over when the guard is dropped.
pub(crate) fn wait(turn: &Turn, pause: Duration) -> Held<'_> {
    let held = turn.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(left) = held.and_then(|last| pause.checked_sub(last.elapsed())) {
        std::thread::sleep(left);
    }
    Held(held)
}

/// One's turn at a host.
pub(crate) struct Held<'t>(MutexGuard<'t, Option<Instant>>);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}
