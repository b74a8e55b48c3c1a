using System.CommandLine;
using Likeness.Cli.Commands.Images;
using Likeness.Cli.Commands.Sequences;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness evaluate RUN</c>, or <c>likeness evaluate --real a.csv --generated b.csv</c>.</summary>
internal sealed class EvaluateCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "evaluate";

    /// <summary>What it is for.</summary>
    public const string Purpose = "judge the samples of a run, or compare two tables";

    private readonly Argument<string?> run = new("run")
    {
        HelpName = "[RUN]",
        Description = "the folder of a run: its samples are drawn and judged anew, its report rewritten",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> real = Flag.Files("--real", "files with real rows");
    private readonly Option<string[]> generated = Flag.Files("--generated", "files with generated rows");

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a file for the metrics of two tables, as JSON",
        "FILE"
    );

    private readonly Option<int?> count = Flag.Maybe<int>(
        "-n",
        "how many rows to draw from the run [default: as many as are judged against]",
        number => number > 1 ? null : "is out of range (give 2 or more)"
    );

    private readonly Option<ulong?> seed = Flag.Maybe<ulong>(
        "--seed",
        "seeds the samples, the intervals and the floors [default: the run's own, or 0]"
    );
    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public EvaluateCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        AddGroup("Two tables instead of a run", real, generated, output);
        AddGroup("How", count, seed, threads);
        AddExample("likeness evaluate runs/mine", "against rows that the model has not seen");
        AddExample("likeness evaluate --real a.csv --generated b.csv", "any two tables with the same columns");
        Bind([DataKind.Table, DataKind.Images], count);
        SetAction(
            (result, cancellationToken) => Task.Run(() => Evaluate(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Evaluate(ParseResult result, CancellationToken cancellationToken)
    {
        string? folder = result.GetValue(run);
        string[] realFiles = result.GetValue(real) ?? [];
        string[] generatedFiles = result.GetValue(generated) ?? [];
        var settings = new EvaluationSettings
        {
            Seed = result.GetValue(seed) ?? 0,
            Threads = result.GetValue(threads) is > 0 and var asked ? asked : Environment.ProcessorCount,
        };
        switch (folder, realFiles.Length, generatedFiles.Length)
        {
            case (not null, 0, 0):
                EvaluateRun(folder, result, settings, cancellationToken);
                return ExitCode.Success;
            case (null, > 0, > 0):
                Compare(realFiles, generatedFiles, result.GetValue(output), settings, cancellationToken);
                return ExitCode.Success;
            case (null, 0, 0):
                throw new LikenessException(
                    "'likeness evaluate' needs RUN, the folder of a run, or --real and --generated with two tables"
                );
            case (not null, _, _):
                throw new LikenessException(
                    $"{folder} and two tables are too much at once (give a run, or --real and --generated)"
                );
            default:
                throw new LikenessException("--real and --generated go together (give both)");
        }
    }

    private void EvaluateRun(
        string folder,
        ParseResult result,
        EvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        using var source = Run.Open(folder, threads: result.GetValue(threads));
        RequireMeaning(result, source.Record.Kind);
        settings = settings with { Seed = result.GetValue(seed) ?? source.Record.Seed };
        if (source.Record.Kind == DataKind.Images)
        {
            JsonAnswer.WriteText(
                ImageEvaluationStep.Evaluate(
                    source,
                    TrainingScreen.Make(),
                    result.GetValue(count),
                    result.GetValue(seed),
                    result.GetValue(threads),
                    cancellationToken
                )
            );
            EndScreen.ShowReport(source);
            return;
        }

        if (source.Record.Kind is DataKind.Text or DataKind.Audio)
        {
            JsonAnswer.WriteText(
                SequenceEvaluationStep.Evaluate(source, TrainingScreen.Make(), result.GetValue(seed), cancellationToken)
            );
            EndScreen.ShowReport(source);
            return;
        }

        var report = TrainingScreen
            .Make()
            .Watch(progress => source.Evaluate(result.GetValue(count), settings, progress, cancellationToken));
        MetricScreen.Show(report);
        JsonAnswer.WriteText(ReportJson.Serialize(report));
        EndScreen.ShowReport(source);
    }

    private static void Compare(
        string[] real,
        string[] generated,
        string? output,
        EvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (output is not null)
        {
            OutputPath.Check(output);
        }

        var a = DataSource.FromFiles(real).Load().Table;
        var b = DataSource.FromFiles(generated).Load().Table;
        var report = TrainingScreen
            .Make()
            .Watch(progress =>
                Evaluator.Evaluate(
                    a,
                    null,
                    b,
                    settings,
                    new Relay<EvaluationProgress>(done => progress.Report(Progress(done))),
                    cancellationToken
                )
            );
        MetricScreen.Show(report);
        JsonAnswer.WriteText(ReportJson.Serialize(report));
        if (output is not null)
        {
            ReportJson.Write(output, report);
            Page.Line($"\n[bold]Metrics[/]  {Markup.Escape(output)}");
        }
    }

    private static TrainingProgress Progress(EvaluationProgress done) =>
        new() { Phase = RunPhase.Evaluating, Fraction = done.Done / (double)Math.Max(1, done.Total) };
}
