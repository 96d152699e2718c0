//! The table of `build --durees`.

use super::build::thousands;
use crate::stages::{Stage, Stopwatch};
use std::sync::OnceLock;
use std::time::Instant;

/// A stopwatch by the clock of this machine.
pub(super) fn stopwatch() -> Stopwatch {
    Stopwatch::new(|| {
        static BEGUN: OnceLock<Instant> = OnceLock::new();
        let begun = BEGUN.get_or_init(Instant::now);
        u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX)
    })
}

/// One line a stage, in milliseconds. Parts of stages are the work of all threads together.
pub(super) fn table(clock: &Stopwatch) -> String {
    let mut out = String::from("étape                            durée\n");
    for stage in Stage::ALL {
        let name = if stage.is_part() {
            format!("  dont {} (travail)", stage.name())
        } else {
            stage.name().to_owned()
        };
        let tenths = clock.spent(stage) / 100_000;
        let whole = usize::try_from(tenths / 10).unwrap_or(usize::MAX);
        let time = format!("{},{}", thousands(whole), tenths % 10);
        out.push_str(&format!("{name:<28} {time:>9}\u{a0}ms\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_counts_what_its_work_took() {
        // A clock that moves on by 1.5 ms whenever it is read.
        let clock = Stopwatch::new(|| {
            static NOW: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
            NOW.fetch_add(1_500_000, std::sync::atomic::Ordering::Relaxed)
        });
        assert_eq!(clock.time(Stage::Law, || 7), 7);
        clock.time(Stage::Law, || ());
        assert_eq!(clock.spent(Stage::Law), 3_000_000);
        let table = table(&clock);
        assert_eq!(table.lines().count(), 1 + Stage::ALL.len());
        assert!(
            table.contains("  dont droit (travail)             3,0\u{a0}ms\n"),
            "{table}"
        );
        assert!(
            table.contains("mise en place                      0,0\u{a0}ms\n"),
            "{table}"
        );
    }
}
