//! The built program as an operator runs it: how it starts, and how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::upgrade;

/// Longer than anything here may take, on a busy machine too.
const GUARD: Duration = Duration::from_mins(2);

/// The program, which ends with the test.
struct Program {
    child: Child,
    address: String,
    _unpacked: upgrade::Unpacked,
}

impl Program {
    /// Serves a small release, until it is ready.
    fn serving() -> Self {
        let unpacked = upgrade::newest();
        let mut child = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
            .args(["serve", "--bind", "127.0.0.1:0", "--database"])
            .arg(&unpacked.data.database)
            .arg("--geodata")
            .args(&unpacked.data.geodata)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut told).unwrap();
        let address = told.split("http://").nth(1).and_then(|rest| rest.split(' ').next());
        let address = address.unwrap_or_else(|| panic!("no address in {told:?}")).to_owned();
        Self { child, address, _unpacked: unpacked }
    }

    fn signal(&self) {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        while began.elapsed() < GUARD {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the program does not end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_that_others_can_reach_or_that_a_proxy_stands_before_knows_its_own_address() {
    let unpacked = upgrade::newest();
    let refused = |options: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        program.arg("serve").args(options).arg("--database").arg(&unpacked.data.database);
        let output = program.arg("--geodata").args(&unpacked.data.geodata).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{options:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for options in [
        &["--bind", "0.0.0.0:0"][..],
        &["--bind", "[::]:0"],
        &["--bind", "127.0.0.1:0", "--client-header", "x-forwarded-for"],
    ] {
        let told = refused(options);
        assert!(told.contains("--base-url"), "{options:?}: {told}");
    }
}

#[test]
fn a_first_signal_lets_a_request_finish_and_a_second_one_ends_at_once() {
    let mut program = Program::serving();
    let mut stream = TcpStream::connect(&program.address).unwrap();
    stream.write_all(b"POST /volgen HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf").unwrap();
    // Answered: the program has taken in the connection before this one as well.
    let mut other = TcpStream::connect(&program.address).unwrap();
    other.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    other.read_to_end(&mut Vec::new()).unwrap();

    program.signal();
    let began = Instant::now();
    // It stops listening, and goes on with the half request.
    while TcpStream::connect(&program.address).is_ok() {
        assert!(began.elapsed() < GUARD, "the first signal does nothing");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(program.child.try_wait().unwrap(), None, "the request in flight is waited for");
    program.signal();
    assert_eq!(program.ended().code(), Some(130), "ended by the second signal, not by the end of its patience");
}
