using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Bench;

/// <summary>
/// The origin's protocol on the origin's files: train on all 5,000 points, draw 5,000, compare the two (MMD with σ = 0.1, KL
/// over 100 bins, Wasserstein distance a column). Prints the median over seeds of each recipe beside the origin's numbers, as
/// the table of docs/results.md.
/// </summary>
internal static class OriginProtocol
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

    /// <summary>Runs the protocol.</summary>
    /// <param name="arguments"><c>FOLDER</c> of the origin's files, <c>--seeds N</c>, <c>--model NAME</c> with its presets, or <c>--models NAME,NAME</c> without.</param>
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || !Directory.Exists(arguments[0]))
        {
            Console.Error.WriteLine(
                "origin: name the folder that holds pi_xs.npy, pi_ys.npy and sparse_pi_colored.jpg"
            );
            return 2;
        }

        int seeds = int.Parse(Arguments.Option(arguments, "--seeds") ?? "5");
        string[] files = [.. FileNames.Select(file => Path.Combine(arguments[0], file))];
        string title = Arguments.Option(arguments, "--model") ?? "realnvp";
        List<(string Name, ModelEntry Model, ModelOptions Options)> recipes;
        if (Arguments.Option(arguments, "--models") is { } names)
        {
            title = "defaults";
            var models = names.Split(',').Select(each => ModelRegistry.Find(each));
            recipes = [.. models.Select(model => (model.Name, model, model.DefaultOptions()))];
        }
        else
        {
            ModelEntry model = ModelRegistry.Find(title);
            recipes = [("default", model, model.DefaultOptions())];
            recipes.AddRange(model.Presets.Select(preset => ($"--preset {preset}", model, model.Preset(preset))));
        }

        var reports = recipes.ToDictionary(recipe => recipe.Name, recipe => new List<EvaluationReport>());
        foreach ((string name, ModelEntry model, ModelOptions options) in recipes)
        {
            for (ulong seed = 1; seed <= (ulong)seeds; seed++)
            {
                reports[name].Add(Judge(model, options, files, seed));
                Console.Error.WriteLine($"{name}, seed {seed}: MMD {reports[name][^1].Find("MMD")!.Value:0.00000}");
            }
        }

        Console.WriteLine(
            $"| {title}, median of {seeds} seeds | origin | {string.Join(" | ", recipes.Select(recipe => recipe.Name))} | two real samples |"
        );
        Console.WriteLine($"| --- | --- |{string.Concat(recipes.Select(_ => " --- |"))} --- |");
        foreach ((string metric, string? column, double origin) in Rows)
        {
            IEnumerable<string> cells = recipes.Select(recipe => Cell(reports[recipe.Name], metric, column));
            SamplingFloor? floor = reports[recipes[0].Name][0].Find(metric, column)!.Floor;
            string real = floor is null ? string.Empty : $"{floor.Low:0.00000} … {floor.High:0.00000}";
            Console.WriteLine($"| {metric} {column} | {origin:0.0000} | {string.Join(" | ", cells)} | {real} |");
        }

        return 0;
    }

    private static EvaluationReport Judge(ModelEntry model, ModelOptions options, string[] files, ulong seed)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"likeness-origin-{Guid.NewGuid():N}");
        try
        {
            using Runs.Run run = TrainingRun.Start(
                new RunSettings
                {
                    Model = model.Name,
                    Options = options,
                    Data = DataSource.FromFiles(files),
                    Holdout = 0,
                    Seed = seed,
                    OutputFolder = folder,
                }
            );
            return run.Evaluate();
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
