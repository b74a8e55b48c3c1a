namespace Likeness.Cli.Tests.Samples;

/// <summary>The examples of docs/library.md run.</summary>
public sealed class InMemoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task RunsEveryExampleOfTheGuide()
    {
        Likeness.Testing.LongTest.Require();
        var result = (await Cli.RunProgramAsync("InMemory.dll", folder.FullPath, "guide", "kept")).Succeeded();
        Assert.Equal(5, result.Output.Split('\n').Count(line => line.StartsWith("Order {", StringComparison.Ordinal)));
        Assert.Contains("800 rows of 8 seeds", result.Output);
        Assert.Contains("loss 0.1", result.Output);
        Assert.Contains("mean squared error 0.00", result.Output);
        Assert.Contains("kept/report.html", folder.Content);
    }
}
