using System.Runtime.CompilerServices;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Samples;

/// <summary>The sample program runs, and the README shows its code.</summary>
public sealed class LearnPiTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task RunsWithTheLibraryAlone()
    {
        LongTest.Require();
        var result = await Cli.RunProgramAsync("LearnPi.dll", folder.FullPath, "run", "2");
        Assert.Contains("mean log-density", result.Succeeded().Output);
        Assert.Contains("Training: epoch 2 of 2", result.Output);
        Assert.All(
            ["run/report.html", "run/points.csv", "run/picture.png", "run/checkpoint.safetensors"],
            name => Assert.Contains(name, folder.Content)
        );
    }

    [Fact]
    public void IsWhatTheReadmeShows()
    {
        string[] program = File.ReadAllLines(FromRoot("samples/LearnPi/Program.cs"));
        var shown = program.SkipWhile(line => line != "#region readme").Skip(1).TakeWhile(line => line != "#endregion");
        string readme = File.ReadAllText(FromRoot("README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", readme);
    }

    private static string FromRoot(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}
