using System.CommandLine;

namespace Likeness.Cli.Commands;

/// <summary>A command with what its help shows beside the usual: groups of options, and examples.</summary>
internal abstract class DocumentedCommand(string name, string description) : Command(name, description)
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> groups = [];
    private readonly List<(string Line, string Meaning)> examples = [];

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

    protected void AddExample(string line, string meaning) => examples.Add((line, meaning));
}
