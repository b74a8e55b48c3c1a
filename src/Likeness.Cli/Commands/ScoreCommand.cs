using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness score RUN --data … --out scores.csv</c>: the log-density of each row.</summary>
internal sealed class ScoreCommand : Verb
{
    private readonly Argument<string> run = RunArgument.Make();
    private readonly DataOptionSet data = new();
    private readonly Option<string?> output = Flag.Text("--out", "the CSV file to write", "FILE");
    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public ScoreCommand()
        : base("score", "write the log-density of each row under a run's model")
    {
        Add(run);
        output.Required = true;
        AddGroup("The rows", [.. data.All]);
        AddGroup("Where to", output);
        AddGroup("How", threads);
        AddExample(
            "likeness score runs/mine --data points.csv --out scores.csv",
            "log_density, log_density_transformed"
        );
        SetAction((result, cancellation) => Task.Run(() => Score(result, cancellation), CancellationToken.None));
    }

    private int Score(ParseResult result, CancellationToken cancellation)
    {
        string path = result.GetRequiredValue(output)!;
        OutputPath.Check(path);
        using var source = Run.Open(result.GetRequiredValue(run), threads: result.GetValue(threads));
        var rows = data.Read(result) is { } given ? given.Load().Table : source.LoadData().All;
        var scores = source.Score(rows, cancellation: cancellation);
        CsvWriter.Write(path, scores.ToTable());
        double mean = scores.LogDensity.Average();
        double transformed = scores.LogDensityTransformed.Average();
        Page.Line($"{rows.Rows:N0} rows written to {Spectre.Console.Markup.Escape(path)}");
        Page.Line(
            $"mean log-density {mean:0.0000000} in data space, {transformed:0.0000000} in the model's space (nats)"
        );
        JsonAnswer.Write(
            new
            {
                rows.Rows,
                File = path,
                scores.Kind,
                MeanLogDensity = mean,
                MeanLogDensityTransformed = transformed,
            }
        );
        return ExitCode.Success;
    }
}
