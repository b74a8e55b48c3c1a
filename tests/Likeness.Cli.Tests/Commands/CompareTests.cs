using System.Text.Json;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

public sealed class CompareTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CompareTests() => SmallRun.WriteData(folder);

    public void Dispose() => folder.Dispose();

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task RanksModelsWritesTheirReportsAndGoesOnWhereItWas()
    {
        LongTest.Require();
        var result = (await RunAsync("--models", "gaussian,bootstrap", "--write", "results.md")).Succeeded();
        Assert.Contains("real-vs-real baseline", result.Output);
        Assert.Contains("gaussian is best", result.Output);
        Assert.Contains("Verdict", result.Output);
        Assert.All(
            ["all/comparison.html", "all/comparison.json", "all/pareto.svg", "results.md", "compare-points.svg"],
            name => Assert.Contains(name, folder.Content)
        );
        Assert.Contains("likeness compare", File.ReadAllText(Path.Combine(folder.FullPath, "results.md")));
        string checkpoint = Path.Combine(folder.FullPath, "all/gaussian-seed0/checkpoint.safetensors");
        var before = File.GetLastWriteTimeUtc(checkpoint);
        (await RunAsync("--models", "gaussian,bootstrap,histogram")).Succeeded();
        Assert.Equal(before, File.GetLastWriteTimeUtc(checkpoint));
        Assert.Contains("all/histogram-seed0/report.html", folder.Content);
    }

    [Fact]
    public async Task AnswersInJson()
    {
        var result = (await RunAsync("--models", "gaussian", "--json")).Succeeded();
        using var answer = JsonDocument.Parse(result.Output);
        var model = Assert.Single(answer.RootElement.GetProperty("models").EnumerateArray());
        Assert.Equal("gaussian", model.GetProperty("name").GetString());
        Assert.True(model.GetProperty("values").GetProperty("NLL").GetProperty("mean").GetDouble() > 0);
    }

    [Theory]
    [InlineData("--models", "gausian", "did you mean gaussian")]
    [InlineData("--seeds", "0", "--seeds")]
    [InlineData("--holdout", "0", "--holdout")]
    public async Task MistakesAreNamed(string option, string value, string expected) =>
        Assert.Contains(expected, (await RunAsync(option, value)).Sentence());

    [Fact]
    public async Task OnlyTablesAreCompared()
    {
        var result = await Cli.RunAsync(folder.FullPath, "compare", "--dataset", "shapes", "--out", "images");
        Assert.Contains("only models of tables are compared, and 'shapes' holds images", result.Sentence());
    }

    private Task<CliResult> RunAsync(params IReadOnlyList<string> more) =>
        Cli.RunAsync(
            folder.FullPath,
            [
                "compare",
                "--data",
                "points.csv",
                "--out",
                "all",
                .. more.Contains("--seeds") ? [] : new[] { "--seeds", "1" },
                .. more,
            ]
        );
}
