using System.Runtime.CompilerServices;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Samples;

/// <summary>The sample program runs, and the guide of the library shows its code.</summary>
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
    public void IsWhatTheGuideShows()
    {
        string[] program = File.ReadAllLines(FromRoot("samples/LearnPi/Program.cs"));
        var shown = program.SkipWhile(line => line != "#region guide").Skip(1).TakeWhile(line => line != "#endregion");
        string guide = File.ReadAllText(FromRoot("docs/library.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{string.Join('\n', shown)}\n```", guide);
    }

    private static string FromRoot(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}
