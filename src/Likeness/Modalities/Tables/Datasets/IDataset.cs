using Likeness.Data;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>A dataset that the library generates; its class has a public constructor without parameters.</summary>
public interface IDataset
{
    /// <summary>Generates the rows. A smaller sample is the beginning of a larger one.</summary>
    /// <param name="seed">The same seed gives the same bytes; the dataset documents its effect.</param>
    /// <param name="rows">The number of rows; at least 1.</param>
    Table Load(ulong seed, int rows);
}
