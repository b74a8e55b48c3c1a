using System.Text.Json.Nodes;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The end of a training: how it ended, and what to do next.</summary>
internal static class EndScreen
{
    public static void ShowInterrupted(RunInterruptedException interruption)
    {
        Page.Line($"\nStopped after epoch {interruption.Epoch}; the run is kept. Resume with");
        Page.Line($"  [cyan]likeness train --resume {Markup.Escape(interruption.Folder)}[/]");
    }

    public static void ShowNotEvaluated(RunFolder run)
    {
        Page.Line("\nStopped; the trained model is kept. Evaluate it with");
        Page.Line($"  [cyan]likeness evaluate {Markup.Escape(run.FullPath)}[/]");
    }

    public static void ShowReport(TrainedModel model)
    {
        string folder = Markup.Escape(model.Folder.FullPath);
        Page.Line($"[bold]Report[/]  {Markup.Escape(model.Folder.ReportFile)}");
        Page.Line(
            $"[bold]Next[/]    [cyan]likeness sample {folder} {Markup.Escape(model.Modality.SampleArguments)}[/]"
        );
    }

    /// <summary>The same as JSON.</summary>
    public static void Answer(TrainedModel run, string? metrics) =>
        JsonAnswer.Write(
            new
            {
                run = run.Folder.FullPath,
                run.Record.Model,
                run.Record.State,
                run.Record.StopReason,
                run.Record.BestEpoch,
                run.Record.Parameters,
                run.Record.TrainRows,
                Options = run.Record.Options,
                Losses = RunHistory.Read(run.Folder.HistoryFile),
                Report = metrics is null ? null : run.Folder.ReportFile,
                Metrics = metrics is null ? null : JsonNode.Parse(metrics),
            }
        );
}
