using Likeness.Data;

namespace Likeness.Evaluation;

/// <summary>The scale and the measure of each column of the compared samples.</summary>
internal static class ColumnScale
{
    /// <summary>Standard deviation of each column's present numbers (divisor n), and 1 for a constant column or categories: [Width].</summary>
    public static double[] StandardDeviations(Table table)
    {
        var scale = new double[table.Width];
        for (int column = 0; column < scale.Length; column++)
        {
            double[] values = table.Columns[column].Kind.LevelCount > 0 ? [] : Present(table, column);
            double mean = Spread.Mean(values);
            double squares = 0;
            foreach (double value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            bool constant = Array.TrueForAll(values, value => value == values[0]);
            scale[column] = constant || squares == 0 ? 1 : Math.Sqrt(squares / values.Length);
        }

        return scale;
    }

    /// <summary>How each column is compared; null if all hold numbers, none missing in any sample.</summary>
    public static ColumnMeasure[]? Measures(params ReadOnlySpan<Table?> samples)
    {
        var measures = new ColumnMeasure[samples[0]!.Width];
        foreach (Table? sample in samples)
        {
            for (int column = 0; sample is not null && column < measures.Length; column++)
            {
                measures[column] =
                    sample.Columns[column].Kind.LevelCount > 0 ? ColumnMeasure.Level
                    : measures[column] == ColumnMeasure.Number && HasMissing(sample, column)
                        ? ColumnMeasure.NumberOrMissing
                    : measures[column];
            }
        }

        return Array.TrueForAll(measures, measure => measure == ColumnMeasure.Number) ? null : measures;
    }

    /// <summary>The values of a column that are not missing, in order.</summary>
    public static double[] Present(Table table, int column) =>
        Array.FindAll(table.ColumnValues(column), value => !double.IsNaN(value));

    /// <summary>Whether a cell of the column is missing.</summary>
    public static bool HasMissing(Table table, int column)
    {
        foreach (double value in table.Column(column))
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
