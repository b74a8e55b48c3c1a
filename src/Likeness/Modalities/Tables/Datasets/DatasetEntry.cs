using System.Reflection;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>A registered dataset: its description, and how to load it.</summary>
public sealed record DatasetEntry
{
    /// <summary>The default number of rows.</summary>
    public const int DefaultRows = 5000;

    private readonly Type type;

    internal DatasetEntry(DatasetAttribute attribute, Type type)
    {
        Name = attribute.Name;
        Summary = attribute.Summary;
        IsMixed = attribute.IsMixed;
        this.type = type;
    }

    /// <summary>The name on the command line and in run.json, such as <c>pi</c>.</summary>
    public string Name { get; }

    /// <summary>A short description.</summary>
    public string Summary { get; }

    /// <summary>Whether the columns are of several kinds.</summary>
    public bool IsMixed { get; }

    /// <summary>The assembly that has it.</summary>
    internal Assembly Assembly => type.Assembly;

    /// <summary>The distribution of the rows, or null if unknown.</summary>
    public IKnownDensity? Density => Make() as IKnownDensity;

    /// <summary>Generates the rows.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="rows">The number of rows; a smaller sample is the beginning of a larger one.</param>
    /// <exception cref="LikenessException">The number of rows is less than one.</exception>
    public Table Load(ulong seed, int rows = DefaultRows) =>
        rows >= 1
            ? Make().Load(seed, rows)
            : throw new LikenessException($"{rows} is not a valid number of rows of {Name} (give at least 1)");

    private IDataset Make() => (IDataset)Activator.CreateInstance(type)!;
}
