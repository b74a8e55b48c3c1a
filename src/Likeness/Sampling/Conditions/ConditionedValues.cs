using Likeness.Compute.Cpu;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>Conditions in model space: the known dimensions, and the bounds of the others.</summary>
internal sealed class ConditionedValues
{
    private readonly (ColumnTransform Column, double Value)[] known;

    /// <summary>Transforms conditions to model space, in which no dimension may hold bin indices.</summary>
    public ConditionedValues(DataTransform transform, IEnumerable<Condition> conditions)
    {
        int[] columns =
        [
            .. Enumerable.Range(0, transform.Columns.Count).Where(column => !transform.Columns[column].Constant),
        ];
        IsKnown = new bool[columns.Length];
        Low = new float[columns.Length];
        High = new float[columns.Length];
        known = new (ColumnTransform, double)[columns.Length];
        Array.Fill(Low, float.NegativeInfinity);
        Array.Fill(High, float.PositiveInfinity);
        foreach (var condition in conditions)
        {
            int j = Array.IndexOf(columns, condition.Column);
            if (j >= 0)
            {
                var column = transform.Columns[condition.Column];
                Low[j] = (float)column.Forward(column.Nearest(condition.Low));
                High[j] = (float)column.Forward(column.Nearest(condition.High));
                IsKnown[j] = condition.IsEquality;
                known[j] = (column, condition.Low);
            }
        }
    }

    /// <summary>Whether each dimension has a known value.</summary>
    public bool[] IsKnown { get; }

    /// <summary>Lower bounds; −∞ if there is none.</summary>
    public float[] Low { get; }

    /// <summary>Upper bounds; +∞ if there is none.</summary>
    public float[] High { get; }

    /// <summary>Writes the known values; those on a grid are dequantised within their bin.</summary>
    /// <param name="row">Receives the values.</param>
    /// <param name="random">The random number generator.</param>
    /// <returns>Σ log |dz/dv| of the known values at these points.</returns>
    public double Write(Span<float> row, PhiloxRandom random)
    {
        double logDerivative = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (IsKnown[j])
            {
                double value = known[j].Column.Spread(known[j].Value, random.NextDouble());
                row[j] = (float)known[j].Column.Forward(value);
                logDerivative += known[j].Column.LogDerivative(value);
            }
        }

        return logDerivative;
    }
}
