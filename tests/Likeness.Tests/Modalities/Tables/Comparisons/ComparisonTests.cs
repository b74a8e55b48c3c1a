using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Comparisons;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Comparisons;

public sealed class ComparisonTests
{
    [SkippableFact]
    public void ModelsAreRankedAndWhatIsFinishedIsKept()
    {
        LongTest.Require();
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "bootstrap", "gaussian", "gmm");
        var ended = new List<string>();
        var progress = new Inline(report => ended.AddRange(report.Ended is { } sentence ? [sentence] : []));
        var report = ModelComparison.Run(settings, progress);
        Assert.Equal(6, ended.Count);
        Assert.Equal(["gmm", "gaussian", "bootstrap"], report.Models.Select(model => model.Name));
        var (best, worst, copies) = (report.Models[0], report.Models[1], report.Models[2]);
        Assert.True(copies.Memorises);
        Assert.False(best.Memorises || worst.Memorises);
        Assert.StartsWith("gmm is first", report.Verdict);
        Assert.EndsWith("Memorised: bootstrap.", report.Verdict);
        Assert.True(best.Values["NLL"].Mean < worst.Values["NLL"].Mean);
        Assert.Equal(2, best.Values["NLL"].Values.Count);
        Assert.Equal(1, copies.Values["Exact matches"].Mean);
        Assert.DoesNotContain("NLL", copies.Values.Keys);
        Assert.False(copies.IsUndominated);
        Assert.All(
            best.Values.Values,
            value => Assert.True(value.Values.Count < 2 || value.Interval!.Low <= value.Mean)
        );
        Assert.True(report.RealSample["Exact matches"] < 0.5);
        AssertFiles(folder.At("all"), report);

        // The second time nothing is trained, sampled or evaluated: the files of the runs are unchanged.
        var before = Stamps(folder.At("all"));
        var again = ModelComparison.Run(settings);
        Assert.Equal(before, Stamps(folder.At("all")));
        Assert.Equal(ComparisonFiles.Serialize(report), ComparisonFiles.Serialize(again));
    }

    [Fact]
    public void AStoppedComparisonGoesOnWhereItWas()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian", "histogram") with { Seeds = 1 };
        using var stop = new CancellationTokenSource();
        var stopping = new Inline(report =>
        {
            if (report.Ended is not null)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => ModelComparison.Run(settings, stopping, stop.Token));
        Assert.False(File.Exists(Path.Combine(settings.Folder, ComparisonFiles.Json)));
        var before = Stamps(Path.Combine(settings.Folder, "gaussian-seed4"));
        Assert.NotEmpty(before);
        var report = ModelComparison.Run(settings);
        Assert.Equal(before, Stamps(Path.Combine(settings.Folder, "gaussian-seed4")));
        Assert.Equal(2, report.Models.Count);
    }

    [SkippableFact]
    public void EveryModelSeesTheSameSplitOfItsSeed()
    {
        LongTest.Require();
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian", "histogram");
        ModelComparison.Run(settings);
        foreach (int seed in new[] { 4, 5 })
        {
            var rows = new[] { "gaussian", "histogram" }
                .Select(name =>
                    TrainedModel.Open(Path.Combine(settings.Folder, $"{name}-seed{seed}")).As<TableModel>().LoadData()
                )
                .ToList();
            Assert.Equal(rows[0].Test.ToRowMajor(), rows[1].Test.ToRowMajor());
        }
    }

    [Fact]
    public void AModelThatFailsIsNamedAndStandsLast()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian", "histogram") with { Seeds = 1 };
        string blocked = Path.Combine(settings.Folder, "gaussian-seed4");
        Directory.CreateDirectory(blocked);
        File.WriteAllText(Path.Combine(blocked, "note.txt"), "mine");
        var report = ModelComparison.Run(settings);
        Assert.Equal(["histogram", "gaussian"], report.Models.Select(model => model.Name));
        Assert.Contains("not empty", report.Models[1].Error);
        Assert.Contains("gaussian could not be trained", ComparisonMarkdown.Text(report));
        Assert.Contains("| gaussian | – |", ComparisonMarkdown.Text(report));
    }

    [Theory]
    [InlineData("gaussian,gaussian", "twice")]
    [InlineData("gausian", "did you mean gaussian")]
    [InlineData("gaussian:best", "has no presets")]
    [InlineData("", "no model to compare")]
    public void MistakesAreNamed(string models, string expected)
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, models.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, Assert.Throws<LikenessException>(() => ModelComparison.Run(settings)).Message);
        Assert.False(Directory.Exists(settings.Folder));
    }

    [Fact]
    public void ARunOfSomethingElseIsNotTakenForOne()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian") with { Seeds = 1 };
        ModelComparison.Run(settings);
        var other = settings with { Holdout = 0.4 };
        Assert.Contains("as test rows", Assert.Throws<LikenessException>(() => ModelComparison.Run(other)).Message);
    }

    [Fact]
    public void TheTableIsPutWhereItStoodInADocument()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian") with { Seeds = 1, CommandLine = "likeness compare" };
        var report = ModelComparison.Run(settings);
        string path = folder.At("results.md");
        File.WriteAllText(path, "# Mine\n\nBefore.\n");
        ComparisonFiles.WriteInto(path, report, settings.Folder);
        string once = File.ReadAllText(path);
        File.WriteAllText(path, once + "\nAfter.\n");
        ComparisonFiles.WriteInto(path, report, settings.Folder);
        Assert.Equal(once + "\nAfter.\n", File.ReadAllText(path));
        Assert.Contains("    likeness compare\n", once);
        Assert.True(File.Exists(folder.At($"compare-{report.Data}.svg")));
    }

    [Theory]
    [InlineData(0, 1, "MMD ÷ baseline", "MMD² median σ")]
    [InlineData(0, 1.01, "MMD² median σ", "MMD ÷ baseline")]
    [InlineData(-0.01, 1, "MMD² median σ", "MMD ÷ baseline")]
    public void ThePiGeneratorMmdIsShownForValuesBetween0And1Only(double low, double high, string shown, string hidden)
    {
        using var folder = new TemporaryFolder();
        Table arc = Models.Toy.Arc(60);
        (double min, double max) = (arc.ToRowMajor().Min(), arc.ToRowMajor().Max());
        double[] values = [.. arc.ToRowMajor().Select(value => low + ((high - low) * (value - min) / (max - min)))];
        CsvWriter.Write(folder.At("scaled.csv"), new Table(arc.Columns, values));
        var settings = Settings(folder, "gaussian") with
        {
            Seeds = 1,
            Data = DataSource.FromFiles(folder.At("scaled.csv")),
        };
        string text = ComparisonMarkdown.Text(ModelComparison.Run(settings));
        Assert.Contains($"| {shown} |", text);
        Assert.DoesNotContain($"| {hidden} |", text);
        Assert.Equal(shown == "MMD² median σ", text.Contains("MMD² median σ: unbiased"));
    }

    [Fact]
    public void ADocumentsBlocksShowTheirModelsAlone()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder, "gaussian", "bootstrap") with { Seeds = 1 };
        var report = ModelComparison.Run(settings);
        string path = folder.At("family.md");
        string begin = $"<!-- compare {report.Data} of gaussian -->";
        string end = $"<!-- end of compare {report.Data} of gaussian -->";
        File.WriteAllText(path, $"# Family\n\n{begin}\nold\n{end}\n\n<!-- compare other of gaussian -->\nkept\n");
        ComparisonFiles.WriteInto(path, report, settings.Folder);
        string once = File.ReadAllText(path);
        Assert.Contains("| gaussian |", once);
        Assert.DoesNotContain("bootstrap", once);
        Assert.DoesNotContain("old", once);
        Assert.Contains("kept", once);
        ComparisonFiles.WriteInto(path, report, settings.Folder);
        Assert.Equal(once, File.ReadAllText(path));
    }

    [Fact]
    public void AllModelsAreTheRegistrys() =>
        Assert.Equal(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name), ComparisonSettings.AllModels);

    private static ComparisonSettings Settings(TemporaryFolder folder, params string[] models) =>
        new()
        {
            Models = models,
            Data = DataSource.FromFiles(Points(folder)) with { Protects = false },
            Seed = 4,
            Seeds = 2,
            Folder = folder.At("all"),
            Threads = 1,
        };

    private static string Points(TemporaryFolder folder)
    {
        string path = folder.At("points.csv");
        CsvWriter.Write(path, Models.Toy.Arc(300));
        return path;
    }

    private static void AssertFiles(string folder, ComparisonReport report)
    {
        string json = File.ReadAllText(Path.Combine(folder, ComparisonFiles.Json));
        var read = JsonSerializer.Deserialize<ComparisonReport>(json, RunJson.Options)!;
        Assert.Equal(report.Verdict, read.Verdict);
        string page = File.ReadAllText(Path.Combine(folder, ComparisonFiles.Page));
        Assert.Contains("gmm-seed5/report.html", page);
        Assert.Contains("bootstrap (memorises)", page);
        Assert.Contains("Memorised: bootstrap", File.ReadAllText(Path.Combine(folder, ComparisonFiles.Markdown)));
        System.Xml.Linq.XDocument.Load(Path.Combine(folder, ComparisonFiles.Figure));
    }

    private static List<string> Stamps(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => !Path.GetFileName(path).StartsWith("comparison", StringComparison.Ordinal))
                .Where(path => !path.EndsWith(ComparisonFiles.Figure, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}"),
        ];

    private sealed class Inline(Action<ComparisonProgress> receive) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => receive(value);
    }
}
