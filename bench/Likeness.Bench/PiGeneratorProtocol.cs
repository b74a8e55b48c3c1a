using System.CommandLine;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Bench;

/// <summary>
/// The protocol of the reference implementation, pi_generator, on its files: trains on all 5,000 points, samples 5,000, and
/// compares the two (MMD with σ = 0.1, KL divergence over 100 bins, Wasserstein distance of each column). Prints the median over
/// seeds of each recipe next to pi_generator's values, as the table of docs/results.md.
/// </summary>
internal static class PiGeneratorProtocol
{
    private static readonly string[] FileNames = ["pi_xs.npy", "pi_ys.npy", "sparse_pi_colored.jpg"];

    private static readonly (string Metric, string? Column, double Origin)[] Rows =
    [
        ("MMD", null, 0.0011),
        ("KL divergence", "x", 0.0535),
        ("KL divergence", "y", 0.0466),
        ("Wasserstein distance", "x", 0.0109),
        ("Wasserstein distance", "y", 0.0061),
        ("Wasserstein distance", "r", 0.0114),
        ("Wasserstein distance", "g", 0.0109),
        ("Wasserstein distance", "b", 0.0061),
    ];

    private static readonly Argument<string> PiGenerator = new("FOLDER")
    {
        Description = $"the folder of {string.Join(", ", FileNames)}",
    };

    private static readonly Option<int> SeedCount = BenchOption.Count("--seeds", "the number of seeds", 5);

    private static readonly Option<string> WithPresets = BenchOption.Text(
        "--model",
        "the model, with its presets",
        "NAME",
        "realnvp"
    );

    private static readonly Option<string?> Several = BenchOption.Text(
        "--models",
        "several models instead, with default options",
        "NAME,NAME"
    );

    /// <summary>The command.</summary>
    public static BenchCommand Verb { get; } =
        new(
            "pi-generator",
            "The protocol of pi_generator on its files",
            $"{BenchCommand.Data}/pi --seeds 1 --models gaussian",
            Run,
            PiGenerator,
            SeedCount,
            WithPresets,
            Several
        );

    private static int Run(ParseResult given)
    {
        int seeds = given.GetValue(SeedCount);
        string[] files = [.. FileNames.Select(file => Path.Combine(given.GetValue(PiGenerator)!, file))];
        string title = given.GetValue(WithPresets)!;
        List<(string Name, ModelEntry Model, ModelOptions Options)> recipes;
        if (given.GetValue(Several) is { } names)
        {
            title = "defaults";
            var models = names.Split(',').Select(each => ModelRegistry.Find(each, typeof(Table)));
            recipes = [.. models.Select(model => (model.Name, model, model.DefaultOptions()))];
        }
        else
        {
            ModelEntry model = ModelRegistry.Find(title, typeof(Table));
            recipes = [("default", model, model.DefaultOptions())];
            recipes.AddRange(model.Presets.Select(preset => ($"--preset {preset}", model, model.Preset(preset))));
        }

        var reports = recipes.ToDictionary(recipe => recipe.Name, recipe => new List<EvaluationReport>());
        foreach ((string name, ModelEntry model, ModelOptions options) in recipes)
        {
            for (ulong seed = 1; seed <= (ulong)seeds; seed++)
            {
                reports[name].Add(Evaluate(model, options, files, seed));
                Console.Error.WriteLine($"{name}, seed {seed}: MMD {reports[name][^1].Find("MMD")!.Value:0.00000}");
            }
        }

        Console.WriteLine(
            $"| {title}, median of {seeds} seeds | pi_generator | {string.Join(" | ", recipes.Select(recipe => recipe.Name))} | real-vs-real baseline |"
        );
        Console.WriteLine($"| --- | --- |{string.Concat(recipes.Select(_ => " --- |"))} --- |");
        foreach ((string metric, string? column, double reference) in Rows)
        {
            IEnumerable<string> cells = recipes.Select(recipe => Cell(reports[recipe.Name], metric, column));
            RealBaseline? baseline = reports[recipes[0].Name][0].Find(metric, column)!.Baseline;
            string real = baseline is null ? string.Empty : $"{baseline.Low:0.00000} … {baseline.High:0.00000}";
            Console.WriteLine($"| {metric} {column} | {reference:0.0000} | {string.Join(" | ", cells)} | {real} |");
        }

        return 0;
    }

    private static EvaluationReport Evaluate(ModelEntry model, ModelOptions options, string[] files, ulong seed)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"likeness-protocol-{Guid.NewGuid():N}");
        try
        {
            using var run = TrainedModel.Train(
                new RunSettings
                {
                    Model = model.Name,
                    Options = options,
                    Data = DataSource.FromFiles(files),
                    Holdout = 0,
                    Validation = 0,
                    Seed = seed,
                    OutputFolder = folder,
                }
            );
            return (EvaluationReport)run.Evaluate().Details;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The median over seeds, and the range.</summary>
    private static string Cell(List<EvaluationReport> reports, string metric, string? column)
    {
        double[] values = [.. reports.Select(report => report.Find(metric, column)!.Value).Order()];
        return $"{values[values.Length / 2]:0.00000} ({values[0]:0.00000} … {values[^1]:0.00000})";
    }
}
