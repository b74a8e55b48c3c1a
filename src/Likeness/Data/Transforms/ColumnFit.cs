using Likeness.Data.Transforms.Curves;

namespace Likeness.Data.Transforms;

/// <summary>Fits one column's transform using only the training rows and the column's schema.</summary>
internal static class ColumnFit
{
    private const double ExactGridTolerance = 1e-6;

    /// <summary>The transform of one column under these settings.</summary>
    /// <param name="column">Name and grid.</param>
    /// <param name="train">The training rows' values; at least one.</param>
    /// <param name="settings">Validated.</param>
    public static ColumnTransform Fit(Column column, double[] train, TransformSettings settings)
    {
        if (settings.Kind == TransformKind.Values || (settings.Kind == TransformKind.Bins && IsTyped(column, train)))
        {
            return FitTyped(column, train, settings);
        }

        if (settings.Kind is TransformKind.Normal or TransformKind.Modes && column.Kind.LevelCount > 0)
        {
            return FitTyped(column, train, settings with { Kind = TransformKind.Bins });
        }

        double minimum = train.Min();
        double maximum = train.Max();
        CheckRange(column, minimum, maximum);
        bool constant = minimum == maximum;
        var facts = new ColumnFacts(train, column, settings.Dequantise && !constant, minimum, maximum);
        var kind = settings.Kind switch
        {
            _ when constant => TransformKind.None,
            TransformKind.Auto => AutomaticKind.Choose(facts, settings),
            var chosen => chosen,
        };
        var curve = ColumnCurve.Get(kind);
        bool dequantise = settings.Dequantise && curve.Dequantises && column.Grid is not null && !constant;
        facts = facts with { Dequantise = dequantise };
        var fit = curve.Fit(facts, settings);
        var (low, high) = curve.SampleRange(facts);
        var raw = new ColumnTransform(
            column.Name,
            kind,
            constant,
            column.Grid,
            Tolerance(column.Grid, train),
            dequantise,
            fit.Shift,
            fit.Scale,
            settings.Lambda,
            constant ? minimum : low,
            constant ? minimum : high,
            fit.Edges
        )
        {
            Modes = fit.Modes,
            Repeated = fit.Repeated,
        };
        return
            curve.Standardises
            || (settings.Standardised && curve.Dequantises && kind != TransformKind.Modes && !constant)
            ? Standardised(raw, facts)
            : raw;
    }

    private static bool IsTyped(Column column, double[] train) =>
        column.Kind.LevelCount > 0 || Array.Exists(train, double.IsNaN);

    // Columns of any kind, with missing values; those that are never missing are fitted as others are.
    private static ColumnTransform FitTyped(Column column, double[] train, TransformSettings settings)
    {
        double[] present = Array.FindAll(train, value => !double.IsNaN(value));
        bool missing = present.Length < train.Length;
        // Where models take no missing values, these are a further level.
        int levels = column.Kind.LevelCount == 0 ? 0 : column.Grid?.Count ?? column.Kind.LevelCount;
        if (present.Length == 0)
        {
            return new ColumnTransform(
                column.Name,
                TransformKind.None,
                true,
                null,
                0,
                false,
                0,
                1,
                settings.Lambda,
                0,
                0
            )
            {
                MayBeMissing = true,
            };
        }

        double minimum = present.Min();
        double maximum = present.Max();
        CheckRange(column, minimum, maximum);
        if (minimum == maximum && settings.Kind == TransformKind.Bins && column.Grid is null)
        {
            // One value, or none: a bin without width has no edges.
            column = column with
            {
                Grid = new Grid(minimum, 1, 1),
            };
        }

        var facts = new ColumnFacts(present, column, Dequantise: false, minimum, maximum);
        var curve = ColumnCurve.Get(settings.Kind);
        var fit = curve.Fit(facts, settings);
        bool constant = minimum == maximum && !missing;
        var (low, high) = constant ? (minimum, minimum) : curve.SampleRange(facts);
        return new ColumnTransform(
            column.Name,
            constant ? TransformKind.None : settings.Kind,
            constant,
            levels > 0 ? null : column.Grid,
            levels > 0 ? 0 : Tolerance(column.Grid, present),
            false,
            fit.Shift,
            fit.Scale,
            settings.Lambda,
            low,
            high,
            fit.Edges
        )
        {
            Levels = levels,
            MayBeMissing = missing,
            Repeated = fit.Repeated,
        };
    }

    private static void CheckRange(Column column, double minimum, double maximum)
    {
        if (!double.IsFinite(maximum - minimum))
        {
            throw new LikenessException(
                $"column '{column.Name}' reaches from {minimum} to {maximum}, a range too wide for computation (rescale it)"
            );
        }

        if (Math.Max(-minimum, maximum) is var size && size > Table.MaxMagnitude)
        {
            throw new LikenessException(
                $"column '{column.Name}' holds {(maximum == size ? maximum : minimum)}, whose square is beyond double precision (rescale the column, or use --missing for a value that stands for none)"
            );
        }
    }

    private static ColumnTransform Standardised(ColumnTransform raw, ColumnFacts facts)
    {
        var (mean, variance) = Moments.Compute([.. facts.Spread().Select(raw.Forward)]);
        return raw with { Mean = mean, Deviation = variance > 0 ? Math.Sqrt(variance) : 1 };
    }

    private static double Tolerance(Grid? grid, double[] train)
    {
        if (grid is null)
        {
            return 0;
        }

        double worst = train.Max(value =>
        {
            double position = grid.Position(value);
            return Math.Abs(position - Math.Round(position));
        });
        // If the training rows are rounded, others may differ by half a unit of the last decimal.
        double rounding =
            worst > ExactGridTolerance && grid.Decimals is { } places ? 0.5 * Math.Pow(10, -places) / grid.Step : 0;
        return Math.Min(0.5, Math.Max(worst, rounding) + ExactGridTolerance);
    }
}
