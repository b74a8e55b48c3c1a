using Likeness.Data;
using Likeness.Interop.Hdf5;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// Patches of 8 × 8 grey pixels of natural images, without the mean and the last pixel, 63 columns; they are published preprocessed and
/// split. Papamakarios et al. 2017, arXiv:1705.07057, §D.2, after Zoran &amp; Weiss 2011.
/// </summary>
[Benchmark(
    "bsds300",
    Summary = "patches of natural images, 63 columns",
    Files = "BSDS300.hdf5, or its arrays as train.npy, validation.npy and test.npy, in this order"
)]
public sealed class Bsds300 : IBenchmark
{
    private static readonly string[] Parts = ["train", "validation", "test"];

    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        if (files.Count != 1)
        {
            BenchmarkFiles.Count(files, Parts.Length, "bsds300", "BSDS300.hdf5");
        }

        var train = Part(files, 0);
        return new BenchmarkParts(train, Part(files, 1, train.Width), Part(files, 2, train.Width)).Join();
    }

    private static NumberRows Part(IReadOnlyList<string> files, int part, int? width = null)
    {
        string file = files[files.Count == 1 ? 0 : part];
        var rows =
            files.Count == 1 ? NumberRows.FromArray(Hdf5File.Read(file, Parts[part]), file) : NumberRows.Npy(file);
        return BenchmarkFiles.RequireWidth(rows, width ?? rows.Width, file);
    }
}
