using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The end of a training: how it ended, and what to do next.</summary>
internal static class EndScreen
{
    public static void ShowInterrupted(RunInterruptedException interruption)
    {
        Page.Line(
            $"\nStopped after step {interruption.Step:N0} (epoch {interruption.Epoch + 1}); the run is kept. Resume with"
        );
        Page.Line($"  [cyan]likeness train --resume {Markup.Escape(interruption.Folder)}[/]");
    }

    /// <summary>A command was ended that did not stop by itself in time.</summary>
    /// <param name="trained">The folder of the run that was being trained; null for none.</param>
    public static void ShowEnded(string? trained)
    {
        if (Page.IsLive)
        {
            AnsiConsole.Cursor.Show(); // a progress bar hides it
        }

        bool isKept = trained is not null && File.Exists(Path.Combine(trained, "checkpoint.safetensors"));
        Console.Error.WriteLine(
            isKept
                ? $"Stopped. Continue with 'likeness train --resume {ControlCharacters.Replace(trained!)}'."
                : "Stopped."
        );
    }

    public static void ShowNotEvaluated(RunFolder run)
    {
        Page.Line("\nStopped; the trained model is kept. Evaluate it with");
        Page.Line($"  [cyan]likeness evaluate {Markup.Escape(run.FullPath)}[/]");
    }

    /// <summary>The lines of <see cref="ShowReport"/>.</summary>
    public const int ReportLines = 2;

    public static void ShowReport(TrainedModel model)
    {
        string folder = Markup.Escape(model.Folder.FullPath);
        Page.Line($"[bold]Report[/]  {Markup.Escape(model.Folder.ReportFile)}");
        Page.Line(
            $"[bold]Next[/]    [cyan]likeness sample {folder} {Markup.Escape(model.Modality.SampleArgumentsFor(model.Record))}[/]"
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
                run.Record.BestStep,
                run.Record.StepsTaken,
                run.Record.Parameters,
                run.Record.TrainRows,
                run.Record.Findings,
                Options = run.Record.Options,
                Losses = RunHistory.Read(run.Folder.HistoryFile),
                Report = metrics is null ? null : run.Folder.ReportFile,
                Metrics = metrics is null ? null : JsonNode.Parse(metrics),
            }
        );
}
