namespace Likeness.Data.Benchmarks;

/// <summary>
/// Patches of 8 × 8 grey pixels of natural pictures, the mean and the last pixel taken away, 63 columns; they come prepared and
/// split. Papamakarios et al. 2017, arXiv:1705.07057, §D.2, after Zoran &amp; Weiss 2011.
/// </summary>
[Benchmark(
    "bsds300",
    Summary = "patches of natural pictures, 63 columns",
    Files = "train.npy, validation.npy and test.npy, in this order: the arrays of BSDS300.hdf5"
)]
public sealed class Bsds300 : IBenchmark
{
    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        BenchmarkFiles.Count(files, 3, "bsds300", "train.npy validation.npy test.npy");
        var train = NumberRows.Npy(files[0]);
        return new BenchmarkParts(
            train,
            BenchmarkFiles.OfWidth(NumberRows.Npy(files[1]), train.Width, files[1]),
            BenchmarkFiles.OfWidth(NumberRows.Npy(files[2]), train.Width, files[2])
        ).Join();
    }
}
