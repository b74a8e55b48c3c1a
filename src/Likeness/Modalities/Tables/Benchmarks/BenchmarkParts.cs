using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>The three parts of a benchmark: training, validation, test.</summary>
internal sealed record BenchmarkParts(NumberRows Train, NumberRows Validation, NumberRows Test)
{
    /// <summary>The last tenth of the rows for test, the last tenth of the rest for validation; both rounded down.</summary>
    /// <exception cref="LikenessException">There are too few rows.</exception>
    public static BenchmarkParts LastTenths(NumberRows rows, string file)
    {
        int test = rows.Count / 10;
        int validation = (rows.Count - test) / 10;
        int train = rows.Count - test - validation;
        return validation > 0
            ? new(rows.Part(0, train), rows.Part(train, validation), rows.Part(train + validation, test))
            : throw new LikenessException(
                $"{file}: {rows.Count} rows are too few to split into tenths (give the whole file)"
            );
    }

    /// <summary>Selects the same columns of each part.</summary>
    public BenchmarkParts Columns(int[] which) =>
        new(Train.Columns(which), Validation.Columns(which), Test.Columns(which));

    /// <summary>(v − mean) / sd in every column.</summary>
    public BenchmarkParts Normalised((double Mean, double Deviation)[] by) =>
        new(Train.Normalised(by), Validation.Normalised(by), Test.Normalised(by));

    /// <summary>All rows, with the split.</summary>
    public LoadedTable Join()
    {
        double[] values = [.. Train.Values, .. Validation.Values, .. Test.Values];
        var columns = Enumerable.Range(0, Train.Width).Select(i => new Column($"x{i}"));
        int[] rows = [.. Enumerable.Range(0, values.Length / Train.Width)];
        int held = Train.Count + Validation.Count;
        return new LoadedTable(new Table([.. columns], values), 0)
        {
            Split = new DataSplit<int[]>(rows[..Train.Count], rows[Train.Count..held], rows[held..]),
        };
    }
}
