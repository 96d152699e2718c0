//! Connections: accepted without end, bounded in number and in patience.

use super::Served;
use super::answer::{self, Answer};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Most connections at once; beyond, the oldest that asks nothing gives way. Systems allow a program as few as 256 open
/// files, and a build needs some.
const MAX_CONNECTIONS: usize = 160;
/// A connection whose headers are not complete after this is closed (DESIGN, promise 9).
const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// A client that does not take what it asked for within this is left.
const TAKEN_WITHIN: Duration = Duration::from_mins(1);
/// Longest headers, in bytes.
const MAX_HEADERS: usize = 16 * 1024;
/// A sign of life on a stream of events.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The connections that are open, the oldest first, and whether each is being answered.
#[derive(Clone, Default)]
pub struct Connections(Arc<Mutex<VecDeque<(AbortHandle, Arc<AtomicBool>)>>>);

impl Connections {
    fn add(&self, handle: AbortHandle, busy: Arc<AtomicBool>) {
        let mut open = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if open.len() >= MAX_CONNECTIONS {
            open.retain(|(handle, _)| !handle.is_finished());
        }
        if open.len() >= MAX_CONNECTIONS {
            let idle = open
                .iter()
                .position(|(_, busy)| !busy.load(Ordering::Relaxed));
            if let Some((oldest, _)) = open.remove(idle.unwrap_or(0)) {
                oldest.abort();
            }
        }
        open.push_back((handle, busy));
    }
}

/// Accepts connections for ever. A failure to accept one (too many files) waits a little and goes on.
pub async fn accept(listener: TcpListener, served: Arc<Served>, connections: Connections) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let busy = Arc::new(AtomicBool::new(false));
                let conversation = converse(stream, Arc::clone(&served), Arc::clone(&busy));
                connections.add(tokio::spawn(conversation).abort_handle(), busy);
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Answers the requests of one connection, one after the other.
async fn converse(mut stream: TcpStream, served: Arc<Served>, busy: Arc<AtomicBool>) {
    let mut pending = Vec::new();
    loop {
        busy.store(false, Ordering::Relaxed);
        let Ok(Some(head)) =
            tokio::time::timeout(HEADERS_WITHIN, read_head(&mut stream, &mut pending)).await
        else {
            return;
        };
        busy.store(true, Ordering::Relaxed);
        let request = answer::Request::parse(&head);
        let keep = request
            .as_ref()
            .is_some_and(|request| request.keep_alive && !request.has_body);
        let answer = match request {
            Some(request) => answer::answer(&request, &served).await,
            None => Answer::Whole(answer::plain(400, "Requête incomprise.", false)),
        };
        match answer {
            Answer::Whole(bytes) => {
                if !matches!(
                    tokio::time::timeout(TAKEN_WITHIN, stream.write_all(&bytes)).await,
                    Ok(Ok(()))
                ) || !keep
                {
                    let _ = stream.shutdown().await;
                    return;
                }
            }
            Answer::Events => return events(stream, served).await,
        }
    }
}

/// The bytes of the next request up to its empty line; none when the client is gone or says too much.
async fn read_head(stream: &mut TcpStream, pending: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = pending.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = pending.split_off(end + 4);
            let head = std::mem::replace(pending, rest);
            return Some(String::from_utf8_lossy(&head).into_owned());
        }
        if pending.len() > MAX_HEADERS {
            let _ = stream
                .write_all(&answer::plain(431, "En-têtes trop longs.", false))
                .await;
            return None;
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => pending.extend_from_slice(&buffer[..read]),
        }
    }
}

/// A stream of events (WHATWG HTML, "Server-sent events"): one after each build, with what is wrong, if anything.
async fn events(mut stream: TcpStream, served: Arc<Served>) {
    let mut version = served.version.subscribe();
    version.mark_unchanged();
    let mut next = answer::events_head();
    next.extend_from_slice(&answer::event(&served.shown().faults, false));
    loop {
        if !matches!(
            tokio::time::timeout(TAKEN_WITHIN, stream.write_all(&next)).await,
            Ok(Ok(()))
        ) {
            return;
        }
        let mut gone = [0; 64];
        next = tokio::select! {
            changed = version.changed() => {
                if changed.is_err() {
                    return;
                }
                let faults = served.shown().faults.clone();
                answer::event(&faults, faults.is_empty())
            }
            () = tokio::time::sleep(HEARTBEAT) => b": toujours en vie\n\n".to_vec(),
            read = stream.read(&mut gone) => match read {
                Ok(0) | Err(_) => return,
                Ok(_) => Vec::new(),
            },
        };
    }
}
