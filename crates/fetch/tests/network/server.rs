//! A web server of a few lines that answers as a test says and writes down what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use fetch::{Guard, Settings};

/// A request: its path and its header fields in lower case.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Asked {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

type Answer = dyn Fn(&Asked, &mut TcpStream) -> std::io::Result<()> + Send + Sync;

/// A running server; its thread ends with the test's process.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
    /// The most requests that were open at one time.
    pub(crate) most_open: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn start(
        answer: impl Fn(&Asked, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            most_open: Arc::default(),
        };
        let (asked, most_open) = (Arc::clone(&server.asked), Arc::clone(&server.most_open));
        let answer: Arc<Answer> = Arc::new(answer);
        let n_open = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, most_open) = (Arc::clone(&asked), Arc::clone(&most_open));
                let (answer, n_open) = (Arc::clone(&answer), Arc::clone(&n_open));
                thread::spawn(move || {
                    most_open.fetch_max(n_open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let _ = serve(stream, &asked, &*answer);
                    n_open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// Answers every path but `/robots.txt`, which is not there.
    pub(crate) fn pages(answer: impl Fn(&Asked) -> String + Send + Sync + 'static) -> Self {
        Self::start(move |asked, stream| {
            let text = if asked.path == "/robots.txt" { not_found() } else { answer(asked) };
            stream.write_all(text.as_bytes())
        })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn asked_for(&self, path: &str) -> Vec<Asked> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.path == path).cloned().collect()
    }
}

fn serve(mut stream: TcpStream, asked: &Mutex<Vec<Asked>>, answer: &Answer) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut fields = Vec::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let request = Asked { path, fields };
    asked.lock().unwrap().push(request.clone());
    answer(&request, &mut stream)
}

/// An answer that ends with the connection.
pub(crate) fn answer(status: &str, fields: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{fields}\r\n{body}", body.len())
}

pub(crate) fn not_found() -> String {
    answer("404 Not Found", "", "")
}

/// Settings that let a test reach these servers and nothing else of this machine.
pub(crate) fn settings(servers: &[&Server]) -> Settings {
    Settings {
        guard: Guard::with_addresses(servers.iter().map(|server| server.address).collect()),
        pause: Duration::ZERO,
        timeout: Duration::from_secs(5),
        ..Settings::default()
    }
}
