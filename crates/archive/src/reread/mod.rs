//! Reading again what is kept, with a reader that may know better by now.

mod replacing;
mod waiting;

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use onrecord::{Reader, Record};

use crate::batch::Batch;
use crate::changes::RecordChange;
use crate::{Archive, Error};
use replacing::replace_or_tell;
use waiting::{Waiting, waiting};

/// What reading a version again came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// The article's number.
    pub article: i64,
    /// The version's number.
    pub number: i64,
    /// What changed in its record; nothing where it was read as before.
    pub changes: Vec<RecordChange>,
}

/// How many versions one transaction writes.
const BATCH: usize = 64;

impl Archive {
    /// Reads every version again from its bytes, by as many threads as the reader has jobs, and replaces its record; those that the
    /// same onrecord read with the same model, codebook and watch list are left out unless `all`. What was done is kept at any
    /// moment, so that the rest can be done later.
    /// `each` hears what each came to, and says whether to go on.
    pub fn reread(
        &mut self,
        reader: &Reader,
        all: bool,
        mut each: impl FnMut(Result<Reread, Error>) -> bool,
    ) -> Result<(), Error> {
        // Nobody else may take out what is about to be read.
        self.take_lock()?;
        let by = (!all).then(|| reader.made_by().to_string());
        let versions: Vec<i64> = self.read(|connection| {
            let mut found =
                connection.prepare("SELECT id FROM versions WHERE reader IS NOT ? ORDER BY serial")?;
            Ok(found.query_map([by], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        for batch in versions.chunks(BATCH) {
            let (mut readable, mut done) = (Vec::new(), Vec::new());
            for waiting in self.read(|connection| waiting(connection, batch))? {
                match waiting {
                    Ok(waiting) => readable.push(waiting),
                    Err(error) => done.push(Err(error)),
                }
            }
            let read = read_side_by_side(reader, readable);
            let done = self.write(|connection| {
                let mut batch = Batch::begin(connection)?;
                for (waiting, record) in read {
                    done.push(match record {
                        Ok(record) => replace_or_tell(&mut batch, &waiting, record)?,
                        Err(reason) => Err(Error::Unreadable { article: waiting.article, reason }),
                    });
                }
                batch.finish()?;
                Ok(done)
            })?;
            // All of the batch is done, so all of it is told of, whatever is said meanwhile.
            let mut goes_on = true;
            for reread in done {
                goes_on &= each(reread);
            }
            if !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }
}

type Outcome = (Waiting, Result<Record, String>);

/// Reads versions in several threads; the outcomes stand in the order of the versions.
fn read_side_by_side(reader: &Reader, waiting: Vec<Waiting>) -> Vec<Outcome> {
    let n_threads = match reader.jobs {
        0 => thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let n_waiting = waiting.len().max(1);
    let (send_work, work) = sync_channel::<(usize, Waiting)>(n_waiting);
    let (send_done, done) = sync_channel::<(usize, Outcome)>(n_waiting);
    for (at, waiting) in waiting.into_iter().enumerate() {
        send_work.send((at, waiting)).expect("the channel has room for all");
    }
    drop(send_work);
    let work = Arc::new(Mutex::new(work));
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (work, send_done) = (Arc::clone(&work), send_done.clone());
            scope.spawn(move || {
                while let Some((at, waiting)) = next(&work) {
                    let record = read_one(reader, &waiting);
                    send_done.send((at, (waiting, record))).expect("the channel has room for all");
                }
            });
        }
    });
    drop(send_done);
    let mut outcomes: Vec<(usize, Outcome)> = done.into_iter().collect();
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn next(work: &Mutex<Receiver<(usize, Waiting)>>) -> Option<(usize, Waiting)> {
    work.lock().ok()?.recv().ok()
}

fn read_one(reader: &Reader, waiting: &Waiting) -> Result<Record, String> {
    let reader = Reader {
        as_of: waiting.as_of.as_deref().and_then(|as_of| as_of.parse().ok()).or(reader.as_of),
        url: waiting.url.clone(),
        ..reader.clone()
    };
    reader.read_one(&waiting.capture, waiting.input.as_deref()).map_err(|error| error.to_string())
}
