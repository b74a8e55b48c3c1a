using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;
using Spectre.Console;
using Table = Likeness.Data.Table;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness reconstruct RUN --data … --out back.csv</c>: what comes back of rows through the model's bottleneck.</summary>
internal sealed class ReconstructCommand : Verb
{
    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new(ofRun: true);

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file to write: .csv, .npy, or .png for the picture of pixels [default: to the terminal, as CSV]",
        "FILE"
    );

    private readonly Option<bool> continuous = Flag.Switch(
        "--continuous",
        "keep the raw values, off the data's own grid"
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public ReconstructCommand()
        : base("reconstruct", "send rows through a run's model and back")
    {
        Add(run);
        AddGroup("The rows", [.. data.All]);
        AddGroup("Where to", output, continuous);
        AddGroup("How", threads);
        AddExample("likeness reconstruct runs/mine --data points.csv --out back.csv", "and how far off they come back");
        SetAction((result, _) => Task.Run(() => Reconstruct(result), CancellationToken.None));
    }

    private int Reconstruct(ParseResult result)
    {
        string? path = result.GetValue(output);
        RowOutput.Prepare(path);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        var rows = data.Read(result) is { } given ? given.Load().Table : source.LoadData().All;
        var back = source.Reconstruct(rows, result.GetValue(continuous));
        var errors = rows
            .Columns.Select((column, i) => (column.Name, Error: Math.Sqrt(MeanSquare(rows, back, i))))
            .ToList();
        Page.Line(
            $"root mean squared error: {string.Join(", ", errors.Select(e => $"{Markup.Escape(e.Name)} {Page.Number(e.Error)}"))}"
        );
        RowOutput.Give(
            back,
            path,
            new { RootMeanSquaredError = errors.ToDictionary(e => e.Name, e => e.Error, StringComparer.Ordinal) }
        );
        return ExitCode.Success;
    }

    private static double MeanSquare(Table a, Table b, int column) =>
        a.ColumnValues(column).Zip(b.ColumnValues(column), (x, y) => (x - y) * (x - y)).Average();
}
