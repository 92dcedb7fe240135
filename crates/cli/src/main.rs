//! The command `onrecord`: flags and wiring; the work is done by the library.

mod analyze;
mod archive;
mod calendar;
mod coverage;
mod explain;
mod export;
mod flags;
mod formats;
mod lookup;
mod model;
mod network;
mod out;
mod pretty;
mod read;
mod reading;
mod report;
mod sample;
mod search;
mod timeline;
mod watch;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use flags::{Command, Flags};

/// The status of wrong use, as clap has it.
const WRONG_USE: u8 = 2;

/// Exit statuses: 0 done, 1 some work failed, 2 wrong use (clap's own).
fn main() -> ExitCode {
    let result = match Flags::parse().command {
        Command::Add(flags) => archive::add(&flags),
        Command::Remove(flags) => archive::remove(&flags),
        Command::Changes(flags) => archive::changes(&flags),
        Command::Reread(flags) => archive::reread(&flags),
        Command::Check(flags) => archive::check(&flags),
        Command::Backup(flags) => archive::backup(&flags),
        Command::Archive(flags) => archive::info(&flags),
        Command::Search(flags) => search::run(&flags),
        Command::Searches(flags) => search::searches(&flags),
        Command::Who(flags) => search::who(&flags),
        Command::Said(flags) => search::said(&flags),
        Command::Export(flags) => export::run(&flags),
        Command::Sample(flags) => sample::run(&flags),
        Command::Agreement(flags) => sample::agreement(&flags),
        Command::Read(flags) => read::run(&flags),
        Command::Watch(flags) => watch::run(&flags),
        Command::Analyze(flags) => analyze::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Calendar(flags) => calendar::run(&flags),
        Command::Timeline(flags) => timeline::run(&flags),
        Command::Schema => print(|out| {
            pretty::write(out, &onrecord::json_schema(), 0)?;
            writeln!(out)
        }),
        Command::Completions { shell } => print(|out| {
            clap_complete::generate(shell, &mut Flags::command(), "onrecord", out);
            Ok(())
        }),
        Command::Man => print(|out| write_man(out)),
    };
    match result {
        Ok(status) => status,
        Err(error) if out::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Whoever reads or writes a file names it; what was printed goes without a name.
            let printed = if out::is_unnamed(&error) { "standard output cannot be written: " } else { "" };
            out::complain(&format!("{printed}{error:#}"));
            if error.is::<out::WrongUse>() { ExitCode::from(WRONG_USE) } else { ExitCode::FAILURE }
        }
    }
}

fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<ExitCode> {
    // Generators write in many small pieces, and some panic when the pipe is closed under them.
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    io::stdout().write_all(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// The manual: the page of the command, then one section for each of its commands.
fn write_man(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Flags::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let name = format!("onrecord-{}", inner.get_name());
        clap_mangen::Man::new(inner.clone()).title(name).render(out)?;
    }
    Ok(())
}
