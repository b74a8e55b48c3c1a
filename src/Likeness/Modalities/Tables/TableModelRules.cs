using Likeness.Data;
using Likeness.Modalities.Tables.Distinct;

namespace Likeness.Modalities.Tables;

/// <summary>Samples that satisfy the rules of the data.</summary>
public sealed partial class TableModel
{
    private const ulong OtherSeed = 0x9E3779B97F4A7C15;
    private const ulong DistinctSeed = 0xBF58476D1CE4E5B9;

    // Samples in which rows that break a rule or are out of limits are replaced by further ones.
    private IEnumerable<Table> Obeying(IEnumerable<Table> parts, ulong seed, bool continuous)
    {
        var further = new FurtherRows(Encoding, Sampler, seed + OtherSeed, continuous);
        foreach (var part in parts)
        {
            var rows = Encoding.FromNumbers(part, continuous);
            yield return Encoding.Restricts ? further.Complete(rows) : rows;
        }
    }

    // Null where rules compare no rows.
    private DistinctRows? Distinct(ulong seed, bool continuous) =>
        DistinctRows.Create(Encoding, new FurtherRows(Encoding, Sampler, seed + DistinctSeed, continuous).Part);

    /// <summary>Rows in which others take the places of some.</summary>
    internal static Table Replaced(Table rows, int[] which, Table by)
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
