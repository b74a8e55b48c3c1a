using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>Samples that satisfy the rules of the data.</summary>
public sealed partial class TableModel
{
    // Rules hold by construction; rounding to the data's grid, or a value without a known counterpart, seldom breaks one.
    private const int MaxRounds = 100;
    private const ulong OtherSeed = 0x9E3779B97F4A7C15;

    /// <summary>A chunk of samples in which rows that break a rule are replaced by those of the same place under other seeds.</summary>
    private Table Obeying(Table rows, int chunk, ulong seed, bool continuous)
    {
        if (!Encoding.Restricts)
        {
            return rows;
        }

        int[] breaking = Encoding.Breaking(rows);
        for (ulong round = 1; breaking.Length > 0; round++)
        {
            if (round > MaxRounds)
            {
                throw new LikenessException(
                    "the model cannot sample rows that satisfy the rules and limits of the data (train longer, or with --no-rules or --no-protection)"
                );
            }

            var others = Encoding.FromNumbers(
                Sampler.SampleRows(chunk, seed + (round * OtherSeed), continuous),
                continuous
            );
            rows = Replaced(rows, breaking, others.TakeRows(breaking));
            breaking = Encoding.Breaking(rows);
        }

        return rows;
    }

    private static Table Replaced(Table rows, int[] which, Table by)
    {
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int column = 0; column < values.Length; column++)
        {
            for (int i = 0; i < which.Length; i++)
            {
                values[column][which[i]] = by[i, column];
            }
        }

        return Table.FromColumns(rows.Columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }
}
