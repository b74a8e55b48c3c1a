using System.Globalization;
using System.Text.Json;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Trainings that fail on purpose: the screen, run.json and the report name the failure, with the options to try next.</summary>
public sealed class FindingScreenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData(
        "realnvp --couplings 4 --hidden 64 --learning-rate 3e-3 --batch-size 16 --epochs 100",
        "overfitting",
        "overfitting from step ",
        "--train-steps "
    )]
    [InlineData(
        "realnvp --couplings 2 --hidden 8 --learning-rate 1e-9 --epochs 5",
        "stuck",
        "the learning rate of 1e-9 hardly moves the weights",
        "--learning-rate 1e-7"
    )]
    [InlineData(
        "vae --beta 50 --epochs 20",
        "posterior-collapse",
        "posterior collapse: 0 of 2 latent dimensions depend on the data",
        "--kl-warm-up 0.5, or a lower --beta"
    )]
    [InlineData(
        "gan --latent 1 --hidden 16 --epochs 20",
        "mode-collapse",
        "mode collapse: the distances between samples are ",
        "a lower --learning-rate, a larger --batch-size, or wgan-gp"
    )]
    [InlineData(
        "gan --hidden 16 --epochs 30 --learning-rate 0.3",
        "constant-samples",
        "constant samples: all samples are the same, although the data is not",
        "a lower --learning-rate, or another model"
    )]
    [InlineData(
        "realnvp --couplings 2 --hidden 8 --epochs 1",
        "too-short",
        "too short: the training took so few steps that its course cannot be seen after ",
        "--epochs 3"
    )]
    public async Task AFailingTrainingSaysSo(string model, string kind, string message, string next)
    {
        LongTest.RequireUnlessChosen(model);
        folder.Write("noise.csv", Noise(60, 6));
        string[] command = [.. $"train {model} --data noise.csv --threads 1 --seed 5 --out run".Split(' ')];
        string shown = (await Cli.RunAsync(folder.FullPath, command)).Succeeded().Output;

        string line = Assert.Single(shown.Split('\n'), line => line.Contains(message, StringComparison.Ordinal));
        Assert.Contains($"(try {next}", line);
        using var record = JsonDocument.Parse(File.ReadAllText(folder["run/run.json"]));
        var found = record
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Single(finding => finding.GetProperty("kind").GetString() == kind);
        Assert.Contains(message, found.GetProperty("message").GetString());
        Assert.StartsWith(next, found.GetProperty("try").GetString());
        Assert.Contains(message, File.ReadAllText(folder["run/report.html"]));
    }

    [SkippableFact]
    public async Task AStoppedTrainingKeepsItsBestWeights()
    {
        LongTest.Require();
        folder.Write("noise.csv", Noise(60, 6));
        string[] command =
        [
            .. "train realnvp --couplings 4 --hidden 64 --learning-rate 3e-3 --batch-size 16 --epochs 100".Split(' '),
            .. "--data noise.csv --threads 1 --seed 5 --out run --json".Split(' '),
        ];
        using var answer = JsonDocument.Parse((await Cli.RunAsync(folder.FullPath, command)).Succeeded().Output);
        var run = answer.RootElement;
        long best = run.GetProperty("bestStep").GetInt64();
        Assert.InRange(best, 1, run.GetProperty("stepsTaken").GetInt64() / 2);
        Assert.True(run.GetProperty("stepsTaken").GetInt64() < 100 * 3);
        Assert.Contains($"overfitting since step {best}", run.GetProperty("stopReason").GetString());
    }

    // Columns without relation, in [0, 1).
    private static string Noise(int rows, int columns)
    {
        var lines = Enumerable
            .Range(0, rows)
            .Select(row =>
                string.Join(',', Enumerable.Range(0, columns).Select(column => Cell((row * columns) + column)))
            );
        return string.Join('\n', [string.Join(',', "abcdefgh".Take(columns)), .. lines, ""]);
    }

    private static string Cell(int index)
    {
        double value = Math.Sin(index * 12.9898) * 43758.5453;
        return (value - Math.Floor(value)).ToString("0.####", CultureInfo.InvariantCulture);
    }
}
