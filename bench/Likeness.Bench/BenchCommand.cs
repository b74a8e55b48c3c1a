using System.CommandLine;

namespace Likeness.Bench;

/// <summary>A command of the bench, with a short form that the tests run, so that every bench keeps working.</summary>
internal sealed class BenchCommand : Command
{
    /// <summary>In <see cref="Smoke"/>: an empty folder.</summary>
    public const string Folder = "FOLDER";

    /// <summary>In <see cref="Smoke"/>: the folder <c>shared/data</c> next to the checkout.</summary>
    public const string Data = "DATA";

    /// <summary>Creates a command.</summary>
    /// <param name="name">The name of the command.</param>
    /// <param name="description">The description for the help.</param>
    /// <param name="smoke">The arguments of its short form.</param>
    /// <param name="run">Runs the command and returns the exit code.</param>
    /// <param name="takes">Its options and arguments.</param>
    public BenchCommand(
        string name,
        string description,
        string smoke,
        Func<ParseResult, int> run,
        params IEnumerable<Symbol> takes
    )
        : base(name, description)
    {
        Smoke = smoke.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        SetAction(run);
        foreach (Symbol symbol in takes)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }
    }

    /// <summary>The arguments of the short form.</summary>
    public IReadOnlyList<string> Smoke { get; }
}
