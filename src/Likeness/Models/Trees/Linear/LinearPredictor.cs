using Likeness.Interop;
using Likeness.Trees;

namespace Likeness.Models.Trees.Linear;

/// <summary>The bins of rows of a column.</summary>
internal delegate ReadOnlySpan<byte> BinsOfColumn(int column);

/// <summary>
/// The linear predictor of a column (Nelder and Wedderburn 1972): a sum of one term for the bin of each column before it. Trees split on it as on a column: what many columns say
/// together, each a little, takes one split instead of many.
/// </summary>
internal sealed class LinearPredictor
{
    private readonly float[] terms; // of the bins of each column, that of missing values last, column after column
    private readonly int[] starts; // [columns before + 1]
    private readonly ColumnBins bins;
    private readonly float[] values; // one in each bin

    /// <summary>Makes a predictor.</summary>
    /// <param name="terms">The term of each bin of the columns before, column after column, that of missing values last.</param>
    /// <param name="starts">Where the terms of each column begin, and the end.</param>
    /// <param name="values">A sum in each bin.</param>
    public LinearPredictor(float[] terms, int[] starts, float[] values)
    {
        (this.terms, this.starts, this.values) = (terms, starts, values);
        bins = ColumnBins.FromNumbers(Array.ConvertAll(values, value => (double)value));
    }

    /// <summary>The number of bins of the sum.</summary>
    public int Count => bins.Count;

    /// <summary>A sum in each of at most 255 bins with about equal counts.</summary>
    public static float[] ValuesOf(float[] sums)
    {
        float[] sorted = [.. sums.Order()];
        int count = Math.Min(ColumnBins.MaxCount, sorted.Length);
        return [.. Enumerable.Range(0, count).Select(i => sorted[(int)((i + 0.5) * sorted.Length / count)]).Distinct()];
    }

    /// <summary>The bin of a sum.</summary>
    public byte Bin(float sum) => bins.Bin(sum);

    /// <summary>The bin of the sum of a row.</summary>
    /// <param name="row">The bins of the columns before.</param>
    public byte Bin(ReadOnlySpan<byte> row)
    {
        float sum = 0;
        for (int column = 0; column < starts.Length - 1; column++)
        {
            sum += starts[column] < starts[column + 1] ? terms[starts[column] + row[column]] : 0;
        }

        return bins.Bin(sum);
    }

    /// <summary>The sums of rows.</summary>
    /// <param name="columns">The bins of a column before.</param>
    /// <param name="count">The number of rows.</param>
    public float[] Sums(BinsOfColumn columns, int count)
    {
        var sums = new float[count];
        for (int column = 0; column < starts.Length - 1; column++)
        {
            if (starts[column] == starts[column + 1])
            {
                continue;
            }

            var own = terms.AsSpan(starts[column]);
            var rows = columns(column);
            for (int row = 0; row < sums.Length; row++)
            {
                sums[row] += own[rows[row]];
            }
        }

        return sums;
    }

    /// <summary>The predictor of rows whose bins are known.</summary>
    public Predictor ToPredictor(byte[] ofRows) => new(ofRows, Count, IsCategory: false);

    /// <summary>The predictor of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns of the order up to the one that is predicted.</param>
    public Predictor ToPredictor(CodedRows rows, ReadOnlySpan<int> columns)
    {
        int[] before = columns[..^1].ToArray();
        return ToPredictor(Array.ConvertAll(Sums(column => rows.Bins[before[column]], rows.Count), Bin));
    }

    /// <summary>The bins of the sums of a block's rows.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="to">Receives a bin for each row.</param>
    public void Bins(SampleBlock block, Span<byte> to)
    {
        float[] sums = Sums(column => block.Bins(column), block.Count);
        for (int row = 0; row < sums.Length; row++)
        {
            to[row] = bins.Bin(sums[row]);
        }
    }

    /// <summary>Adds its arrays to a checkpoint.</summary>
    public void AddTo(List<TensorData> tensors, string prefix)
    {
        tensors.Add(TensorData.Create<float>($"{prefix}.terms", [terms.Length], terms));
        tensors.Add(TensorData.Create<int>($"{prefix}.starts", [starts.Length], starts));
        tensors.Add(TensorData.Create<float>($"{prefix}.values", [values.Length], values));
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote; null if there is none.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="prefix">The prefix of its arrays.</param>
    /// <param name="before">The columns before.</param>
    /// <exception cref="LikenessException">An array is missing, or the arrays are not consistent.</exception>
    public static LinearPredictor? Read(SafetensorsFile file, string prefix, ReadOnlySpan<SequenceColumn> before)
    {
        if (!file.Contains($"{prefix}.terms"))
        {
            return null;
        }

        float[] terms = SequenceStorage.Numbers<float>(file, $"{prefix}.terms");
        int[] starts = SequenceStorage.Numbers<int>(file, $"{prefix}.starts");
        float[] values = SequenceStorage.Numbers<float>(file, $"{prefix}.values");
        SequenceStorage.Require(starts.Length == before.Length + 1 && starts[0] == 0, $"{prefix}.starts");
        for (int column = 0; column < before.Length; column++)
        {
            int count = starts[column + 1] - starts[column];
            SequenceStorage.Require(count == 0 || count == before[column].Levels.Bins + 1, $"{prefix}.starts");
        }

        SequenceStorage.Require(starts[^1] == terms.Length && terms.All(float.IsFinite), $"{prefix}.terms");
        SequenceStorage.Require(
            values.Length is > 0 and <= ColumnBins.MaxCount && values.All(float.IsFinite),
            $"{prefix}.values"
        );
        return new LinearPredictor(terms, starts, values);
    }
}
