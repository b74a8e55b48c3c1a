using Likeness.Compute.Cpu;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>Conditions in model space: which dimensions are given, and the ends of the others.</summary>
internal sealed class ConditionedValues
{
    private readonly (ColumnTransform Column, double Value)[] known;

    /// <summary>Carries conditions into model space, where no dimension counts cells.</summary>
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

    /// <summary>Which dimensions have a given value.</summary>
    public bool[] IsKnown { get; }

    /// <summary>Lower ends; −∞ where there is none.</summary>
    public float[] Low { get; }

    /// <summary>Upper ends; +∞ where there is none.</summary>
    public float[] High { get; }

    /// <summary>Writes the given values, those on a grid somewhere in their cell.</summary>
    /// <param name="row">Takes them.</param>
    /// <param name="random">Numbers.</param>
    /// <returns>Σ log |dz/dv| of the given values at these places.</returns>
    public double Place(Span<float> row, PhiloxRandom random)
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
