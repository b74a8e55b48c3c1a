using System.Text.RegularExpressions;
using Likeness.Tests.House;

namespace Likeness.Cli.Tests.Documents;

/// <summary>A command line of the program in a markdown file: a line of a block of code, or code within a sentence.</summary>
/// <param name="Page">The file, relative to the root of the repository.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Text">What follows the program's name.</param>
/// <param name="IsInSentence">Whether it stands within a sentence.</param>
internal sealed partial record DocumentedCommand(string Page, int Line, string Text, bool IsInSentence = false)
{
    // The change log names commands of former versions.
    private static readonly string[] Places = ["README.md", "CONTRIBUTING.md", "docs", "src", "samples"];

    /// <summary>Every command of every page.</summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } =
    [
        .. from path in Repository.Files("*.md", Places)
        where !path.Contains("/bin/") && !path.Contains("/obj/")
        from command in Find(path, Repository.Read(path))
        select command,
    ];

    /// <summary>The arguments, without quotation marks and the comment.</summary>
    public string[] Words =>
        [
            .. Word()
                .Matches(Text)
                .TakeWhile(match => match.Value is not (['#', ..] or "|" or ">" or "&&"))
                .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value),
        ];

    /// <summary>Whether it is the name of a command rather than a command to type.</summary>
    public bool IsName => IsInSentence && Words is ([] or [not ['-', ..]] or [.., "--resume"]);

    /// <summary>The commands of a page.</summary>
    public static IEnumerable<DocumentedCommand> Find(string page, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        bool isFenced = false;
        for (int i = 0; i < lines.Length; i++)
        {
            isFenced ^= lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            bool isBlock = isFenced || lines[i].StartsWith("    ", StringComparison.Ordinal);
            foreach (Match match in (isBlock ? Block() : Inline()).Matches(lines[i]))
            {
                yield return new(page, i + 1, match.Groups[1].Value.Trim(), !isBlock);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}: likeness {Text}";

    [GeneratedRegex(@"^\s*(?:\$ )?(?:\./)?likeness(?: +(.*))?$")]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?:\./)?likeness(?: +([^`]*))?`")]
    private static partial Regex Inline();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Word();
}
