using System.Text.Json;

namespace Likeness.Cli.Tests.Commands;

/// <summary><c>likeness runs</c> and <c>likeness report</c>.</summary>
public sealed class RunListTests : IClassFixture<GaussianRun>
{
    private readonly TemporaryFolder folder;

    public RunListTests(GaussianRun run) => folder = run.Folder;

    [Fact]
    public async Task RunsAreListed()
    {
        string shown = (await RunAsync("runs", ".")).Succeeded().Output;
        string line = Assert.Single(shown.Split('\n'), line => line.Contains("gaussian"));
        Assert.Contains("run", line);
        Assert.Contains("points", line);
        Assert.Contains("finished", line);
    }

    [Fact]
    public void AReportSaysOnceWhatIsComparedAndProtectionIsNoWarning()
    {
        string page = File.ReadAllText(folder["run/report.html"]);
        Assert.Equal(2, page.Split("generated rows against").Length);
        Assert.DoesNotContain("sampled rows beside", page);
        Assert.Contains("<p>protection is on (--no-protection switches it off): ", page);
    }

    [Fact]
    public async Task BrokenRunsAreListedAsDamaged()
    {
        using var place = new TemporaryFolder();
        Copy(folder["run"], place["runs/good"]);
        Directory.CreateDirectory(place["runs/bad"]);
        File.WriteAllText(place["runs/bad/run.json"], "{ \"model\": ");
        Directory.CreateDirectory(place["runs/other"]); // no run at all
        File.WriteAllText(place["runs/note.txt"], "not a run");

        string shown = (await Cli.RunAsync(place.FullPath, "runs")).Succeeded().Output;
        Assert.Contains("finished", Assert.Single(shown.Split('\n'), line => line.Contains("good")));
        Assert.Contains("damaged", Assert.Single(shown.Split('\n'), line => line.Contains("bad")));
        Assert.DoesNotContain("other", shown);

        using var answer = JsonDocument.Parse(
            (await Cli.RunAsync(place.FullPath, "runs", "--json")).Succeeded().Output
        );
        var runs = answer.RootElement.EnumerateArray().ToList();
        Assert.Equal(2, runs.Count);
        var bad = runs.Single(run => run.GetProperty("folder").GetString()!.EndsWith("bad", StringComparison.Ordinal));
        Assert.Equal("damaged", bad.GetProperty("state").GetString());
        Assert.Contains("run.json", bad.GetProperty("error").GetString());
        var good = runs.Single(run =>
            run.GetProperty("folder").GetString()!.EndsWith("good", StringComparison.Ordinal)
        );
        Assert.Equal("gaussian", good.GetProperty("model").GetString());
        Assert.True(good.GetProperty("hasReport").GetBoolean());
        Assert.Equal(JsonValueKind.String, good.GetProperty("similarity").ValueKind);
    }

    [Fact]
    public async Task AFolderWithoutRunsSaysHowToMakeOne()
    {
        using var place = new TemporaryFolder();
        Directory.CreateDirectory(place["runs"]);
        Assert.Contains(
            "There are no runs here. Train one with 'likeness train'.",
            (await Cli.RunAsync(place.FullPath, "runs")).Succeeded().Output
        );
        Assert.Equal("[]", (await Cli.RunAsync(place.FullPath, "runs", "--json")).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task AMissingFolderIsAMistakeUnlessItIsTheDefault()
    {
        using var place = new TemporaryFolder();
        Assert.Contains("There are no runs here", (await Cli.RunAsync(place.FullPath, "runs")).Succeeded().Output);
        Assert.Contains(
            "absent: there is no such folder",
            (await Cli.RunAsync(place.FullPath, "runs", "absent")).Sentence()
        );
    }

    [Fact]
    public async Task TheReportIsNamed()
    {
        string shown = (await RunAsync("report", "run", "--no-open")).Succeeded().Output;
        Assert.Equal(Path.Combine("run", "report.html"), shown.Trim());
        using var answer = JsonDocument.Parse((await RunAsync("report", "run", "--json")).Succeeded().Output);
        Assert.Equal(Path.Combine("run", "report.html"), answer.RootElement.GetProperty("report").GetString());
    }

    [Fact]
    public async Task AMissingReportIsMade()
    {
        using var place = new TemporaryFolder();
        SmallRun.WriteData(place);
        Copy(folder["run"], place["run"]);
        File.Delete(place["run/report.html"]);
        Assert.Contains(
            "report.html",
            (await Cli.RunAsync(place.FullPath, "report", "run", "--no-open")).Succeeded().Output
        );
        Assert.Contains("</html>", File.ReadAllText(place["run/report.html"]));
    }

    [Fact]
    public async Task AFolderThatIsNoRunHasNoReport()
    {
        Assert.Contains("absent: ", (await RunAsync("report", "absent", "--no-open")).Sentence());
        using var place = new TemporaryFolder();
        Directory.CreateDirectory(place["bad"]);
        File.WriteAllText(place["bad/run.json"], "{ \"model\": ");
        Assert.Contains("run.json", (await Cli.RunAsync(place.FullPath, "report", "bad", "--no-open")).Sentence());
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(folder.FullPath, arguments);
}
