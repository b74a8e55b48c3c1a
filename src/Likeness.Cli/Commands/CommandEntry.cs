using System.CommandLine;

namespace Likeness.Cli.Commands;

/// <summary>
/// A command by its name and purpose. It is made in full for a command line that names it only, since options take time to make: for any
/// other it is but a line of the help.
/// </summary>
/// <param name="Name">The word that calls it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Make">Makes it for a command line.</param>
/// <param name="Former">An earlier name, which is understood and not shown; null for none.</param>
internal sealed record CommandEntry(
    string Name,
    string Purpose,
    Func<IReadOnlyList<string>, Command> Make,
    string? Former = null
)
{
    /// <summary>The command, in full or as a line of the help.</summary>
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

    /// <summary>Whether a command line can mean a word: it holds it, or a file of further words.</summary>
    public static bool IsNamed(IReadOnlyList<string> args, string word) =>
        args.Any(given => given == word || given.StartsWith('@'));
}
