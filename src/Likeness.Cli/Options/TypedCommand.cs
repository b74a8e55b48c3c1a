namespace Likeness.Cli.Options;

/// <summary>The command as typed, quoted so that it can be pasted into a shell.</summary>
internal static class TypedCommand
{
    public static string Text =>
        string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Quoted).Prepend("likeness"));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./=:,+@%".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
