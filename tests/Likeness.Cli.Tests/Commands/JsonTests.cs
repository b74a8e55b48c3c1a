using System.Text.Json;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>With --json, standard output is one JSON document, and everything else is on standard error.</summary>
public sealed class JsonTests : IClassFixture<TrainedRun>
{
    private readonly TemporaryFolder folder;

    public JsonTests(TrainedRun run) => folder = run.Folder;

    [SkippableTheory]
    [InlineData("models --json", "name", true)]
    [InlineData("models realnvp --json", "options", true)]
    [InlineData("datasets --json", "table")]
    [InlineData("sample run -n 3 --json", "rows")]
    [InlineData("sample run -n 3 --json --out json.csv", "file")]
    [InlineData("score run --data points.csv --out s.csv --json", "meanLogDensity")]
    [InlineData("score run --data points.csv --out s.csv --json", "outsideRows")]
    [InlineData("evaluate run --json", "results")]
    [InlineData("evaluate --real points.csv --generated run/samples.csv --json", "verdict")]
    [InlineData("train --resume run --epochs 21 --json", "metrics")]
    public async Task EveryCommandAnswersInJson(string arguments, string property, bool isList = false)
    {
        LongTest.RequireUnlessChosen(arguments);
        var result = await Cli.RunAsync(folder.FullPath, arguments.Split(' '));
        using var answer = JsonDocument.Parse(result.Succeeded().Output);
        var described = isList ? answer.RootElement[0] : answer.RootElement;
        Assert.True(described.TryGetProperty(property, out _), result.Output);
    }

    [Fact]
    public async Task RowsAreNumbersByColumn()
    {
        var result = await Cli.RunAsync(folder.FullPath, "sample", "run", "-n", "3", "--json");
        using var answer = JsonDocument.Parse(result.Succeeded().Output);
        var rows = answer.RootElement.GetProperty("rows");
        Assert.Equal(3, rows.GetArrayLength());
        Assert.Equal(["x", "y", "z"], rows[0].EnumerateObject().Select(cell => cell.Name));
    }

    [Fact]
    public async Task AMistakeIsASentenceStill()
    {
        var result = await Cli.RunAsync(folder.FullPath, "sample", "absent", "--json");
        Assert.Contains("no such run", result.Sentence());
        Assert.Empty(result.Output);
    }
}
