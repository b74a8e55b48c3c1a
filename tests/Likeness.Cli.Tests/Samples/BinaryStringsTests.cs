using System.Text.Json;
using System.Text.RegularExpressions;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Cli.Tests.Samples;

/// <summary>A kind of data in a folder of its own trains, samples, is evaluated and reported as any other, with nothing else touched.</summary>
public sealed class BinaryStringsTests : IDisposable
{
    private static readonly (string, string) Added = (
        "LIKENESS_MODELS",
        Path.Combine(AppContext.BaseDirectory, "BinaryStrings.dll")
    );

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task TrainsSamplesAndIsEvaluatedWithAReport()
    {
        LongTest.Require();
        File.WriteAllLines(Path.Combine(folder.FullPath, "strings.bits"), Strings(600));
        string[] train = ["train", "bit-chain", "--data", "strings.bits", "--learning-rate", "0.05", "--out", "run"];
        var trained = (await RunAsync(train)).Succeeded();
        Assert.Contains("strings of 12 bits", trained.Output);
        Assert.Contains("run/report.html", folder.Content);
        string report = File.ReadAllText(Path.Combine(folder.FullPath, "run/report.html"));
        Assert.Contains("binary strings", report);
        Assert.Matches("<pre>[01]{12}\n", report);

        string[] lines = (await RunAsync("sample", "run", "-n", "5")).Succeeded().Output.TrimEnd().Split('\n');
        Assert.Equal(
            5,
            lines.Count(line => Regex.IsMatch(line, "^[01]{12}$", RegexOptions.None, TimeSpan.FromSeconds(1)))
        );
        (await RunAsync("sample", "run", "-n", "400", "--out", "new.bits")).Succeeded();
        Assert.Equal(400, File.ReadAllLines(Path.Combine(folder.FullPath, "new.bits")).Length);

        (await RunAsync("evaluate", "run")).Succeeded();
        string[] files = ["evaluate", "--real", "strings.bits", "--generated", "new.bits", "--json"];
        using var answer = JsonDocument.Parse((await RunAsync(files)).Succeeded().Output);
        Assert.Equal("indistinguishable", answer.RootElement.GetProperty("verdict").GetProperty("level").GetString());
    }

    [Fact]
    public async Task ABadLineIsNamed()
    {
        File.WriteAllLines(Path.Combine(folder.FullPath, "strings.bits"), ["0101", "01"]);
        string sentence = (await RunAsync("train", "bit-chain", "--data", "strings.bits")).Sentence();
        Assert.Contains("strings.bits, line 2", sentence);
    }

    [Fact]
    public void IsShortAndWhatTheGuideShows()
    {
        string guide = Repository.Read("docs/adding-a-kind-of-data.md").ReplaceLineEndings("\n");
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "samples/BinaryStrings"), "*.cs");
        Assert.Equal(4, files.Length);
        Assert.All(
            files,
            file => Assert.Contains($"```csharp\n{File.ReadAllText(file).ReplaceLineEndings("\n")}```", guide)
        );
        Assert.True(files.Sum(file => File.ReadAllLines(file).Length) < 300);
    }

    // A bit differs from the one before it with probability 0.3.
    private static IEnumerable<string> Strings(int count)
    {
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            int bit = 0;
            yield return string.Concat(
                Enumerable.Range(0, 12).Select(_ => bit = random.NextDouble() < 0.3 ? 1 - bit : bit)
            );
        }
    }

    private Task<CliResult> RunAsync(params IReadOnlyList<string> arguments) =>
        Cli.RunUnderAsync(Added, folder.FullPath, arguments);
}
