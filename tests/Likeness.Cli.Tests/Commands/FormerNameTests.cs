using System.Text.Json;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Former names of commands and options are accepted for one more release, and shown nowhere.</summary>
public sealed class FormerNameTests : IClassFixture<GaussianRun>
{
    private readonly TemporaryFolder folder;

    public FormerNameTests(GaussianRun run) => folder = run.Folder;

    [SkippableFact]
    public async Task EarlierNamesAreUnderstood()
    {
        LongTest.Require();
        folder.Write("few.csv", "x,y,z\n0.50,,3\n");
        var shown = (await RunAsync("complete run --data few.csv --draws 2 --json")).Succeeded();
        using var answer = JsonDocument.Parse(shown.Output);
        Assert.Equal(2, answer.RootElement.GetProperty("rows").GetArrayLength());
        (await RunAsync("sample run -n 2 --given z=2 --most-draws 5000")).Succeeded();
        (await RunAsync("traverse run --codes 1 --steps 2 --from draw:1")).Succeeded();
    }

    [Theory]
    [InlineData("complete --help", "--draws")]
    [InlineData("sample --help", "--given")]
    [InlineData("train gmm --help", "--floor")]
    [InlineData("--help", "complete ")]
    public async Task EarlierNamesAreNotShown(string arguments, string former) =>
        Assert.DoesNotContain(former, (await RunAsync(arguments)).Succeeded().Output, StringComparison.Ordinal);

    private Task<CliResult> RunAsync(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));
}
