using Likeness.Cli.Screens;
using Likeness.Modalities;
using Likeness.Runs;
using Likeness.Training.Diagnosis;

namespace Likeness.Cli;

/// <summary>A training from the summary of the data to the path of the report.</summary>
internal static class TrainSession
{
    public static int Start(RunSettings settings, CancellationToken cancellationToken) =>
        Watch(
            (progress, summary) => TrainedModel.Train(settings, progress, summary, cancellationToken),
            settings.Budget?.Total,
            cancellationToken
        );

    public static int Resume(
        string folder,
        int? epochs,
        int threads,
        CancellationToken cancellationToken,
        TimeSpan? budget = null,
        int[]? steps = null
    ) =>
        Watch(
            (progress, summary) =>
                TrainedModel.Resume(
                    folder,
                    epochs,
                    threads,
                    Budget(budget),
                    progress,
                    summary,
                    steps,
                    cancellationToken: cancellationToken
                ),
            budget,
            cancellationToken
        );

    public static int Adapt(string run, AdaptationSettings settings, CancellationToken cancellationToken) =>
        Watch(
            (progress, summary) => RunAdaptation.Train(run, settings, progress, summary, cancellationToken),
            settings.Budget?.Total,
            cancellationToken
        );

    /// <summary>A time for the whole command, which began when its process did.</summary>
    public static TrainingBudget? Budget(TimeSpan? time) =>
        time is { } total ? new TrainingBudget(total) { Spent = CommandClock.Elapsed, CoversEvaluation = true } : null;

    private static int Watch(
        Func<IProgress<TrainingProgress>, Action<RunSummary>, TrainedModel> train,
        TimeSpan? budget,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var screen = TrainingScreen.Make();
            using var run = screen.Watch(progress => train(progress, Begin));
            Interrupt.TrainedFolder = null;
            int lines = ShowStop(run.Record);
            return Evaluate(run, screen, budget, lines, cancellationToken);
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

    private static int Evaluate(
        TrainedModel model,
        ITrainingScreen screen,
        TimeSpan? budget,
        int lines,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var request = new EvaluationRequest
            {
                Budget = budget,
                Time = budget is { } total
                    ? TimeSpan.FromSeconds(Math.Max(0, (total - CommandClock.Elapsed).TotalSeconds))
                    : null,
            };
            var outcome = screen.Watch(progress => model.Evaluate(request, progress, cancellationToken));
            OutcomeScreen.Show(outcome, lines + EndScreen.ReportLines);
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

    // Returns the number of lines.
    private static int ShowStop(RunRecord record)
    {
        // A finding of overfitting says the same as the reason, with what to try.
        bool isFound = record.Findings.Any(finding => finding.Kind == FindingKind.Overfitting);
        string[] stop = record.StopReason is { } reason && !isFound ? [$"Stopped early: {reason}"] : [];
        string[] shown = [.. stop, .. record.Findings.Select(finding => finding.ToString())];
        foreach (string line in shown)
        {
            Page.Line($"[yellow]{Markup.Escape(line)}[/]");
        }

        return shown.Sum(Page.LinesOf);
    }
}
