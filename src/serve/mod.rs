//! Builds again at each change and answers from memory.
//!
//! `watch` tells that something changed; this module builds and swaps the pages after each good build; `server` answers.
//! The output folder is never touched.

mod answer;
mod connection;
mod watch;

use crate::diagnostic::format;
use crate::input::Inputs;
use crate::page::{Body, Page};
use crate::pipeline;
use crate::reader::{self, Folders};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, RwLock};
use tokio::net::TcpListener;
use tokio::sync::watch as channel;

/// The port that is tried first when none is asked for.
const USUAL_PORT: u16 = 4000;
/// Stack of the threads, in bytes; only what is used takes memory.
const STACK_BYTES: usize = 64 << 20;
/// How many ports after it are tried.
const PORTS_TRIED: u16 = 50;

/// Options of `serve`.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site is.
    pub folders: Folders,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Address to listen on.
    pub host: String,
    /// Port to listen on; the first free one from 4000 when none is asked for.
    pub port: Option<u16>,
    /// Whether the browser is opened.
    pub open: bool,
    /// Whether nothing but faults is told.
    pub quiet: bool,
}

/// What is answered: the pages of the last good build, and what is wrong with the last one.
#[derive(Default)]
pub(crate) struct Shown {
    pages: HashMap<String, Body>,
    faults: String,
}

/// The state that the builder writes and connections read.
pub(crate) struct Served {
    shown: RwLock<Arc<Shown>>,
    /// Counts builds: a connection that waits for the next one is told.
    version: channel::Sender<u64>,
    /// Hosts that requests may name, with the port.
    hosts: Vec<String>,
    /// The port, when every address of the machine is listened on: any of them may be named then, which no page
    /// elsewhere can do, but no name.
    any_address: Option<u16>,
}

impl Served {
    /// Whether this server goes by that name: any other is that of a page elsewhere, made to point here.
    fn answers_to(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known == host)
            || host
                .parse::<SocketAddr>()
                .is_ok_and(|named| self.any_address == Some(named.port()))
    }

    fn shown(&self) -> Arc<Shown> {
        Arc::clone(
            &self
                .shown
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    fn show(&self, shown: Shown) {
        *self
            .shown
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(shown);
        self.version.send_modify(|version| *version += 1);
    }
}

/// Runs until it is interrupted.
///
/// # Errors
/// One sentence in French: the port is taken, the address is none, the watcher cannot start.
pub fn run(options: &Options) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        // Builds run on these threads too, and trees of content are deep.
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build()
        .map_err(|error| reader::french_error(&error))?;
    runtime.block_on(serve(options))
}

async fn serve(options: &Options) -> Result<(), String> {
    let ip: IpAddr = match options.host.as_str() {
        "localhost" => IpAddr::from([127, 0, 0, 1]),
        host => host.trim_matches(['[', ']']).parse().map_err(|_| {
            format!(
                "«\u{a0}{}\u{a0}» n’est pas une adresse d’écoute\u{a0}: essayez 127.0.0.1",
                options.host
            )
        })?,
    };
    crate::writer::check_folders(
        &options.folders.site,
        &options.folders.content,
        &options.folders.output,
    )?;
    reader::check_site(&options.folders)?;
    let (listener, address) = listen(ip, options.port).await?;
    if options.port.is_none() && address.port() != USUAL_PORT {
        tell(
            options,
            &format!(
                "Le port {USUAL_PORT} est pris\u{a0}: celui-ci est {}.\n",
                address.port()
            ),
        );
    }
    if !ip.is_loopback() {
        say(
            "avertissement\u{a0}: le site est visible de toutes les machines du réseau, brouillons et erreurs compris.\n",
        );
    }
    let served = Arc::new(Served {
        shown: RwLock::default(),
        version: channel::Sender::new(0),
        hosts: allowed_hosts(address),
        any_address: address.ip().is_unspecified().then(|| address.port()),
    });
    let (changes, mut changed) = tokio::sync::mpsc::channel::<()>(1);
    let _watching = watch::start(&options.folders, changes)?;
    rebuild(options, &served).await;
    let url = format!("http://{}/", shown_host(address));
    tell(
        options,
        &format!("Le site est visible à l’adresse {url} — Ctrl-C pour arrêter.\n"),
    );
    if options.open {
        open_browser(&url);
    }
    let connections = connection::Connections::default();
    let accepting = connection::accept(listener, Arc::clone(&served), connections);
    let building = async {
        while changed.recv().await.is_some() {
            rebuild(options, &served).await;
        }
    };
    tokio::select! {
        () = accepting => {}
        () = building => {}
        _ = tokio::signal::ctrl_c() => std::process::exit(0),
    }
    Ok(())
}

async fn listen(ip: IpAddr, port: Option<u16>) -> Result<(TcpListener, SocketAddr), String> {
    let ports = port.map_or(USUAL_PORT..=USUAL_PORT + PORTS_TRIED, |port| port..=port);
    let mut last = String::new();
    for port in ports {
        match TcpListener::bind((ip, port)).await {
            Ok(listener) => {
                let address = listener
                    .local_addr()
                    .map_err(|error| reader::french_error(&error))?;
                return Ok((listener, address));
            }
            Err(error) => {
                last = format!(
                    "impossible d’écouter sur le port {port}\u{a0}: {}",
                    reader::french_error(&error)
                );
            }
        }
    }
    Err(format!("{last}. Choisissez-en un autre avec --port."))
}

/// The names that a browser may call this server by; the port of HTTP is left unsaid.
fn allowed_hosts(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let mut hosts: Vec<String> = names.iter().map(|host| format!("{host}:{port}")).collect();
    if port == 80 {
        hosts.extend(names.map(str::to_owned));
    }
    if !address.ip().is_loopback() && !address.ip().is_unspecified() {
        hosts.push(address.to_string());
    }
    hosts
}

fn shown_host(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("127.0.0.1:{}", address.port())
    } else {
        address.to_string()
    }
}

/// Builds the site and shows it, or what is wrong with it. A panic is shown like any fault: an editor saves anything.
async fn rebuild(options: &Options, served: &Arc<Served>) {
    let task_options = options.clone();
    let built = tokio::task::spawn_blocking(move || {
        std::panic::catch_unwind(|| build(&task_options)).unwrap_or_else(|_| {
            Err("erreur\u{a0}: la construction s’est arrêtée sur un défaut du programme. La dernière bonne version reste affichée.\n".into())
        })
    })
    .await
    .unwrap_or_else(|_| Err("erreur\u{a0}: la construction a été interrompue.\n".into()));
    match built {
        Ok((pages, remarks)) => {
            say(&remarks);
            let pages = pages
                .into_iter()
                .map(|page| (page.path, page.body))
                .collect();
            served.show(Shown {
                pages,
                faults: String::new(),
            });
        }
        Err(faults) => {
            say(&faults);
            let last = served.shown();
            served.show(Shown {
                pages: last.pages.clone(),
                faults,
            });
        }
    }
}

/// The pages and the warnings of a good build; what is wrong with a bad one.
fn build(options: &Options) -> Result<(Vec<Page>, String), String> {
    let inputs: Inputs =
        reader::read_site(&options.folders, options.drafts).map_err(|message| {
            // A folder's path may hold anything.
            format!("erreur\u{a0}: {message}\n")
                .replace(|c| c != '\n' && crate::input::is_hidden(c), "\u{fffd}")
        })?;
    let built = pipeline::build(&inputs);
    let told = format::human(&built.found, &inputs, false);
    if crate::diagnostic::has_errors(&built.found) {
        Err(told)
    } else {
        Ok((built.value.pages, told))
    }
}

fn tell(options: &Options, text: &str) {
    if !options.quiet {
        say(text);
    }
}

fn say(text: &str) {
    use std::io::Write;
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Opens the browser by the desktop's own command; a machine without one just goes on.
fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    let command = std::process::Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    if let Ok(mut child) = command {
        std::thread::spawn(move || child.wait());
    }
}
