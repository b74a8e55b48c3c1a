namespace Likeness.Data.Datasets;

/// <summary>A dataset that the library generates or carries; its class has a public constructor without parameters.</summary>
public interface IDataset
{
    /// <summary>Makes the rows.</summary>
    /// <param name="seed">The same seed gives the same bytes; what it decides, the dataset says.</param>
    Table Load(ulong seed);
}
