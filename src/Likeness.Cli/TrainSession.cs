using Likeness.Cli.Screens;
using Likeness.Runs;

namespace Likeness.Cli;

/// <summary>A training from the summary of the data to the path of the report.</summary>
internal static class TrainSession
{
    public static int Start(RunSettings settings, CancellationToken cancellationToken) =>
        Watch(
            (progress, summary) => TrainedModel.Train(settings, progress, summary, cancellationToken),
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
                TrainedModel.Resume(folder, epochs, threads, budget, progress, summary, cancellationToken),
            cancellationToken
        );

    private static int Watch(
        Func<IProgress<TrainingProgress>, Action<RunSummary>, TrainedModel> train,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var screen = TrainingScreen.Make();
            using var run = screen.Watch(progress => train(progress, Begin));
            Interrupt.TrainedFolder = null;
            ShowStop(run.Record);
            return Evaluate(run, screen, cancellationToken);
        }
        catch (RunInterruptedException interruption)
        {
            EndScreen.ShowInterrupted(interruption);
            return ExitCode.Interrupted;
        }
    }

    private static void Begin(RunSummary summary)
    {
        Interrupt.TrainedFolder = summary.Folder;
        SummaryScreen.Show(summary);
    }

    private static int Evaluate(TrainedModel model, ITrainingScreen screen, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = screen.Watch(progress =>
                model.Evaluate(progress: progress, cancellationToken: cancellationToken)
            );
            OutcomeScreen.Show(outcome);
            EndScreen.ShowReport(model);
            EndScreen.Answer(model, MetricsJson.Serialize(outcome));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            EndScreen.ShowNotEvaluated(model.Folder);
            EndScreen.Answer(model, metrics: null);
            return ExitCode.Interrupted;
        }
    }

    private static void ShowStop(RunRecord record)
    {
        if (record.StopReason is { } reason)
        {
            Page.Line($"[yellow]Stopped early:[/] {Markup.Escape(reason)}");
        }
    }
}
