using System.CommandLine;

namespace Likeness.Cli.Commands;

/// <summary>
/// A command's name and purpose. The full command is built only for a command line that names it, because building options takes time;
/// otherwise it is one line of the help.
/// </summary>
/// <param name="Name">The command's name.</param>
/// <param name="Purpose">The command's purpose, as the help shows it.</param>
/// <param name="Make">Builds the full command for a command line.</param>
/// <param name="Former">A former name, accepted but not shown; null for none.</param>
internal sealed record CommandEntry(
    string Name,
    string Purpose,
    Func<IReadOnlyList<string>, Command> Make,
    string? Former = null
)
{
    /// <summary>Returns the full command, or one that is only a line of the help.</summary>
    public Command For(IReadOnlyList<string> args)
    {
        bool isNamed = IsNamed(args, Name) || (Former is not null && IsNamed(args, Former));
        var command = isNamed ? Make(args) : new Command(Name, Purpose);
        if (Former is not null)
        {
            command.Aliases.Add(Former);
        }

        return command;
    }

    /// <summary>Whether a command line may refer to a word: it contains the word, or a response file.</summary>
    public static bool IsNamed(IReadOnlyList<string> args, string word) =>
        args.Any(given => given == word || given.StartsWith('@'));
}
