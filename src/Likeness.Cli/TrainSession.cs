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
    public static int Start(RunSettings settings, CancellationToken cancellationToken) =>
        Watch(
            (progress, summary) => TrainingRun.Start(settings, progress, summary, cancellationToken),
            cancellationToken
        );

    public static int Resume(
        string folder,
        int? epochs,
        int threads,
        CancellationToken cancellationToken,
        TimeSpan? budget = null
    ) =>
        Watch(
            (progress, summary) =>
                TrainingRun.Resume(folder, epochs, threads, budget, progress, summary, cancellationToken),
            cancellationToken
        );

    private static int Watch(
        Func<IProgress<TrainingProgress>, Action<RunSummary>, Run> train,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var screen = TrainingScreen.Make();
            using var run = screen.Watch(progress => train(progress, SummaryScreen.Show));
            ShowStop(run.Record);
            return Evaluate(run, screen, cancellationToken);
        }
        catch (RunInterruptedException interruption)
        {
            EndScreen.ShowInterrupted(interruption);
            return ExitCode.Interrupted;
        }
    }

    private static int Evaluate(Run run, ITrainingScreen screen, CancellationToken cancellationToken)
    {
        try
        {
            string metrics = run.Record.Kind switch
            {
                DataKind.Images => ImageEvaluationStep.Evaluate(
                    run,
                    screen,
                    count: null,
                    seed: null,
                    threads: 0,
                    cancellationToken
                ),
                DataKind.Table => EvaluateTable(run, screen, cancellationToken),
                _ => SequenceEvaluationStep.Evaluate(run, screen, seed: null, cancellationToken),
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

    private static string EvaluateTable(Run run, ITrainingScreen screen, CancellationToken cancellationToken)
    {
        var report = screen.Watch(progress => run.Evaluate(progress: progress, cancellationToken: cancellationToken));
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
