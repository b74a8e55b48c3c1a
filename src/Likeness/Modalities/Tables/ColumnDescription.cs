using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Modalities.Tables;

/// <summary>A description of a column's grid and transform, the same on the terminal and in the report.</summary>
public static class ColumnDescription
{
    private const int MaxInverseStep = 100_000;

    /// <summary>The grid: <c>multiples of 1/300</c>, <c>whole numbers</c>, <c>steps of 0.25</c>; empty for none.</summary>
    public static string DescribeGrid(Grid? grid)
    {
        if (grid is null)
        {
            return "";
        }

        double perUnit = 1 / grid.Step;
        bool isFraction =
            perUnit is > 1.5 and < MaxInverseStep && Math.Abs(perUnit - Math.Round(perUnit)) < 1e-6 * perUnit;
        return grid.Step == 1 ? "whole numbers"
            : isFraction ? $"multiples of 1/{Math.Round(perUnit):0}"
            : $"steps of {grid.Step:0.######}";
    }

    /// <summary>The column's transform.</summary>
    public static string DescribeTransform(ColumnTransform column)
    {
        if (column.Constant)
        {
            return "left out, restored in samples";
        }

        return column.Dequantise ? $"dequantise, {column.Words}" : column.Words;
    }
}
