//! A server of models that this project did not write: llama-cpp-python's, with the starter model.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::browser::signal;

/// How long it may take to read its model and listen.
const START: Duration = Duration::from_secs(120);

/// The running server. Dropping it kills it.
#[derive(Debug)]
pub struct ForeignServer {
    process: Child,
    port: u16,
}

impl ForeignServer {
    /// Starts it on a port of its own.
    ///
    /// # Errors
    /// When `PULSE_TEST_SERVER` or `PULSE_TEST_MODEL` is not set, or it does not listen in time.
    pub async fn start() -> Result<Self> {
        let path = std::env::var_os("PULSE_TEST_SERVER")
            .ok_or("PULSE_TEST_SERVER must say where Python finds llama_cpp.server")?;
        let model = std::env::var_os("PULSE_TEST_MODEL")
            .ok_or("PULSE_TEST_MODEL must name the starter model's GGUF file")?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let process = Command::new("python3")
            .args(["-m", "llama_cpp.server", "--host", "127.0.0.1"])
            .args(["--port", &port.to_string(), "--n_ctx", "2048", "--model"])
            .arg(model)
            .env("PYTHONPATH", path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let mut server = Self { process, port };
        let begin = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("llama_cpp.server ended at its start: {status}").into());
            }
            if begin.elapsed() > START {
                return Err("llama_cpp.server did not listen in time".into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(server)
    }

    /// Its address.
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port)
    }
}

impl Drop for ForeignServer {
    fn drop(&mut self) {
        signal("KILL", &format!("-{}", self.process.id()));
        let _ = self.process.wait();
    }
}
