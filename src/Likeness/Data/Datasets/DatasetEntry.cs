namespace Likeness.Data.Datasets;

/// <summary>A registered dataset: what it says of itself, and how to load it.</summary>
public sealed record DatasetEntry
{
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

    /// <summary>Makes the rows.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    public Table Load(ulong seed) => ((IDataset)Activator.CreateInstance(type)!).Load(seed);
}
