using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// A published table with its own preprocessing and split, so that likelihoods are comparable with published ones. Its class has a
/// public constructor without parameters.
/// </summary>
public interface IBenchmark
{
    /// <summary>Reads the benchmark's files.</summary>
    /// <param name="files">The user's files; the benchmark's attribute describes them.</param>
    /// <returns>Training, validation and test rows, concatenated, with the split.</returns>
    /// <exception cref="LikenessException">The files are not those of the benchmark.</exception>
    LoadedTable Load(IReadOnlyList<string> files);
}
