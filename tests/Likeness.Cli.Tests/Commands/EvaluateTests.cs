using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Evaluation of two files: columns are compared by name, and wide tables within bounded time and memory.</summary>
public sealed class EvaluateTests : IDisposable
{
    private const long MaxBytes = 1_000_000_000;

    // As many as are evaluated, and some more.
    private const int FewColumns = 250;
    private const double MaxRatio = 2;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task SwappedColumnsAreComparedByName()
    {
        WriteRows("real.csv", rows: 60, columns: 2, stream: 1);
        string[] lines = File.ReadAllLines(folder["real.csv"]);
        folder.Write(
            "swapped.csv",
            string.Concat(lines.Select(line => string.Join(',', line.Split(',').Reverse()) + "\n"))
        );
        folder.Write(
            "renamed.csv",
            string.Join('\n', [lines[0].Replace("c1", "d1", StringComparison.Ordinal), .. lines[1..]])
        );
        string[] command = ["evaluate", "--real", "real.csv", "--threads", "1", "--json", "--generated"];
        string same = (await Cli.RunAsync(folder.FullPath, [.. command, "real.csv"])).Succeeded().Output;
        string swapped = (await Cli.RunAsync(folder.FullPath, [.. command, "swapped.csv"])).Succeeded().Output;
        Assert.Equal(Verdict(same), Verdict(swapped));
        string renamed = (await Cli.RunAsync(folder.FullPath, [.. command, "renamed.csv"])).Succeeded().Output;
        Assert.Contains(
            "renamed.csv has no column 'c1', which real.csv has, and renamed.csv has column 'd1', which real.csv does not have: only the 1 column that both have is compared.",
            JsonNode.Parse(renamed)!["warnings"]![0]!.GetValue<string>(),
            StringComparison.Ordinal
        );

        Assert.StartsWith(
            "The samples have no column 'c1', which the real rows have. ",
            JsonNode.Parse(renamed)!["verdict"]!["validityReason"]!.GetValue<string>(),
            StringComparison.Ordinal
        );

        static string Verdict(string json)
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("verdict").GetRawText();
        }
    }

    [Fact]
    public async Task FilesHaveAReportWithTheFiguresOfARun()
    {
        WriteRows("real.csv", rows: 300, columns: 3, stream: 1);
        WriteRows("near.csv", rows: 300, columns: 3, stream: 2);
        string[] lines = File.ReadAllLines(folder["near.csv"]);
        folder.Write(
            "shifted.csv",
            string.Concat(lines.Select((line, i) => i == 0 ? line + "\n" : $"9{line.TrimStart('-')}\n"))
        );
        string[] command = ["evaluate", "--real", "real.csv", "--generated", "shifted.csv", "--report", "page.html"];
        string screen = (await Cli.RunAsync(folder.FullPath, command)).Succeeded().Output;
        string page = File.ReadAllText(folder["page.html"]);
        foreach (string part in new[] { "separation", "metrics", "rules", "columns", "together", "made" })
        {
            Assert.Contains($"<section id=\"{part}\"", page, StringComparison.Ordinal);
        }

        Assert.Contains("<h1>shifted.csv beside real.csv</h1>", page, StringComparison.Ordinal);
        Assert.Contains("likeness evaluate --real real.csv", page, StringComparison.Ordinal);
        Assert.Contains("separate the rows mostly by &#39;c0&#39;", page, StringComparison.Ordinal);
        Assert.EndsWith("Report  page.html\n", screen, StringComparison.Ordinal);
        var refused = await Cli.RunAsync(folder.FullPath, [.. command[..^1], "nowhere/page.html"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.DoesNotContain("Similarity", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAReportAllWarningsAreShown()
    {
        folder.Write(
            "real.csv",
            string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},3,4,{i % 5}\n").Prepend("a,b,c,d\n"))
        );
        string[] command = ["evaluate", "--real", "real.csv", "--generated", "real.csv", "--threads", "1"];
        string shown = (await Cli.RunAsync(folder.FullPath, command)).Succeeded().Output;
        Assert.DoesNotContain("more in the report", shown);
        Assert.Contains("Warning  Column 'b' of the real sample is constant (3).", shown);
        Assert.Contains("Warning  Column 'c' of the real sample is constant (4).", shown);
    }

    [SkippableTheory]
    [InlineData(1_000, 1_000)]
    [InlineData(20_000, 100)]
    public async Task WideTablesAreEvaluatedInBoundedTimeAndMemory(int columns, int rows)
    {
        LongTest.Require();
        var few = await EvaluatedAsync(rows, FewColumns);
        var measured = await EvaluatedAsync(rows, columns);
        double ratio = measured.Time / few.Time;
        if (ratio > MaxRatio)
        {
            // Other tests may have begun between the two.
            few = await EvaluatedAsync(rows, FewColumns);
            measured = await EvaluatedAsync(rows, columns);
            ratio = measured.Time / few.Time;
        }

        // Of processor time, whatever the processor: only reading takes longer.
        Assert.InRange(ratio, 0, MaxRatio);
        Assert.InRange(measured.PeakBytes, 0, MaxBytes);
    }

    private async Task<Measured> EvaluatedAsync(int rows, int columns)
    {
        string[] files = ["real.csv", "generated.csv", "train.csv"];
        for (int i = 0; i < files.Length; i++)
        {
            WriteRows(files[i], rows, columns, (ulong)i);
        }

        var measured = await Measured.RunAsync(
            folder.FullPath,
            ["evaluate", "--real", files[0], "--generated", files[1], "--train", files[2], "--threads", "2"]
        );
        var result = measured.Result.Succeeded();
        Assert.Contains($"{columns} columns; 100 of them", result.Output + result.Error);
        return measured;
    }

    private void WriteRows(string file, int rows, int columns, ulong stream)
    {
        var random = new PhiloxRandom(5, stream);
        var text = new StringBuilder().AppendJoin(',', Enumerable.Range(0, columns).Select(i => $"c{i}")).Append('\n');
        for (int row = 0; row < rows; row++)
        {
            double common = random.NextNormal();
            var cells = Enumerable
                .Range(0, columns)
                .Select(i => (((i % 7) * common) + random.NextNormal()).ToString("G6", CultureInfo.InvariantCulture));
            text.AppendJoin(',', cells).Append('\n');
        }

        folder.Write(file, text.ToString());
    }
}
