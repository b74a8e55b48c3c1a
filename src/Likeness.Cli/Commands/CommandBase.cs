using System.CommandLine;
using Likeness.Data;

namespace Likeness.Cli.Commands;

/// <summary>A command with what its help shows beside the usual: groups of options, and examples.</summary>
internal abstract class CommandBase(string name, string description) : Command(name, description)
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> groups = [];
    private readonly List<(string Line, string Meaning)> examples = [];
    private readonly List<(Option Option, DataKind[] Kinds)> bound = [];

    /// <summary>Groups of options in the order of the help; options outside any group come last.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => groups;

    /// <summary>Lines to copy, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples => examples;

    protected void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        groups.Add((title, options));
        foreach (var option in options)
        {
            Add(option);
        }
    }

    /// <summary>Says of which kinds a run must be for some options to mean anything.</summary>
    protected void Bind(DataKind[] kinds, params IReadOnlyList<Option> options) =>
        bound.AddRange(options.Select(option => (option, kinds)));

    /// <summary>Refuses options that mean nothing to a run.</summary>
    /// <exception cref="LikenessException">One of them is given.</exception>
    protected void RequireMeaning(ParseResult result, DataKind run)
    {
        foreach (var (option, kinds) in bound)
        {
            if (!kinds.Contains(run) && result.GetResult(option) is { Implicit: false })
            {
                throw new LikenessException(
                    $"{option.Name} is for {string.Join(" and ", kinds.Select(kind => kind.Plural()))}, and the run is of {run.Plural()} (leave it out)"
                );
            }
        }
    }

    protected void AddExample(string line, string meaning) => examples.Add((line, meaning));
}
