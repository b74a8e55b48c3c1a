using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The screen of a training: one line for each phase beside training, and a short end.</summary>
public sealed class ScreenLengthTests : IDisposable
{
    private const int MaxLines = 15;

    // Of a file; a terminal rewrites one line for each.
    private const int TrainingLines = 6;
    private static readonly string[] Phases =
    [
        "Reading",
        "Preparing",
        "Sampling",
        "Coding",
        "Scoring",
        "Evaluating",
        "Reporting",
    ];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("train gaussian --data points.csv")]
    [InlineData("train gan --data points.csv --hidden 16 --epochs 30 --learning-rate 0.5")] // with a finding and warnings
    [InlineData("train realnvp --data points.csv --hidden 8 --epochs 1")]
    [InlineData("train gpt2 --data book.txt --width 8 --heads 2 --layers 1 --context 16 --epochs 1")]
    [InlineData("train ae --dataset shapes --dataset-rows 120 --preset small --epochs 1")]
    [InlineData("train wavenet --dataset tones --dataset-rows 6 --epochs 1")]
    public async Task TheEndFitsOnAScreen(string command)
    {
        LongTest.RequireUnlessChosen(command);
        SmallRun.WriteData(folder);
        folder.Write("book.txt", string.Concat(Enumerable.Range(0, 80).Select(i => $"the cat {i % 7} sat on it.\n")));
        string[] words = [.. command.Split(' '), "--threads", "1", "--seed", "5", "--out", "run"];
        string[] lines = (await Cli.RunAsync(folder.FullPath, words)).Succeeded().Output.TrimEnd('\n').Split('\n');

        int trained = Array.FindLastIndex(lines, line => line.StartsWith("Training", StringComparison.Ordinal));
        string[] end = [.. lines.Skip(trained + 1).Where(line => !Phases.Contains(line))];
        Assert.True(end.Length <= MaxLines, string.Join('\n', end));
        Assert.StartsWith("Report", end[^2]);
        Assert.StartsWith("Next", end[^1]);
        string[] progress = [.. lines.Where(Phases.Contains)];
        Assert.True(progress.Length <= Phases.Length + 1, string.Join(' ', progress)); // the data is read twice
        Assert.InRange(lines.Count(line => line.StartsWith("Training", StringComparison.Ordinal)), 0, TrainingLines);
    }
}
