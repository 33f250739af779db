//! All cases of a plan, derived, run and told one after another: however many there are, only a few
//! are there at once.
//!
//! One thread derives, the lanes of a runtime run, and the thread of the caller is told what came
//! of each case in the order of the document. Must not report: see [`Listener`].

use crate::case::{Case, Cases};
use crate::plan::Plan;
use crate::run::{Event, Lane, Runner};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc as told;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::{Mutex, Semaphore, mpsc};

/// The most cases between derivation and report. A slow one holds up the report of those behind it,
/// not their run, as long as there is room.
const UNDER_WAY: usize = 1024;

/// Lanes for each core: some cases wait, which costs no core.
const LANES_PER_CORE: usize = 4;

/// Is told of a run.
pub trait Listener {
    /// The cases of an operation are derived; they are in `cases.list` no longer, what is left out
    /// and found in the document is.
    fn derived(&mut self, cases: Cases) -> std::io::Result<()>;
    /// A case ended; in the order of the document.
    fn case(&mut self, case: &Case, event: &Event) -> std::io::Result<()>;
}

/// A case on its way.
struct Job {
    turn: usize,
    case: Arc<Case>,
    tell: told::Sender<Message>,
    ended: bool,
}

enum Message {
    Derived(Cases),
    Ended(usize, Arc<Case>, Box<Event>),
}

impl Job {
    fn end(mut self, event: Event) {
        self.ended = true;
        self.tell(event);
    }

    fn tell(&self, event: Event) {
        // Nobody listens any more: the run was given up.
        let message = Message::Ended(self.turn, Arc::clone(&self.case), Box::new(event));
        let _ = self.tell.send(message);
    }
}

impl Drop for Job {
    /// A lane that panics loses itself, and the case is told all the same.
    fn drop(&mut self) {
        if !self.ended {
            self.tell(Event::troubled("the suite itself failed on this case"));
        }
    }
}

/// Runs the cases that are wanted.
///
/// An error says why not all were run or told.
pub fn run<C: Send + Sync + 'static>(
    runner: &Arc<Runner<C>>,
    wanted: &(dyn Fn(&Case) -> bool + Sync),
    listener: &mut dyn Listener,
) -> Result<(), String> {
    let runtime = Runtime::new().map_err(|error| format!("no runtime: {error}"))?;
    let room = Arc::new(Semaphore::new(UNDER_WAY));
    let (jobs, queue) = mpsc::channel(UNDER_WAY);
    let (tell, told) = told::channel();
    start_lanes(runner, &runtime, queue);
    std::thread::scope(|scope| {
        let (plan, handle) = (runner.plan(), runtime.handle());
        let feed = Feed {
            jobs,
            tell,
            room: Arc::clone(&room),
            handle,
        };
        let deriving = scope.spawn(move || feed.all(plan, wanted));
        let reported = listen(&told, &room, listener);
        // Whoever waits for room or for a listener waits no longer.
        room.close();
        drop(told);
        let derived = deriving.join();
        reported.map_err(|error| format!("cannot report: {error}"))?;
        match derived {
            Ok(true) => Ok(()),
            Ok(false) => Err("the suite itself failed: no lane is left".to_owned()),
            Err(_) => Err("the suite itself failed while deriving cases".to_owned()),
        }
    })
}

fn start_lanes<C: Send + Sync + 'static>(
    runner: &Arc<Runner<C>>,
    runtime: &Runtime,
    queue: mpsc::Receiver<Job>,
) {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..cores * LANES_PER_CORE {
        let (runner, queue) = (Arc::clone(runner), Arc::clone(&queue));
        runtime.spawn(async move {
            let Some(mut job) = next(&queue).await else {
                return;
            };
            let mut lane = Lane::start().await;
            loop {
                let event = runner.run(&mut lane, &job.case).await;
                job.end(event);
                match next(&queue).await {
                    Some(following) => job = following,
                    None => return,
                }
            }
        });
    }
}

async fn next(queue: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    queue.lock().await.recv().await
}

/// What feeds the lanes.
struct Feed<'r> {
    jobs: mpsc::Sender<Job>,
    tell: told::Sender<Message>,
    room: Arc<Semaphore>,
    handle: &'r Handle,
}

impl Feed<'_> {
    /// Whether all wanted cases were handed on.
    fn all(self, plan: &Plan, wanted: &(dyn Fn(&Case) -> bool + Sync)) -> bool {
        let deriver = plan.deriver();
        let mut turn = 0;
        for operation in plan.operations() {
            let mut cases = deriver.operation(*operation);
            let list = std::mem::take(&mut cases.list);
            if self.tell.send(Message::Derived(cases)).is_err() {
                return false;
            }
            for case in list.into_iter().filter(|case| wanted(case)) {
                if !self.hand_on(turn, case) {
                    return false;
                }
                turn += 1;
            }
        }
        true
    }

    fn hand_on(&self, turn: usize, case: Case) -> bool {
        let Ok(room) = self.handle.block_on(self.room.acquire()) else {
            return false;
        };
        // Given back when the case is told.
        room.forget();
        let job = Job {
            turn,
            case: Arc::new(case),
            tell: self.tell.clone(),
            ended: false,
        };
        self.jobs.blocking_send(job).is_ok()
    }
}

/// Tells what comes in the order of the document, until nobody has more to tell.
fn listen(
    told: &told::Receiver<Message>,
    room: &Semaphore,
    listener: &mut dyn Listener,
) -> std::io::Result<()> {
    let mut waiting = BTreeMap::new();
    let mut turn = 0;
    for message in told {
        match message {
            Message::Derived(cases) => listener.derived(cases)?,
            Message::Ended(ended, case, event) => {
                waiting.insert(ended, (case, event));
                while let Some((case, event)) = waiting.remove(&turn) {
                    listener.case(&case, &event)?;
                    turn += 1;
                    room.add_permits(1);
                }
            }
        }
    }
    Ok(())
}
