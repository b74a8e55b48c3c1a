using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>How a training ended, and what to do next.</summary>
internal static class EndScreen
{
    public static void ShowInterrupted(RunInterruptedException interruption)
    {
        Page.Line($"\nStopped after epoch {interruption.Epoch}; the run is kept. Go on with");
        Page.Line($"  [cyan]likeness train --resume {Markup.Escape(interruption.Folder)}[/]");
    }

    public static void ShowUnjudged(RunFolder run)
    {
        Page.Line("\nStopped; the training is done and kept. Judge its samples with");
        Page.Line($"  [cyan]likeness evaluate {Markup.Escape(run.FullPath)}[/]");
    }

    public static void ShowReport(Run run)
    {
        string next = run.Record.Kind switch
        {
            DataKind.Images => "-n 64 --out samples.png",
            DataKind.Text => "--prompt \"The \" --length 400",
            DataKind.Audio => "-n 4 --seconds 2 --out sound",
            _ => "-n 1000 --out points.csv",
        };
        Page.Line($"\n[bold]Report[/]  {Markup.Escape(run.Folder.ReportFile)}");
        Page.Line($"[bold]Next[/]    [cyan]likeness sample {Markup.Escape(run.Folder.FullPath)} {next}[/]");
    }

    /// <summary>The same for scripts.</summary>
    public static void Answer(Run run, string? metrics) =>
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
