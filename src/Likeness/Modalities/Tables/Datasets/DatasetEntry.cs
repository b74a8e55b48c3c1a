using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>A registered dataset: what it says of itself, and how to load it.</summary>
public sealed record DatasetEntry
{
    /// <summary>Rows of a dataset unless a number is asked for.</summary>
    public const int DefaultRows = 5000;

    private readonly Type type;

    internal DatasetEntry(DatasetAttribute attribute, Type type)
    {
        Name = attribute.Name;
        Summary = attribute.Summary;
        this.type = type;
    }

    /// <summary>The name on the command line and in run.json, such as <c>pi</c>.</summary>
    public string Name { get; }

    /// <summary>What the dataset holds, in half a sentence.</summary>
    public string Summary { get; }

    /// <summary>The distribution that the rows come from, or null where it is not known.</summary>
    public IKnownDensity? Density => Make() as IKnownDensity;

    /// <summary>Makes the rows.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="rows">How many; fewer are the beginning of more.</param>
    /// <exception cref="LikenessException">Fewer than one row is asked for.</exception>
    public Table Load(ulong seed, int rows = DefaultRows) =>
        rows >= 1
            ? Make().Load(seed, rows)
            : throw new LikenessException($"{rows} rows of {Name} make no dataset (ask for at least one)");

    private IDataset Make() => (IDataset)Activator.CreateInstance(type)!;
}
