using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli;

/// <summary>A training from the first account of the data to the report's path.</summary>
internal static class TrainSession
{
    public static int Start(RunSettings settings, CancellationToken cancellation) =>
        Watch((progress, account) => TrainingRun.Start(settings, progress, account, cancellation), cancellation);

    public static int Resume(string folder, int? epochs, int threads, CancellationToken cancellation) =>
        Watch(
            (progress, account) => TrainingRun.Resume(folder, epochs, threads, progress, account, cancellation),
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
            return run.Record.Kind == DataKind.Images
                ? JudgeImages(run, screen, cancellation)
                : Judge(run, screen, cancellation);
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
            var report = screen.Watch(progress => run.Evaluate(progress: progress, cancellation: cancellation));
            MetricScreen.Show(report);
            EndScreen.ShowReport(run.Folder);
            EndScreen.Answer(run, report);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            EndScreen.ShowUnjudged(run.Folder);
            EndScreen.Answer(run, report: null);
            return ExitCode.Interrupted;
        }
    }

    private static int JudgeImages(Run run, ITrainingScreen screen, CancellationToken cancellation)
    {
        var images = new ImageRun(run);
        screen.Watch(progress =>
        {
            images.DrawPictures(progress: progress, cancellation: cancellation);
            return true;
        });
        Page.Line($"\n[bold]Samples[/]  {Spectre.Console.Markup.Escape(run.Folder.SamplePicture)}");
        return ExitCode.Success;
    }

    private static void ShowStop(RunRecord record)
    {
        if (record.StopReason is { } reason)
        {
            Page.Line($"[yellow]Stopped early:[/] {Spectre.Console.Markup.Escape(reason)}");
        }
    }
}
