using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Likeness.Testing;
using Likeness.Tests.House;
using Xunit.Abstractions;

namespace Likeness.Cli.Tests.Errors;

/// <summary>Each refused case ends with its sentence, within 10 s and 300 MB; docs/testing.md has the table, LIKENESS_UPDATE_SNAPSHOTS=1 renews it.</summary>
[Trait("Category", "Long")]
public sealed partial class RefusedCasesTests(ITestOutputHelper output)
{
    private const string Page = "docs/testing.md";
    private const string Begin = "<!-- refused: begin -->\n";
    private const string End = "<!-- refused: end -->";

    [SkippableFact]
    public async Task EachIsRefusedAsThePageSays()
    {
        LongTest.Require();
        Skip.IfNot(OperatingSystem.IsLinux(), "pipes and devices are files on Linux");
        var table = new StringBuilder("| given | sentence | seconds | peak MB |\n| --- | --- | --- | --- |\n");
        foreach (var refused in RefusedCases.All)
        {
            using var folder = new TemporaryFolder();
            refused.Write(folder);
            var before = folder.Content.ToList();
            var measured = await Measured.RunAsync(folder.FullPath, refused.Command.Split(' '));
            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"| {refused.Name} | {Written(measured.Sentence(), folder)} | {measured.Time.TotalSeconds:0.0} | {measured.PeakBytes / 1e6:0} |"
            );
            output.WriteLine(line);
            table.Append(line).Append('\n');
            Assert.Equal(before, folder.Content);
        }

        CompareWithPage(table.ToString());
    }

    private static void CompareWithPage(string table)
    {
        string page = Repository.Read(Page);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("LIKENESS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), page[..begin] + table + page[end..]);
            return;
        }

        // Times and memory depend on the machine.
        Assert.Equal(Sentences(page[begin..end]), Sentences(table));
    }

    private static IEnumerable<string> Sentences(string table) =>
        table.Split('\n').Select(line => string.Join('|', line.Split('|').SkipLast(3)));

    // Without the folder's name, the memory of this machine, and the marks of a table.
    private static string Written(string sentence, TemporaryFolder folder) =>
        Available()
            .Replace(sentence, "… are available")
            .Replace(folder.FullPath + "/", "", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("[0-9.]+ [GM]B are available")]
    private static partial Regex Available();
}
