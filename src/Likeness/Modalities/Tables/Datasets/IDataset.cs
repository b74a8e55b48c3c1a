using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>A dataset that the library generates; its class has a public constructor without parameters.</summary>
public interface IDataset
{
    /// <summary>Makes the rows. Fewer rows are the beginning of more.</summary>
    /// <param name="seed">The same seed gives the same bytes; what it decides, the dataset says.</param>
    /// <param name="rows">How many; at least 1.</param>
    Table Load(ulong seed, int rows);
}
