using System.Text.RegularExpressions;

namespace Likeness.Tests.House;

/// <summary>A markdown file of the repository, as far as its links and headings matter.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string path, string text)
    {
        Path = path;
        var prose = Prose(text.ReplaceLineEndings("\n").Split('\n')).ToList();
        Links =
        [
            .. from line in prose
            from match in Link().Matches(InlineCode().Replace(line.Text, "")).Concat(Source().Matches(line.Text))
            select (line.Number, match.Groups[1].Value),
        ];
        Anchors = FindAnchors(prose.Select(line => line.Text));
    }

    /// <summary>Every markdown file that a reader sees.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. from path in Repository.Files(
            "*.md",
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "docs",
            "src",
            "samples"
        )
        where !path.Contains("/obj/") && !path.Contains("/bin/")
        select Read(path),
    ];

    /// <summary>The path relative to the root of the repository.</summary>
    public string Path { get; }

    /// <summary>Targets of links and pictures, with their lines.</summary>
    public IReadOnlyList<(int Line, string Target)> Links { get; }

    /// <summary>The anchors of the headings, as GitHub names them.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>Reads a file of the repository.</summary>
    public static MarkdownPage Read(string path) => new(path, Repository.Read(path));

    /// <summary>A page of the given text, which need not exist.</summary>
    public static MarkdownPage Parse(string path, string text) => new(path, text);

    // Lines outside of fenced blocks.
    private static IEnumerable<(int Number, string Text)> Prose(string[] lines)
    {
        bool isCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool isFence = lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (!isCode && !isFence)
            {
                yield return (i + 1, lines[i]);
            }
        }
    }

    // Lower case without punctuation, blanks become hyphens; the second of equal headings gets -1.
    private static HashSet<string> FindAnchors(IEnumerable<string> lines)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                string text = LinkText().Replace(heading.Groups[1].Value, "$1");
                string name = Punctuation().Replace(text.ToLowerInvariant(), "").Replace(' ', '-');
                for (int copy = 1; !anchors.Add(copy == 1 ? name : $"{name}-{copy - 1}"); copy++) { }
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6} +(.*?) *$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}_ -]")]
    private static partial Regex Punctuation();
}
