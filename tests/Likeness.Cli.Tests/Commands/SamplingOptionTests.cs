using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The sampling options of a run's own model.</summary>
public sealed class SamplingOptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task AreThoseOfTheRunThatIsNamed()
    {
        LongTest.Require();
        SmallRun.WriteData(folder);
        string[] train = ["train", "flow-matching", "--data", "points.csv", "--epochs", "2", "--steps", "6"];
        (await Cli.RunAsync(folder.FullPath, [.. train, "--out", "run"])).Succeeded();
        var help = (await Cli.RunAsync(folder.FullPath, "sample", "run", "--help")).Succeeded();
        Assert.Contains("Sampling of the run's model", help.Output);
        Assert.Matches("--steps N .*\\[default: 6\\]", help.Output.ReplaceLineEndings(" "));

        string trained = await SampleAsync();
        Assert.Equal(trained, await SampleAsync("--steps", "6"));
        Assert.NotEqual(trained, await SampleAsync("--steps", "1"));
        var wrong = await Cli.RunAsync(folder.FullPath, "sample", "run", "--steps", "0");
        Assert.Contains("--steps: '0' is out of range", wrong.Sentence());
        wrong = await Cli.RunAsync(folder.FullPath, "sample", "run", "--hidden", "3"); // a training option, not a sampling option
        Assert.Contains("--hidden is not an option of 'likeness sample'", wrong.Sentence());
        wrong = await Cli.RunAsync(folder.FullPath, "impute", "run", "--steps", "3"); // affects samples alone
        Assert.Contains("--steps is not an option of 'likeness impute'", wrong.Sentence());
    }

    private async Task<string> SampleAsync(params string[] more) =>
        (await Cli.RunAsync(folder.FullPath, ["sample", "run", "-n", "5", "--continuous", .. more])).Succeeded().Output;
}
