using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>Rows column by column, in the codes and bins of the levels of some training rows.</summary>
internal sealed class CodedRows
{
    private const int NanosecondsPerValue = 100;

    private CodedRows(float[][] values, ColumnLevels[] levels) =>
        (Values, Levels, Codes, Bins) = (values, levels, new int[values.Length][], new byte[values.Length][]);

    /// <summary>The values: [columns][rows].</summary>
    public float[][] Values { get; }

    /// <summary>The levels of each column.</summary>
    public ColumnLevels[] Levels { get; }

    /// <summary>The codes: [columns][rows].</summary>
    public int[][] Codes { get; }

    /// <summary>The bins: [columns][rows].</summary>
    public byte[][] Bins { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Values[0].Length;

    /// <summary>Codes rows by their own levels.</summary>
    /// <param name="values">[columns][rows]; NaN where missing.</param>
    /// <param name="dimensions">The columns.</param>
    /// <param name="pieces">Does the work.</param>
    public static CodedRows Create(float[][] values, IReadOnlyList<ModelDimension> dimensions, Pieces pieces)
    {
        var levels = new ColumnLevels[values.Length];
        pieces.Run(
            values.Length,
            Work(values),
            column => levels[column] = ColumnLevels.Create(values[column], dimensions[column])
        );
        return Create(values, levels, pieces);
    }

    /// <summary>Codes rows by the levels of others.</summary>
    public static CodedRows Create(float[][] values, ColumnLevels[] levels, Pieces pieces)
    {
        var rows = new CodedRows(values, levels);
        pieces.Run(
            values.Length,
            Work(values),
            column =>
            {
                rows.Codes[column] = levels[column].Codes(values[column]);
                rows.Bins[column] =
                [
                    .. rows.Codes[column].Select((code, row) => levels[column].Bin(code, values[column][row])),
                ];
            }
        );
        return rows;
    }

    /// <summary>The columns of row-major rows.</summary>
    /// <param name="rows">[rows × width].</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="which">The rows that are taken.</param>
    public static float[][] Columns(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> which)
    {
        var columns = new float[width][];
        for (int column = 0; column < width; column++)
        {
            var values = columns[column] = new float[which.Length];
            for (int i = 0; i < which.Length; i++)
            {
                values[i] = rows[(which[i] * width) + column];
            }
        }

        return columns;
    }

    /// <summary>The bins of one row's first columns of an order.</summary>
    public void CopyBins(int row, ReadOnlySpan<int> columns, Span<byte> bins)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            bins[i] = Bins[columns[i]][row];
        }
    }

    private static long Work(float[][] values) => (long)values.Length * values[0].Length * NanosecondsPerValue;
}
