using Likeness.Testing;

namespace Likeness.Cli.Tests.Samples;

/// <summary>The server of samples answers eight clients at once as it answers one.</summary>
public sealed class ServeSamplesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task EveryAnswerIsTheSampleOfItsSeed()
    {
        LongTest.Require();
        SmallRun.WriteData(folder);
        string[] train = ["train", "trees", "--data", "points.csv", "--out", "run"];
        (await Cli.RunAsync(folder.FullPath, train)).Succeeded();
        var result = await Cli.RunProgramAsync("ServeSamples.dll", folder.FullPath, "run", "--load", "200");
        Assert.Contains("200 requests of 100 rows from 8 clients: 0 wrong", result.Succeeded().Output);
    }
}
