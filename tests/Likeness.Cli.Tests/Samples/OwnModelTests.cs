using System.Runtime.CompilerServices;
using System.Text;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Samples;

/// <summary>A model defined in a single file appears in all commands, without other changes.</summary>
public sealed class OwnModelTests : IDisposable
{
    private static readonly (string, string) Added = (
        "LIKENESS_MODELS",
        Path.Combine(AppContext.BaseDirectory, "OwnModel.dll")
    );

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task IsListedExplainedTrainedAndComparedAsAnyOther()
    {
        LongTest.Require();
        SmallRun.WriteData(folder);
        string list = (await RunAsync("models")).Succeeded().Output;
        Assert.Contains("diagonal", list);
        Assert.Contains("a Gaussian without correlations", list);
        Assert.Contains("--temperature X", (await RunAsync("models", "diagonal")).Succeeded().Output);
        Assert.Contains("--temperature X", (await RunAsync("train", "diagonal", "--help")).Succeeded().Output);
        string[] data = ["--data", "points.csv"];
        (await RunAsync(["train", "diagonal", "--epochs", "3", .. data, "--out", "run"])).Succeeded();
        Assert.Contains("run/report.html", folder.Content);
        Assert.Contains("--temperature X", (await RunAsync("sample", "run", "--help")).Succeeded().Output);
        string[] compare = ["compare", "--models", "diagonal,histogram", "--seeds", "1", "--out", "both"];
        var compared = (await RunAsync([.. compare, .. data])).Succeeded();
        Assert.Contains("both/comparison.html", folder.Content);
        Assert.Matches(@"(?m)^ *diagonal .* ", compared.Output);
    }

    [SkippableFact]
    public async Task ItsLayerOptimiserDatasetAndMetricAreUsed()
    {
        LongTest.Require();
        Assert.Contains("spiral", (await RunAsync("datasets")).Succeeded().Output);
        string[] train =
        [
            "train",
            "gated-chain",
            "--dataset",
            "spiral",
            "--dataset-rows",
            "400",
            "--epochs",
            "5",
            "--out",
            "run",
        ];
        (await RunAsync(train)).Succeeded();
        Assert.Contains("Median difference", File.ReadAllText(Path.Combine(folder.FullPath, "run/metrics.json")));
        string weights = Encoding.Latin1.GetString(
            File.ReadAllBytes(Path.Combine(folder.FullPath, "run/checkpoint.safetensors"))
        );
        Assert.Contains("sum of squares", weights);
        Assert.Contains("hidden.1.gate.weight", weights);
        (await RunAsync("train", "--resume", "run", "--epochs", "6")).Succeeded();
        Assert.Equal(6, (await RunAsync("sample", "run", "-n", "5")).Succeeded().Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task WithoutItsAssemblyThereIsNoSuchModel()
    {
        string sentence = (await Cli.RunAsync(folder.FullPath, "train", "diagonal")).Sentence();
        Assert.Contains("diagonal", sentence);
    }

    [Theory]
    [InlineData("missing.dll", "not a readable .NET assembly")]
    [InlineData("points.csv", "not a readable .NET assembly")]
    public async Task WhatIsNoAssemblyIsNamed(string file, string expected)
    {
        SmallRun.WriteData(folder);
        string path = Path.Combine(folder.FullPath, file);
        string sentence = (
            await Cli.RunAloneUnderAsync(("LIKENESS_MODELS", path), folder.FullPath, "models")
        ).Sentence();
        Assert.Contains(file, sentence);
        Assert.Contains(expected, sentence);
    }

    [Theory]
    [InlineData("DiagonalGaussian.cs")]
    [InlineData("IndependentBins.cs")]
    public void IsWhatTheGuideShows(string file)
    {
        string model = File.ReadAllText(FromRoot($"samples/OwnModel/{file}")).ReplaceLineEndings("\n");
        string guide = File.ReadAllText(FromRoot("docs/adding-a-model.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{model}```", guide);
    }

    private Task<CliResult> RunAsync(params IReadOnlyList<string> arguments) =>
        Cli.RunUnderAsync(Added, folder.FullPath, arguments);

    private static string FromRoot(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}
