//! Progress of an import on the terminal.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::domain::Progress;

/// Draws each step as a bar on a terminal, and as one line when it is done.
#[derive(Debug, Default)]
pub struct Terminal {
    current: Mutex<Option<(ProgressBar, String, Instant)>>,
}

impl Progress for Terminal {
    fn start(&self, step: &str, total: u64) {
        self.finish();
        let style = ProgressStyle::with_template("{spinner} {msg:<40} {bar:30} {pos}/{len}");
        let bar = ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(step.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        if let Ok(mut current) = self.current.lock() {
            *current = Some((bar, step.to_owned(), Instant::now()));
        }
    }

    fn advance(&self, by: u64) {
        if let Ok(current) = self.current.lock()
            && let Some((bar, ..)) = current.as_ref()
        {
            bar.inc(by);
        }
    }

    fn finish(&self) {
        let finished = self.current.lock().ok().and_then(|mut current| current.take());
        if let Some((bar, step, since)) = finished {
            bar.finish_and_clear();
            eprintln!("  {step:<44} {:>6.2} s", since.elapsed().as_secs_f64());
        }
    }
}
