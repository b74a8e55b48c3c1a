using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task ATrainingStepIsExplainedAndNothingIsLeftBehind()
    {
        LongTest.Require();
        SmallRun.WriteData(folder);
        var result = await Cli.RunAsync(folder.FullPath, SmallRun.Train("run", 1, "--explain"));
        string[] lines = result.Succeeded().Output.Split('\n');
        Assert.Equal("The training step", lines[0]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains(lines, line => line.Contains("matmul", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("GFLOP/s", StringComparison.Ordinal));
        Assert.Equal(["points.csv"], Directory.GetFileSystemEntries(folder.FullPath).Select(Path.GetFileName));
    }
}
