using System.CommandLine;

namespace Likeness.Bench;

/// <summary>A word of the bench's command line, with a short form that the tests run, so that no bench rots.</summary>
internal sealed class BenchCommand : Command
{
    /// <summary>In <see cref="Smoke"/>: an empty folder.</summary>
    public const string Folder = "FOLDER";

    /// <summary>In <see cref="Smoke"/>: the folder <c>shared/data</c> beside the checkout.</summary>
    public const string Data = "DATA";

    /// <summary>Makes a verb.</summary>
    /// <param name="name">The word that calls it.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="smoke">Arguments of its short form.</param>
    /// <param name="run">Runs it, and gives the exit code.</param>
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

    /// <summary>The short form's arguments.</summary>
    public IReadOnlyList<string> Smoke { get; }
}
