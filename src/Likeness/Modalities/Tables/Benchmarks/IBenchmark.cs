using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// A published table with its own preprocessing and split, so that a likelihood compares with published ones. Its class has a
/// public constructor without parameters.
/// </summary>
public interface IBenchmark
{
    /// <summary>Reads the benchmark's files.</summary>
    /// <param name="files">What the person named; the benchmark's attribute says which are wanted.</param>
    /// <returns>Training, validation and test rows, one after another, and the split that parts them.</returns>
    /// <exception cref="LikenessException">The files are not the benchmark's.</exception>
    LoadedTable Load(IReadOnlyList<string> files);
}
