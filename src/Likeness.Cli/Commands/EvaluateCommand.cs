using System.CommandLine;
using System.Text;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness evaluate RUN</c>, or <c>likeness evaluate --real a.csv --generated b.csv [--train c.csv] [--report page.html]</c>.</summary>
internal sealed class EvaluateCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "evaluate";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "evaluate the samples of a trained model, or any generated data, against real data";

    private readonly Argument<string?> run = new("run")
    {
        HelpName = "[RUN]",
        Description = "the folder of a run: samples and evaluates its model again, and rewrites its report",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> real = Flag.Files(
        "--real",
        "real data that the generator was not trained on; any files that 'likeness train' reads"
    );

    private readonly Option<string[]> generated = Flag.Files("--generated", "generated data of the same kind");

    private readonly Option<string[]> train = Flag.Files(
        "--train",
        "the training data of the generator, needed to detect memorised rows"
    );

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "a JSON file for the verdict and the metrics of the files",
        "FILE"
    );

    private readonly Option<string?> report = Flag.Text(
        "--report",
        "an HTML file for the report on the files, with the figures of a run's report",
        "FILE"
    );

    private readonly Option<string?> target = Flag.Text(
        "--target",
        "a column of a table to predict: boosted trees trained on samples, beside the same trained on real rows",
        "COLUMN"
    );

    private readonly Option<int?> count = Flag.Maybe<int>(
        "-n",
        "number of samples to evaluate [default: depends on the data]",
        number => number is > 1 and <= 100_000_000 ? null : "is out of range (give 2 to 100000000)"
    );

    private readonly Option<ulong?> seed = Flag.Maybe<ulong>(
        "--seed",
        "seed of samples, intervals and baselines [default: the run's seed, or 0]"
    );

    private readonly Option<string[]> missing = DataOptionSet.MakeMissing();

    private readonly Option<string?> schema = DataOptionSet.MakeSchema();

    private readonly Option<string?> background = DataOptionSet.MakeBackground();

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    private readonly SamplingOptionSet sampling;

    /// <summary>Builds the command for one command line; the run that it names may add sampling options.</summary>
    public EvaluateCommand(IReadOnlyList<string> args)
        : base(CommandName, Purpose)
    {
        sampling = new SamplingOptionSet(args, _ => ModelUses.All & ~ModelUses.Imputation, CommandName);
        Add(run);
        AddGroup("Files instead of a run", real, generated, train, missing, schema, background, output, report);
        AddGroup("Settings", target, count, seed, threads);
        AddGroup("Sampling of the run's model", sampling.All);
        AddExample("likeness evaluate runs/mine", "compare samples with the run's test data");
        AddExample(
            "likeness evaluate --real test.csv --generated g.csv --train train.csv",
            "compare two tables with the same columns, or two image folders, texts or sets of clips"
        );
        AddExample(
            "likeness evaluate --real test.csv --generated g.csv --report report.html",
            "the same with a report, such as that of a run"
        );
        AddExample(
            "likeness evaluate runs/mine --target income",
            "how well samples replace real rows for predicting a column"
        );
        SetAction(
            (result, cancellationToken) => Task.Run(() => Evaluate(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Evaluate(ParseResult result, CancellationToken cancellationToken)
    {
        string? folder = result.GetValue(run);
        string[] realFiles = result.GetValue(real) ?? [];
        string[] generatedFiles = result.GetValue(generated) ?? [];
        var request = new EvaluationRequest
        {
            Seed = result.GetValue(seed),
            Samples = result.GetValue(count),
            Target = result.GetValue(target),
            Threads = result.GetValue(threads),
        };
        switch (folder, realFiles.Length, generatedFiles.Length)
        {
            case (not null, 0, 0):
                EvaluateRun(folder, sampling.Read(result), request, cancellationToken);
                return ExitCode.Success;
            case (null, > 0, > 0):
                EvaluateFiles(realFiles, generatedFiles, result, request, cancellationToken);
                return ExitCode.Success;
            case (null, 0, 0):
                throw new LikenessException(
                    "'likeness evaluate' needs RUN, the folder of a run, or --real and --generated with files"
                );
            case (not null, _, _):
                throw new LikenessException(
                    $"{folder} and files are too much at once (give a run, or --real and --generated)"
                );
            default:
                throw new LikenessException("--real and --generated go together (give both)");
        }
    }

    private static void EvaluateRun(
        string folder,
        Func<ModelOptions, ModelOptions>? sampling,
        EvaluationRequest request,
        CancellationToken cancellationToken
    )
    {
        using var model = TrainedModel.Open(folder, threads: request.Threads, sampling: sampling);
        var outcome = TrainingScreen.Make().Watch(progress => model.Evaluate(request, progress, cancellationToken));
        OutcomeScreen.Show(outcome, EndScreen.ReportLines);
        JsonAnswer.WriteText(MetricsJson.Serialize(outcome));
        EndScreen.ShowReport(model);
    }

    private void EvaluateFiles(
        string[] real,
        string[] generated,
        ParseResult result,
        EvaluationRequest request,
        CancellationToken cancellationToken
    )
    {
        string? path = result.GetValue(output);
        string? page = result.GetValue(report);
        foreach (string written in new[] { path, page }.OfType<string>())
        {
            AtomicFile.Check(written);
        }

        string[] trained = result.GetValue(train) ?? [];
        var files = new EvaluatedFiles(
            Source(real, result),
            Source(generated, result),
            trained.Length == 0 ? null : Source(trained, result)
        );
        var modality = files.Real.Modality;
        foreach (var other in new[] { files.Generated, files.Train }.OfType<DataSource>())
        {
            if (other.Modality != modality)
            {
                throw new LikenessException(
                    $"{other.Files[0]} holds {other.Modality.Plural}, but {files.Real.Files[0]} holds {modality.Plural} (give data of one kind)"
                );
            }
        }

        modality.Check(request);
        var outcome = TrainingScreen
            .Make()
            .Watch(progress => modality.Evaluate(files, request, progress, cancellationToken));
        OutcomeScreen.Show(outcome, EndScreen.ReportLines, hasReport: page is not null);
        string json = MetricsJson.Serialize(outcome);
        JsonAnswer.WriteText(json);
        if (path is not null)
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(json)));
            Page.Line($"\n[bold]Metrics[/]  {Markup.Escape(path)}");
        }

        if (page is not null)
        {
            FilesReport.Write(page, files, outcome, request.Seed ?? 0, TypedCommand.Text);
            Page.Line($"[bold]Report[/]  {Markup.Escape(page)}");
        }
    }

    private DataSource Source(string[] files, ParseResult result)
    {
        var source = DataSource.FromFiles(files) with
        {
            Missing = result.GetValue(missing) ?? [],
            Schema = result.GetValue(schema),
            Background = result.GetValue(background),
        };
        DataOptionSet.Require(source, source.Background is not null, background, nameof(DataSource.Background));
        return source;
    }
}
