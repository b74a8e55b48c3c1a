using Likeness.Interop;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <content>Storage in checkpoints.</content>
internal sealed partial class DonorTree
{
    private const int Words = 4; // of a set of bins

    /// <inheritdoc/>
    public void AddTo(List<TensorData> tensors, string prefix)
    {
        ulong[] words = new ulong[bins.Length * Words];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = bins[i / Words][i % Words];
        }

        tensors.Add(TensorData.Create<int>($"{prefix}.left", [left.Length], left));
        tensors.Add(TensorData.Create<int>($"{prefix}.column", [left.Length], column));
        tensors.Add(TensorData.Create<ulong>($"{prefix}.bins", [left.Length, Words], words));
        tensors.Add(TensorData.Create<int>($"{prefix}.rows", [left.Length], rows));
        tensors.Add(TensorData.Create<int>($"{prefix}.donors", [donors.Length], donors));
        tensors.Add(
            TensorData.Create<double>($"{prefix}.smoothing", [2], [Smoothing.BackOff, Smoothing.Interpolation])
        );
    }

    /// <summary>Reads what <see cref="AddTo"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="levels">The values of the column.</param>
    /// <param name="predictors">The number of columns before it.</param>
    /// <exception cref="LikenessException">An array is missing, or the arrays are not consistent.</exception>
    public static DonorTree Read(SafetensorsFile file, string prefix, ColumnLevels levels, int predictors)
    {
        int[] left = SequenceStorage.Numbers<int>(file, $"{prefix}.left");
        int[] column = SequenceStorage.Numbers<int>(file, $"{prefix}.column");
        ulong[] words = SequenceStorage.Numbers<ulong>(file, $"{prefix}.bins");
        int[] rows = SequenceStorage.Numbers<int>(file, $"{prefix}.rows");
        int[] donors = SequenceStorage.Numbers<int>(file, $"{prefix}.donors");
        double[] smoothing = SequenceStorage.Numbers<double>(file, $"{prefix}.smoothing");
        int count = left.Length;
        SequenceStorage.Require(
            count > 0 && column.Length == count && words.Length == count * Words && rows.Length == count,
            $"{prefix}.left"
        );
        int[] start = Starts(left, column, rows, predictors, prefix);
        SequenceStorage.Require(rows[0] == donors.Length && donors.Length > 0, $"{prefix}.rows");
        SequenceStorage.Require(
            Array.TrueForAll(donors, code => code >= 0 && code <= levels.Missing),
            $"{prefix}.donors"
        );
        SequenceStorage.Require(
            smoothing is [>= 0 and < 1, >= 0 and <= 1] && (levels.IsSmooth || smoothing[1] == 0),
            $"{prefix}.smoothing"
        );
        var bins = new BinSet[count];
        for (int i = 0; i < words.Length; i++)
        {
            bins[i / Words][i % Words] = words[i];
        }

        return new DonorTree(
            levels,
            left,
            column,
            bins,
            start,
            rows,
            donors,
            new Smoothing(smoothing[0], smoothing[1])
        );
    }

    /// <summary>The levels of the tree of whether a value is missing.</summary>
    public static ColumnLevels IndicatorLevels(SafetensorsFile file, string prefix)
    {
        int[] donors = SequenceStorage.Numbers<int>(file, $"{prefix}.donors");
        int missing = donors.Count(code => code == 1);
        return new ColumnLevels([0, 1], [donors.Length - missing, missing], FittedColumn.Indicator);
    }

    private static int[] Starts(int[] left, int[] column, int[] rows, int predictors, string prefix)
    {
        var start = new int[left.Length];
        int next = 1;
        for (int node = 0; node < left.Length; node++)
        {
            SequenceStorage.Require(rows[node] > 0, $"{prefix}.rows");
            if (left[node] == 0)
            {
                continue;
            }

            int child = left[node];
            SequenceStorage.Require(child == next && child < left.Length - 1, $"{prefix}.left");
            SequenceStorage.Require(column[node] >= 0 && column[node] < predictors, $"{prefix}.column");
            SequenceStorage.Require((long)rows[child] + rows[child + 1] == rows[node], $"{prefix}.rows");
            (start[child], start[child + 1]) = (start[node], start[node] + rows[child]);
            next += 2;
        }

        SequenceStorage.Require(next == left.Length, $"{prefix}.left");
        return start;
    }
}
