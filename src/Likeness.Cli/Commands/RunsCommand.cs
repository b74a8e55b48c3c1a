using System.CommandLine;
using Likeness.Cli.Screens;
using Likeness.Evaluation.Verdicts;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness runs [FOLDER]</c>: lists the runs in a folder.</summary>
internal sealed class RunsCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "runs";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "list the runs in a folder: model, data, state, time, similarity";

    private const string DefaultFolder = "runs";

    public RunsCommand()
        : base(CommandName, Purpose)
    {
        var folder = new Argument<string?>("folder")
        {
            HelpName = "[FOLDER]",
            Description = "a folder that holds runs [default: runs]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Add(folder);
        AddExample("likeness runs", "the runs in the folder runs");
        SetAction(result => Show(Find(result.GetValue(folder))));
    }

    // Before the first training there is no default folder.
    private static IReadOnlyList<RunOverview> Find(string? folder) =>
        folder is null && !Directory.Exists(DefaultFolder) ? [] : RunOverview.FindAll(folder ?? DefaultFolder);

    private static void Show(IReadOnlyList<RunOverview> runs)
    {
        var table = Page.Table("Run", "Model", "Data", "State", "Changed", "Similarity");
        foreach (var run in runs)
        {
            table.AddRow(
                $"[cyan]{Markup.Escape(run.Folder)}[/]",
                Markup.Escape(run.Record?.Model ?? ""),
                Markup.Escape(NameOfData(run) ?? ""),
                State(run),
                $"{run.Changed:yyyy-MM-dd HH:mm}",
                run.Similarity is { } level ? level.InWords() : ""
            );
        }

        if (runs.Count == 0)
        {
            Page.Line("There are no runs here. Train one with 'likeness train'.");
        }
        else
        {
            Page.Write(table);
        }

        JsonAnswer.Write(
            runs.Select(run => new
            {
                run.Folder,
                run.Record?.Model,
                Data = NameOfData(run),
                State = State(run),
                run.Changed,
                run.Similarity,
                run.HasReport,
                run.Error,
            })
        );
    }

    private static string? NameOfData(RunOverview run) =>
        run.Record is { State: RunState.Imported, Data.Total: 0 } ? null : run.Record?.Data.Source.ShortName;

    private static string State(RunOverview run) =>
        run.Record?.State switch
        {
            null => "damaged",
            RunState.Training => "not finished",
            RunState.Diverged => "diverged",
            RunState.Imported => "imported",
            _ => "finished",
        };
}
