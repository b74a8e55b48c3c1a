using System.CommandLine;

namespace Likeness.Cli.Commands;

/// <summary>A command whose help also shows option groups and examples.</summary>
internal abstract class DocumentedCommand(string name, string description) : Command(name, description)
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> groups = [];
    private readonly List<(string Line, string Meaning)> examples = [];

    /// <summary>Option groups in the order of the help; options outside any group come last.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => groups;

    /// <summary>Example command lines, each with its description.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples => examples;

    protected void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        groups.Add((title, options));
        foreach (var option in options)
        {
            Add(option);
        }
    }

    /// <summary>Adds a group that only the help shows, such as options that other data would have.</summary>
    protected void AddHelp(string title, params IReadOnlyList<Option> options) => groups.Add((title, options));

    protected void AddExample(string line, string meaning) => examples.Add((line, meaning));
}
