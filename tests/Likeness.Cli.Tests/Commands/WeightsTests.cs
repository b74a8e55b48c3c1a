using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Weights of another program become a run, and a run becomes files of that program.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Gpt2IsImportedSampledAndExported()
    {
        string weights = SharedData.Require("weights/gpt2-tiny");
        var imported = await Cli.RunAsync(folder.FullPath, "import", weights, "--out", "run");
        Assert.Contains("172,288 parameters of gpt2 imported", imported.Succeeded().Output);
        string[] sample = ["sample", "run", "--prompt", "First Citizen:", "--top-k", "1", "--length", "12"];
        var sampled = await Cli.RunAsync(folder.FullPath, sample);
        Assert.StartsWith("First Citizen:\n", sampled.Succeeded().Output);
        var exported = await Cli.RunAsync(folder.FullPath, "export", "run", "--out", "theirs");
        Assert.Contains("172,288 parameters of gpt2 exported to theirs", exported.Succeeded().Output);
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(weights, "merges.txt")),
            await File.ReadAllTextAsync(Path.Combine(folder.FullPath, "theirs", "merges.txt"))
        );
        var evaluated = await Cli.RunAsync(folder.FullPath, "evaluate", "run");
        Assert.Contains("the weights were imported without data", evaluated.Sentence());
    }
}
