namespace Likeness.Cli.Options;

/// <summary><c>likeness help train</c>, as other programs have it: the same as <c>likeness train --help</c>.</summary>
internal static class HelpWord
{
    private const string Word = "help";

    /// <summary>The command line with the option instead of the word.</summary>
    public static string[] Replace(string[] args) => args is [Word, .. var command] ? [.. command, "--help"] : args;
}
