using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>The decimals that a file writes in each number of a column, where they vary and zeros end some.</summary>
internal sealed class WrittenDecimals
{
    private const byte EndsInZero = 0x80;
    private const byte None = 0x7F; // of a missing cell

    // Rows that another column leaves unexplained: of all, and of those with rarer decimals.
    private const double MaxUnexplained = 0.02;
    private const double MaxUnexplainedOfRarer = 0.25;
    private const int MinRarer = 8;

    private readonly NumberFormat format;
    private readonly byte[] decimals;

    /// <summary>Prepares the cells.</summary>
    /// <param name="format">The format of the column.</param>
    /// <param name="rows">The number of rows.</param>
    public WrittenDecimals(NumberFormat format, int rows)
    {
        (this.format, decimals) = (format, new byte[rows]);
        Array.Fill(decimals, None);
    }

    /// <summary>Notes a cell that is a number.</summary>
    public void Set(int row, ReadOnlySpan<char> cell)
    {
        int point = cell.LastIndexOf(format.DecimalSeparator);
        int count = point < 0 ? 0 : NumberSyntax.Digits(cell[(point + 1)..]);
        bool isPadded = count > format.MinDecimals && cell[point + count] == '0';
        decimals[row] = (byte)(Math.Min(count, None - 1) | (isPadded ? EndsInZero : 0));
    }

    /// <summary>The column that determines the decimals; null if there is none.</summary>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="cells">Their cells.</param>
    public LevelDecimals? Find(IReadOnlyList<Column> columns, double[][] cells)
    {
        var all = Explain(new int[decimals.Length], 1);
        int numbers = decimals.Count(one => one != None);
        int rarer = numbers - all.Rows;
        double enough = numbers - Math.Min(MaxUnexplained * numbers, MaxUnexplainedOfRarer * rarer);
        LevelDecimals? best = null;
        double gain = enough;
        for (int i = 0; i < columns.Count && rarer >= MinRarer; i++)
        {
            if (RowLevels.Create(columns[i], cells[i]) is not { } levels)
            {
                continue;
            }

            var (rows, of) = Explain(levels.Levels, levels.Values.Length);
            if (rows >= enough && (best is null || rows - levels.Values.Length > gain))
            {
                gain = rows - levels.Values.Length;
                best = new(
                    columns[i].Name,
                    of.Index()
                        .Where(one => one.Item is not null)
                        .ToDictionary(one => columns[i].Write(levels.Values[one.Index]), one => one.Item!.Value)
                );
            }
        }

        return best;
    }

    // The rows with the decimals of their level, and these; null where numbers are written without trailing zeros.
    private (int Rows, int?[] Decimals) Explain(int[] levels, int count)
    {
        var rowsOf = new int[count, None];
        var trimmed = new int[count];
        for (int row = 0; row < levels.Length; row++)
        {
            if (decimals[row] != None)
            {
                rowsOf[levels[row], decimals[row] & ~EndsInZero]++;
                trimmed[levels[row]] += decimals[row] < EndsInZero ? 1 : 0;
            }
        }

        int explained = 0;
        var found = new int?[count];
        for (int level = 0; level < count; level++)
        {
            int most = Enumerable.Range(0, None).MaxBy(places => rowsOf[level, places]);
            found[level] = rowsOf[level, most] >= Math.Max(1, trimmed[level]) ? most : null;
            explained += Math.Max(rowsOf[level, most], trimmed[level]);
        }

        return (explained, found);
    }
}
