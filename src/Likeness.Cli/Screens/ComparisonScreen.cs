using System.Diagnostics;
using Likeness.Modalities.Tables.Comparisons;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>Shows a comparison in progress, one line per finished run, and its tables at the end.</summary>
internal static class ComparisonScreen
{
    private const string Copies = " (copies)";
    private const int Padding = 3;

    /// <summary>Does the work and reports progress: two bars on a terminal, lines elsewhere.</summary>
    public static T Watch<T>(Func<IProgress<ComparisonProgress>, T> work)
    {
        if (!Page.IsLive)
        {
            return work(new Relay<ComparisonProgress>(ShowEnd));
        }

        return AnsiConsole
            .Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
            .Start(context =>
            {
                var all = context.AddTask("Comparing", maxValue: 1);
                var run = context.AddTask("", maxValue: 1);
                var clock = Stopwatch.StartNew();
                int? first = null;
                return work(
                    new Relay<ComparisonProgress>(progress =>
                    {
                        ShowEnd(progress);
                        first ??= progress.Done;
                        all.Value = progress.Done / (double)progress.Total;
                        all.Description =
                            $"{progress.Done} of {progress.Total} runs{Left(progress, first.Value, clock)}";
                        run.Value = progress.Run?.Fraction ?? 0;
                        run.Description = Markup.Escape(
                            $"{progress.Model}, seed {progress.Seed}: {(progress.Run is { } now ? ProgressText.Doing(now.Phase).ToLowerInvariant() : "…")}"
                        );
                    })
                );
            });
    }

    /// <summary>Writes the tables, the summary sentence, and the paths of the other files.</summary>
    public static void Show(ComparisonReport report, string folder)
    {
        foreach (var table in ComparisonTable.Create(report))
        {
            Page.Line($"\n[bold]{table.Title}[/]");
            foreach (int[] columns in Fitting(table, Page.Width))
            {
                Page.Write(Ranked(table, columns));
            }
        }

        HelpRows.WriteParagraph("[bold]Verdict[/]  ", 9, report.Verdict);
        foreach (var model in report.Models.Where(model => model.Error is not null))
        {
            Page.Line($"[yellow]{Markup.Escape($"{model.Name} could not be trained: {model.Error}")}[/]");
        }

        Page.Line($"\n[bold]Report[/]  {Markup.Escape(Path.Combine(folder, ComparisonFiles.Page))}");
    }

    private static void ShowEnd(ComparisonProgress progress)
    {
        if (progress.Ended is { } ended)
        {
            Page.Line(
                $"[grey]{progress.Done, 3}/{progress.Total}[/]  [cyan]{Markup.Escape(progress.Model)}[/] seed {progress.Seed}  {Markup.Escape(ended)}"
            );
        }
    }

    private static string Left(ComparisonProgress progress, int first, Stopwatch clock)
    {
        int done = progress.Done - first;
        return done == 0
            ? ""
            : $", {ProgressText.About(clock.Elapsed * ((progress.Total - progress.Done) / (double)done)).ToLowerInvariant()} left";
    }

    // The interval is shown below the number, because eleven columns are too wide for a terminal.
    private static string Narrow(string cell) =>
        cell.Replace(" ± ", "\n[grey]±", StringComparison.Ordinal) is var text && text.Contains('[')
            ? $"{text}[/]"
            : text;

    // Numbers are not broken: columns that are too many for the screen go into a further table.
    private static IEnumerable<int[]> Fitting(ComparisonTable table, int width)
    {
        int names = table.Rows.Max(row => row.Name.Length + (row.Memorises ? Copies.Length : 0)) + Padding;
        var columns = new List<int>();
        int left = width - names;
        for (int column = 0; column < table.Headings.Count; column++)
        {
            int own =
                table
                    .Rows.SelectMany(row => row.Cells[column].Split(" ± "))
                    .Select(line => line.Length + 1)
                    .Concat(table.Headings[column].Split(' ', '-').Select(word => word.Length + 1))
                    .Max() + Padding;
            if (own > left && columns.Count > 0)
            {
                yield return [.. columns];
                columns.Clear();
                left = width - names;
            }

            columns.Add(column);
            left -= own;
        }

        yield return [.. columns];
    }

    private static Table Ranked(ComparisonTable ranked, int[] columns)
    {
        var table = Page.Table(["Model", .. columns.Select(column => Markup.Escape(ranked.Headings[column]))]);
        table.Columns[0].NoWrap();
        foreach (var number in table.Columns.Skip(1))
        {
            number.RightAligned();
        }

        foreach (var row in ranked.Rows)
        {
            string name = Markup.Escape(row.Name);
            table.AddRow([
                row.Memorises ? $"[red]{name}{Copies}[/]" : $"[cyan]{name}[/]",
                .. columns.Select(column => Narrow(row.Cells[column])),
            ]);
        }

        return table;
    }
}
