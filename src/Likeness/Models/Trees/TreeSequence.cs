using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>Columns in sequence, each by trees on the columns before it: the joint distribution is the product.</summary>
/// <param name="order">The columns in the order of the sequence: dimensions, and behind the last of these, derived ones.</param>
/// <param name="columns">The columns, in that order.</param>
/// <param name="dimensions">The dimensions of a row.</param>
internal sealed class TreeSequence(int[] order, SequenceColumn[] columns, IReadOnlyList<ModelDimension> dimensions)
{
    // Random numbers are counted from row · 2²⁴ + column · 2⁶: a column takes fewer than 64 numbers, and a row has fewer than 2¹⁸ columns.
    private const int ColumnBits = 6;
    private const int RowBits = 24;

    private readonly int place = IndexOf(ContextRole.Place, dimensions);
    private readonly int begin = IndexOf(ContextRole.Begin, dimensions);

    /// <summary>The columns in the order of the sequence.</summary>
    public IReadOnlyList<int> Order => order;

    /// <summary>The columns, in that order.</summary>
    public IReadOnlyList<SequenceColumn> Columns => columns;

    /// <summary>The number of dimensions of a row.</summary>
    public int Width { get; } = columns.Count(column => column is FittedColumn);

    /// <summary>How much known columns say of unknown ones before them; null where that is not known.</summary>
    public EvidencePowers? Powers { get; init; }

    /// <summary>The ranks of training rows along their series; null where rows have none.</summary>
    public RankPaths? Paths { get; init; }

    /// <summary>Samples rows.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">Receives the values, row by row.</param>
    public void Sample(ulong seed, long firstRow, Span<float> rows)
    {
        var block = new SampleBlock(seed, firstRow, rows.Length / Width, columns.Length);
        Span<int> codes = new int[block.Count];
        for (int k = 0; k < columns.Length; k++)
        {
            var bins = block.Bins(k);
            if (columns[k] is DerivedColumn derived)
            {
                derived.Bins(rows, bins);
                continue;
            }

            block.MoveTo(k);
            ((FittedColumn)columns[k]).Sample(block, codes);
            var levels = columns[k].Levels;
            for (int row = 0; row < codes.Length; row++)
            {
                float value = levels.Value(codes[row], block.Next(row));
                bins[row] = levels.Bin(codes[row], value);
                rows[(row * Width) + order[k]] = value;
            }
        }
    }

    /// <summary>Samples the values of one row that are not known several times, in some columns of the sequence.</summary>
    /// <param name="random">Random numbers; where they continue does not matter.</param>
    /// <param name="first">The index of the first sample.</param>
    /// <param name="known">1 where a value is known, else 0.</param>
    /// <param name="places">The columns, by their places in the sequence.</param>
    /// <param name="rows">The row, once for each sample; receives the values that are not known.</param>
    /// <param name="bins">The bins of each sample's columns in the order of the sequence: those before are read, these are written.</param>
    /// <param name="ranks">The ranks of the values, uniform in [0, 1), for each dimension; empty where they are random.</param>
    /// <param name="log">Receives Σ log p(known value | columns before it) of each sample; empty if it is not needed.</param>
    /// <param name="powers">The powers of these probabilities, by the places of columns in the sequence; empty for 1.</param>
    public void Complete(
        PhiloxRandom random,
        long first,
        ReadOnlySpan<float> known,
        Range places,
        Span<float> rows,
        Span<byte> bins,
        ReadOnlySpan<double> ranks,
        Span<double> log,
        ReadOnlySpan<float> powers = default
    )
    {
        int count = rows.Length / Width;
        Span<byte> derived = new byte[count];
        log.Clear();
        var (from, length) = places.GetOffsetAndLength(columns.Length);
        for (int k = from; k < from + length; k++)
        {
            if (columns[k] is not FittedColumn column)
            {
                ((DerivedColumn)columns[k]).Bins(rows, derived);
                for (int i = 0; i < count; i++)
                {
                    bins[(i * columns.Length) + k] = derived[i];
                }

                continue;
            }

            float power = powers.IsEmpty ? 1 : powers[k];
            for (int i = 0; i < count; i++)
            {
                var before = bins.Slice(i * columns.Length, k + 1);
                ref float value = ref rows[(i * Width) + order[k]];
                int code;
                if (known[order[k]] == 0)
                {
                    Seek(random, first + i, k);
                    code = ranks.IsEmpty
                        ? column.Sample(before, random)
                        : column.Sample(before, random, ranks[order[k]]);
                    value = column.Levels.Value(code, random.NextDouble());
                }
                else
                {
                    code = column.Levels.Code(value);
                    if (!log.IsEmpty && power > 0)
                    {
                        log[i] += power * column.LogProbability(before, code, value);
                    }
                }

                before[k] = column.Levels.Bin(code, value);
            }
        }
    }

    /// <summary>log p of rows, in nats.</summary>
    /// <param name="rows">The values, row by row.</param>
    /// <param name="logDensities">Receives one for each row.</param>
    public void LogProbabilities(ReadOnlySpan<float> rows, Span<double> logDensities)
    {
        var derived = new byte[columns.Length][];
        for (int k = 0; k < columns.Length; k++)
        {
            derived[k] = columns[k] is DerivedColumn ? new byte[logDensities.Length] : [];
            (columns[k] as DerivedColumn)?.Bins(rows, derived[k]);
        }

        Span<byte> bins = new byte[columns.Length];
        for (int i = 0; i < logDensities.Length; i++)
        {
            var row = rows.Slice(i * Width, Width);
            double sum = 0;
            for (int k = 0; k < columns.Length; k++)
            {
                if (columns[k] is not FittedColumn column)
                {
                    bins[k] = derived[k][i];
                    continue;
                }

                float value = row[order[k]];
                int code = column.Levels.Code(value);
                sum += IsGiven(order[k], row) ? 0 : column.LogProbability(bins[..(k + 1)], code, value);
                bins[k] = column.Levels.Bin(code, value);
            }

            logDensities[i] = sum;
        }
    }

    /// <summary>Whether a value of a row is given, and has no density: that of a row is given the row before, whether or not it begins a part, or another one follows.</summary>
    /// <param name="dimension">Its dimension.</param>
    /// <param name="row">The row.</param>
    public bool IsGiven(int dimension, ReadOnlySpan<float> row) =>
        dimensions[dimension].Role switch
        {
            ContextRole.Before or ContextRole.Place or ContextRole.Begin or ContextRole.End => true,
            ContextRole.Shared => place >= 0 && row[place] > 0,
            ContextRole.Part => begin >= 0 && row[begin] == 0,
            _ => false,
        };

    private static int IndexOf(ContextRole role, IReadOnlyList<ModelDimension> dimensions) =>
        dimensions.Index().FirstOrDefault(one => one.Item.Role == role, (-1, null!)).Index;

    /// <summary>Goes to the random numbers of a row and a column.</summary>
    public static void Seek(PhiloxRandom random, long index, int column) =>
        random.Counter = ((ulong)index << RowBits) + ((ulong)column << ColumnBits);
}
