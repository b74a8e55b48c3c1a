using System.Text.RegularExpressions;
using Likeness.Evaluation;
using Likeness.Tests.Figures.Report;

namespace Likeness.Tests.House;

/// <summary>
/// Public names, help texts, documents, comments and messages use the field's words; <see cref="OldWords"/> lists what each old word became.
/// A failure names the file, the line, the old word and the word to use.
/// </summary>
public sealed partial class Words
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly RuleSet Prose = new(OldWords.Rules);
    private static readonly RuleSet Names = new(OldWords.Names);

    [Fact]
    public void CommentsAndMessagesUseTheFieldsWords() =>
        Check(
            from file in Repository.Sources("src", "bench", "samples")
            from line in Numbered(file.Path, file.Lines)
            from text in CommentsAndMessages(line.Text)
            from found in Prose.Find(line, text)
            select found
        );

    [Fact]
    public void DocumentsUseTheFieldsWords() =>
        Check(
            from line in Lines("*.md", "docs", "README.md", "CONTRIBUTING.md")
            from found in Prose.Find(line, LinkTarget().Replace(line.Text, "]"))
            select found
        );

    [Fact]
    public void HelpUsesTheFieldsWords() =>
        Check(
            from line in Lines("*.txt", "tests/Likeness.Cli.Tests/Screens/Snapshots")
            from found in Prose.Find(line, line.Text)
            select found
        );

    [Fact]
    public void PublicNamesUseTheFieldsWords() =>
        Check(
            from line in Lines("PublicApi.*.txt", "tests/Likeness.Tests/House")
            from found in Prose.Find(line, Hump().Replace(line.Text, " ")).Concat(Names.Find(line, line.Text))
            select found
        );

    [Fact]
    public void ReportsUseTheFieldsWords() =>
        Check(
            from line in Numbered(
                    "report.html",
                    SampleReport.Render(SampleReport.OfPixels()).Split("</style>")[^1].Split('\n')
                )
                .Concat(Numbered("units", [.. MetricRegistry.All.Select(metric => metric.Unit)]))
            from found in Prose.Find(line, Tag().Replace(line.Text, ""))
            select found
        );

    [Theory]
    [InlineData("the share of the rows")]
    [InlineData("Two samples are judged by a classifier.")]
    [InlineData("1.5 nats a row")]
    [InlineData("draws rows from the model")]
    [InlineData("the sampling floor")]
    public void AnOldWordIsFound(string text) => Assert.NotEmpty(Prose.Find(new Line("docs/page.md", 1, text), text));

    [Theory]
    [InlineData("/// <summary>Rows that are drawn from the model.</summary>")]
    [InlineData("throw new LikenessException($\"{file}: a share of {count} rows is too large\");")]
    [InlineData("text += known ? $\"; two real samples reach {baseline}\" : \", at the floor of \" + name;")]
    [InlineData("int[] chosen = Choose(rows); // drawn without replacement")]
    public void AnOldWordInCodeIsFound(string code) =>
        Assert.Contains(CommentsAndMessages(code), text => Prose.Find(new Line("src/File.cs", 1, code), text).Any());

    [Theory]
    [InlineData("src/Likeness/Figures/Charts/RocChart.cs", "Draws the curve.")]
    [InlineData("docs/page.md", "Threads share a page; two layers share their weights.")]
    [InlineData("docs/page.md", "The recording has a noise floor of −60 dB.")]
    public void AnAllowedUseIsNot(string path, string text) => Assert.Empty(Prose.Find(new Line(path, 1, text), text));

    private static void Check(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static IEnumerable<Line> Lines(string pattern, params string[] places) =>
        from path in Repository.Files(pattern, places)
        from line in Numbered(path, Repository.Read(path).ReplaceLineEndings("\n").Split('\n'))
        select line;

    private static IEnumerable<Line> Numbered(string path, string[] lines) =>
        lines.Select((text, index) => new Line(path, index + 1, text));

    // The comment of a line, and those parts between quotation marks that are no code, without the holes of interpolated strings.
    private static IEnumerable<string> CommentsAndMessages(string line)
    {
        string start = line.TrimStart();
        if (start.StartsWith("///", StringComparison.Ordinal))
        {
            return [Tag().Replace(Code().Replace(start, " "), " ")];
        }

        string[] parts = line.Replace("\\\"", "'").Split('"');
        return parts
            .Skip(1)
            .Select(part => Hole().Replace(part, "…"))
            .Where(text => TwoWords().IsMatch(text) && !Symbol().IsMatch(text))
            .Concat(Comment().Matches(line).Select(match => match.Value));
    }

    private sealed record Line(string Path, int Number, string Text);

    private sealed class RuleSet(IReadOnlyList<OldWord> words)
    {
        private readonly Regex any = Pattern(string.Join('|', words.Select(word => word.Old)));
        private readonly Rule[] rules = [.. words.Select(word => new Rule(word))];

        public IEnumerable<string> Find(Line line, string text) =>
            any.IsMatch(text) ? rules.SelectMany(rule => rule.Find(line, text)) : [];
    }

    private sealed class Rule(OldWord word)
    {
        private readonly Regex old = Pattern(word.Old);
        private readonly Regex? allowed = word.Allowed is { } text ? Pattern(text) : null;
        private readonly Regex? files = word.In is { } path ? new(path, RegexOptions.None, Limit) : null;

        public IEnumerable<string> Find(Line line, string text) =>
            from match in old.Matches(text)
            where files?.IsMatch(line.Path) != true
            where allowed?.Matches(text).Any(use => Overlap(use, match)) != true
            select $"{line.Path}:{line.Number}: '{match.Value}', say {word.Say}: {text.Trim()}";

        private static bool Overlap(Match one, Match other) =>
            one.Index < other.Index + other.Length && other.Index < one.Index + one.Length;
    }

    private static Regex Pattern(string words) =>
        new($@"(?<!\w)(?:{words})(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();

    [GeneratedRegex("<c>.*?</c>")]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\{[^}]*(\}|$)|^[^{]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("[A-Za-z]{2,} [A-Za-z]+")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"=>|==|;$|\?\?|\w\(|^[ ,.)]*[:?][ (]|= \w|out \w")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"(?<![:""/])//(?!/).*$")]
    private static partial Regex Comment();
}
