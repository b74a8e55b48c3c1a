using System.Diagnostics;
using Likeness.Runs;

namespace Likeness.Cli.Screens;

/// <summary>Selects how progress is shown: a live bar on a terminal, plain lines elsewhere.</summary>
internal static class TrainingScreen
{
    public static ITrainingScreen Make() =>
        Page.IsLive ? new Timed(new LiveTrainingScreen())
        : Page.IsBesideData ? new Silent()
        : new Timed(new PlainTrainingScreen());

    /// <summary>For rows that go to standard output: standard error then shows only necessary messages.</summary>
    private sealed class Silent : ITrainingScreen
    {
        public T Watch<T>(Func<IProgress<TrainingProgress>, T> work) =>
            work(
                new Relay<TrainingProgress>(report =>
                {
                    if (report.Note is { } note)
                    {
                        Page.Plain(note);
                    }
                })
            );
    }

    /// <summary>Adds the expected remaining time of the phase to each report that lacks it.</summary>
    private sealed class Timed(ITrainingScreen screen) : ITrainingScreen
    {
        private readonly Stopwatch clock = new();
        private RunPhase? phase;
        private double begun;

        public T Watch<T>(Func<IProgress<TrainingProgress>, T> work) =>
            screen.Watch(progress => work(new Relay<TrainingProgress>(report => progress.Report(WithTime(report)))));

        private TrainingProgress WithTime(TrainingProgress report)
        {
            if (report.Phase != phase)
            {
                (phase, begun) = (report.Phase, report.Fraction);
                clock.Restart();
            }

            double done = report.Fraction - begun;
            return report.Remaining == TimeSpan.Zero && done > 0
                ? report with
                {
                    Remaining = clock.Elapsed * ((1 - report.Fraction) / done),
                }
                : report;
        }
    }
}
