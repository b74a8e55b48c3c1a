namespace Likeness.Cli.Options;

/// <summary>The command as typed, quoted so that it can be pasted into a shell.</summary>
internal static class TypedCommand
{
    public static string Text { get; private set; } = string.Empty;

    /// <summary>Sets the text; call it before a command runs.</summary>
    public static void Prepare(IEnumerable<string> args) =>
        Text = string.Join(' ', args.Select(Quoted).Prepend("likeness"));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./=:,+@%".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
