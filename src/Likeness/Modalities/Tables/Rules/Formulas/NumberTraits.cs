using System.Runtime.CompilerServices;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>What searches of formulas ask again and again of the columns of a table, computed once. Thread-safe.</summary>
internal sealed class NumberTraits
{
    private const int DecimalsOfSeconds = 3;
    private const int NotComputed = int.MaxValue;
    private const int Unrounded = int.MinValue;

    private static readonly ConditionalWeakTable<Table, NumberTraits> Tables = [];

    private readonly Table rows;
    private readonly int[] decimals;
    private readonly int[] values;
    private readonly double[]?[] sorted;
    private readonly bool?[] areBelow;
    private readonly bool?[] areComplete;

    private NumberTraits(Table rows)
    {
        (this.rows, decimals, values) = (rows, new int[rows.Width], new int[rows.Width]);
        sorted = new double[rows.Width][];
        areComplete = new bool?[rows.Width];
        areBelow = new bool?[rows.Width * rows.Width];
        Array.Fill(decimals, NotComputed);
        Array.Fill(values, NotComputed);
    }

    /// <summary>The traits of a table.</summary>
    public static NumberTraits Of(Table rows) => Tables.GetValue(rows, one => new(one));

    /// <summary>Decimal places that a column was written with; null if it is not rounded.</summary>
    /// <param name="column">The place of the column.</param>
    public int? Decimals(int column)
    {
        if (decimals[column] == NotComputed)
        {
            decimals[column] = FindDecimals(column) ?? Unrounded;
        }

        return decimals[column] == Unrounded ? null : decimals[column];
    }

    /// <summary>The number of values that a column has.</summary>
    /// <param name="column">The place of the column.</param>
    public int Values(int column)
    {
        if (values[column] == NotComputed)
        {
            values[column] = CountValues(column);
        }

        return values[column];
    }

    /// <summary>The values of a column that are not missing, in order; not to be changed.</summary>
    /// <param name="column">The place of the column.</param>
    public double[] Sorted(int column) => sorted[column] ??= OrderSearch.Sorted(rows.Column(column));

    /// <summary>Whether a column has a value in all rows.</summary>
    /// <param name="column">The place of the column.</param>
    public bool IsComplete(int column) => areComplete[column] ??= !HasMissing(rows.Column(column));

    /// <summary>Whether a column is below another one in some row.</summary>
    /// <param name="column">The place of the column.</param>
    /// <param name="other">The place of the other one.</param>
    public bool IsEverBelow(int column, int other) =>
        areBelow[(column * rows.Width) + other] ??= AnyBelow(rows.Column(column), rows.Column(other));

    private static bool HasMissing(ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
        {
            if (double.IsNaN(cell))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyBelow(ReadOnlySpan<double> cells, ReadOnlySpan<double> others)
    {
        for (int row = 0; row < cells.Length; row++)
        {
            if (cells[row] < others[row] && ComparisonSigns.Order(cells[row], others[row]) < 0)
            {
                return true;
            }
        }

        return false;
    }

    private int CountValues(int column)
    {
        var different = new HashSet<double>();
        foreach (double value in rows.Column(column))
        {
            if (!double.IsNaN(value))
            {
                different.Add(value);
            }
        }

        return different.Count;
    }

    private int? FindDecimals(int column)
    {
        if (DifferenceColumn.PlacesOf(rows.Columns[column]) is { } places)
        {
            return places;
        }

        if (rows.Columns[column].Kind is not NumberKind)
        {
            return DecimalsOfSeconds;
        }

        double[] known = Array.FindAll(rows.ColumnValues(column), value => !double.IsNaN(value));
        return known.Length > 0 && WrittenPrecision.Detect(known) is { SinglePrecision: false } written
            ? written.Decimals
            : null;
    }
}
