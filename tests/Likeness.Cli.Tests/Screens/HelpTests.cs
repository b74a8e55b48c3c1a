using System.Runtime.CompilerServices;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Screens;

/// <summary>Snapshots of the command line's texts, in the files next to this one; LIKENESS_UPDATE_SNAPSHOTS=1 renews them.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("help", "--help")]
    [InlineData("nothing", "")]
    [InlineData("version", "--version")]
    [InlineData("train", "train --help")]
    [InlineData("train-realnvp", "train realnvp --help")]
    [InlineData("train-vae", "train vae --help")]
    [InlineData("adapt", "adapt --help")]
    [InlineData("sample", "sample --help")]
    [InlineData("evaluate", "evaluate --help")]
    [InlineData("score", "score --help")]
    [InlineData("impute", "impute --help")]
    [InlineData("reconstruct", "reconstruct --help")]
    [InlineData("encode", "encode --help")]
    [InlineData("interpolate", "interpolate --help")]
    [InlineData("traverse", "traverse --help")]
    [InlineData("import", "import --help")]
    [InlineData("export", "export --help")]
    [InlineData("compare", "compare --help")]
    [InlineData("models", "models")]
    [InlineData("models-realnvp", "models realnvp")]
    [InlineData("datasets", "datasets")]
    public async Task IsAsRecorded(string name, string arguments)
    {
        LongTest.RequireUnlessChosen(name);
        var result = await Cli.RunAsync(folder.FullPath, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        string actual = string.Join('\n', result.Succeeded().Output.Split('\n').Select(line => line.TrimEnd()));
        string path = Path.Combine(SnapshotFolder(), $"{name}.txt");
        if (Environment.GetEnvironmentVariable("LIKENESS_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(SnapshotFolder());
            File.WriteAllText(path, actual);
        }

        string recorded = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.Equal(recorded, actual);
        Assert.All(actual.Split('\n'), line => Assert.InRange(line.Length, 0, 110));
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help train", "train --help")]
    [InlineData("help train realnvp", "train realnvp --help")]
    public async Task TheWordShowsItToo(string word, string option)
    {
        var shown = await Cli.RunAsync(folder.FullPath, word.Split(' '));
        Assert.Equal((await Cli.RunAsync(folder.FullPath, option.Split(' '))).Succeeded().Output, shown.Output);
    }

    [Theory]
    [InlineData("models", 60)]
    [InlineData("datasets", 72)]
    [InlineData("train --help", 60)]
    public async Task ItIsAsWideAsColumnsSays(string arguments, int columns)
    {
        var shown = await Cli.RunUnderAsync(("COLUMNS", $"{columns}"), folder.FullPath, arguments.Split(' '));
        string[] lines = shown.Succeeded().Output.Split('\n');
        Assert.All(
            lines.SkipLast(arguments == "train --help" ? 20 : 2),
            line => Assert.InRange(line.Length, 0, columns)
        );
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task EveryCommandKnowsVersionToo()
    {
        var result = await Cli.RunAsync(folder.FullPath, "train", "--version");
        Assert.StartsWith("likeness ", result.Succeeded().Output);
    }

    private static string SnapshotFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Snapshots");
}
