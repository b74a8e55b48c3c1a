namespace Likeness.Data.Transforms;

/// <summary>Fits one column's transform: moments on the training rows, support and grid on all rows.</summary>
internal static class ColumnFit
{
    // A forced logit on an unbounded column leaves this share of the range free at both ends.
    private const double Margin = 0.05;
    private const double ExactGridTolerance = 1e-6;

    /// <summary>The transform of one column under the given settings.</summary>
    /// <param name="column">Name and grid.</param>
    /// <param name="train">The training rows' values; at least one.</param>
    /// <param name="all">All rows' values, held-out ones too: [at least as many].</param>
    /// <param name="settings">Validated.</param>
    public static ColumnTransform Fit(Column column, double[] train, double[] all, TransformSettings settings)
    {
        double minimum = all.Min();
        double maximum = all.Max();
        if (!double.IsFinite(maximum - minimum))
        {
            throw new LikenessException(
                $"column '{column.Name}' reaches from {minimum} to {maximum}, which is too far to compute with (rescale it)"
            );
        }

        bool constant = minimum == maximum;
        bool unit = minimum >= 0 && maximum <= 1;
        bool dequantise = settings.Dequantise && column.Grid is not null && !constant;
        var kind = settings.Kind switch
        {
            _ when constant => TransformKind.None,
            TransformKind.Auto => unit || column.Grid is not null ? TransformKind.Logit : TransformKind.Standardise,
            var chosen => chosen,
        };
        var (shift, scale) = kind switch
        {
            TransformKind.Logit => Support(column.Grid, unit, dequantise, minimum, maximum),
            TransformKind.Standardise => Moments(train, all, dequantise ? column.Grid : null),
            TransformKind.MinMax => (minimum, maximum - minimum),
            _ => (0, 1),
        };
        var (low, high) = SampleRange(column.Grid, kind, unit, minimum, maximum);
        return new ColumnTransform(
            column.Name,
            kind,
            constant,
            column.Grid,
            Tolerance(column.Grid, all),
            dequantise,
            shift,
            scale,
            settings.Lambda,
            constant ? minimum : low,
            constant ? minimum : high
        );
    }

    // The interval that p = 0 … 1 stands for.
    private static (double Shift, double Scale) Support(
        Grid? grid,
        bool unit,
        bool dequantise,
        double minimum,
        double maximum
    )
    {
        if (grid is not null && (dequantise || !unit))
        {
            return (grid.Origin - (grid.Step / 2), grid.Count * grid.Step);
        }

        double range = maximum - minimum;
        return unit ? (0, 1) : (minimum - (Margin * range), (1 + (2 * Margin)) * range);
    }

    private static (double Mean, double Sd) Moments(double[] train, double[] all, Grid? cells)
    {
        var (mean, variance) = MeanAndVariance(train);
        if (variance == 0)
        {
            // Constant on the training rows only: the spread of all rows keeps the held-out ones finite.
            (mean, variance) = MeanAndVariance(all);
        }

        double step = cells?.Step ?? 0;
        double sd = Math.Sqrt(variance + (step * step / 12));
        return (mean, sd > 0 && double.IsFinite(sd) ? sd : all.Max() - all.Min());
    }

    private static (double Mean, double Variance) MeanAndVariance(double[] values)
    {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - mean;
            mean += difference / (i + 1);
            squares += difference * (values[i] - mean);
        }

        return (mean, squares / values.Length);
    }

    private static (double Low, double High) SampleRange(
        Grid? grid,
        TransformKind kind,
        bool unit,
        double minimum,
        double maximum
    )
    {
        if (grid is not null)
        {
            return (grid.Value(0), grid.Value(grid.Count - 1));
        }

        return unit && kind == TransformKind.Logit ? (0, 1) : (minimum, maximum);
    }

    private static double Tolerance(Grid? grid, double[] all)
    {
        if (grid is null)
        {
            return 0;
        }

        double worst = all.Max(value =>
        {
            double position = grid.Position(value);
            return Math.Abs(position - Math.Round(position));
        });
        return Math.Min(0.5, worst + ExactGridTolerance);
    }
}
