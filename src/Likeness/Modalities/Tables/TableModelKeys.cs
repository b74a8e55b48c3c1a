using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables;

/// <summary>Fresh keys in place of the data's.</summary>
public sealed partial class TableModel
{
    /// <summary>Samples with keys.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="seed">The seed of the samples.</param>
    /// <param name="numbers">The number of each row's subject, for columns that its rows share; null for none.</param>
    private static Table WithKeys(
        Table rows,
        long first,
        ulong seed,
        IReadOnlyDictionary<string, long[]>? numbers = null
    )
    {
        if (!rows.Columns.Any(column => column.Kind is IdentifierKind))
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        double[][] values = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Kind is IdentifierKind keys)
            {
                var column = columns[i];
                double[] cells = values[i];
                int? longest = DatabaseTypes.LengthOf(column.Storage);
                long[]? subjects = numbers?.GetValueOrDefault(column.Name);
                var sampled = keys.Sampled(
                    column.Name,
                    RandomUse.Keys.Seed(seed + (ulong)i),
                    longest,
                    areSubjects: subjects is not null
                );
                columns[i] = column with { Kind = sampled };
                long[]? own = keys.Differ ? InTurn(cells, first, RandomUse.Keys.Seed(seed + (ulong)i)) : subjects;
                values[i] =
                [
                    .. cells.Select(
                        (cell, row) =>
                            column.Missing is not null && double.IsNaN(cell)
                                ? cell
                                : sampled.Cell(own?[row] ?? first + row, cell)
                    ),
                ];
            }
        }

        for (int i = 0; i < columns.Length; i++)
        {
            if (
                rows.Columns[i].Kind is IdentifierKind { References: { } name }
                && Array.FindIndex(columns, column => column.Name == name) is >= 0 and var named
                && columns[named].Kind is SampledKeyKind others
            )
            {
                columns[i] = columns[i] with { Kind = others };
                long[]? subjects = numbers?.GetValueOrDefault(columns[i].Name);
                var random = new PhiloxRandom(RandomUse.Keys.Seed(seed + (ulong)i), (ulong)first);
                values[i] =
                [
                    .. values[i]
                        .Select(
                            (cell, row) =>
                                double.IsNaN(cell)
                                    ? cell
                                    : others.Cell(NamedRow(subjects?[row], first + row, random), 0)
                        ),
                ];
            }
        }

        return Table.FromColumns(columns, values, rows.Picture).WrittenAs(rows.Dialect);
    }

    // Each combination counts its rows, from anywhere on.
    private static long[] InTurn(double[] combinations, long first, ulong seed)
    {
        var next = new Dictionary<double, long>();
        var numbers = new long[combinations.Length];
        for (int row = 0; row < numbers.Length; row++)
        {
            ref long number = ref CollectionsMarshal.GetValueRefOrAddDefault(next, combinations[row], out bool isThere);
            number = isThere
                ? number + 1
                : first
                    + new PhiloxRandom(seed, BitConverter.DoubleToUInt64Bits(combinations[row])).NextInt(int.MaxValue);
            numbers[row] = number;
        }

        return numbers;
    }

    // The row that another one names: each subject is a row of its own, not that in which it is first named; a row that is no subject's names one before it.
    private static long NamedRow(long? subject, long row, PhiloxRandom random) =>
        subject is { } one ? one ^ 1 : (long)(random.NextDouble() * row);
}
