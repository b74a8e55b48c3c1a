using Likeness.Data;

namespace Likeness.Cli;

/// <summary>
/// Stands before Spectre.Console's class of this name, so that no text of a file, such as the name of a column, reaches a terminal with its
/// control characters.
/// </summary>
internal static class Markup
{
    /// <summary>The text for a line of markup: nothing in it is markup, and no control character but line breaks is left.</summary>
    public static string Escape(string text) => Spectre.Console.Markup.Escape(Lines(text));

    /// <summary>The text without control characters but line breaks.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(ControlCharacters.Replace));
}
