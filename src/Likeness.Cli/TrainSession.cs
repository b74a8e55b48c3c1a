using Likeness.Cli.Commands.Images;
using Likeness.Cli.Commands.Sequences;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli;

/// <summary>A training from the first account of the data to the report's path.</summary>
internal static class TrainSession
{
    public static int Start(RunSettings settings, CancellationToken cancellation) =>
        Watch((progress, account) => TrainingRun.Start(settings, progress, account, cancellation), cancellation);

    public static int Resume(
        string folder,
        int? epochs,
        int threads,
        CancellationToken cancellation,
        TimeSpan? budget = null
    ) =>
        Watch(
            (progress, account) => TrainingRun.Resume(folder, epochs, threads, budget, progress, account, cancellation),
            cancellation
        );

    private static int Watch(
        Func<IProgress<TrainingProgress>, Action<RunAccount>, Run> train,
        CancellationToken cancellation
    )
    {
        try
        {
            var screen = TrainingScreen.Make();
            using var run = screen.Watch(progress => train(progress, AccountScreen.Show));
            ShowStop(run.Record);
            return Judge(run, screen, cancellation);
        }
        catch (RunInterruptedException interruption)
        {
            EndScreen.ShowInterrupted(interruption);
            return ExitCode.Interrupted;
        }
    }

    private static int Judge(Run run, ITrainingScreen screen, CancellationToken cancellation)
    {
        try
        {
            string metrics = run.Record.Kind switch
            {
                DataKind.Images => ImageJudging.Judge(run, screen, count: null, seed: null, threads: 0, cancellation),
                DataKind.Points => JudgeTable(run, screen, cancellation),
                _ => SequenceJudging.Judge(run, screen, seed: null, cancellation),
            };
            EndScreen.ShowReport(run);
            EndScreen.Answer(run, metrics);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            EndScreen.ShowUnjudged(run.Folder);
            EndScreen.Answer(run, metrics: null);
            return ExitCode.Interrupted;
        }
    }

    private static string JudgeTable(Run run, ITrainingScreen screen, CancellationToken cancellation)
    {
        var report = screen.Watch(progress => run.Evaluate(progress: progress, cancellation: cancellation));
        MetricScreen.Show(report);
        return ReportJson.Serialize(report);
    }

    private static void ShowStop(RunRecord record)
    {
        if (record.StopReason is { } reason)
        {
            Page.Line($"[yellow]Stopped early:[/] {Spectre.Console.Markup.Escape(reason)}");
        }
    }
}
