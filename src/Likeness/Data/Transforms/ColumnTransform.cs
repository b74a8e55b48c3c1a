namespace Likeness.Data.Transforms;

/// <summary>
/// One column's way into model space and back: <c>p = (v − Shift) / Scale</c>, then <c>z = logit(λ + (1 − 2λ) p)</c> where
/// Kind says so, else <c>z = p</c>; v is first spread over its grid cell where <paramref name="Dequantise"/> says so.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">Logit, Standardise, MinMax or None; Auto never stands here.</param>
/// <param name="Constant">Whether the column has a single value, <paramref name="Minimum"/>, and so no dimension in the model.</param>
/// <param name="Grid">The grid that samples go back to, or null for a continuous column.</param>
/// <param name="Tolerance">How far from a grid value, in steps, the data's own values lie at most; further off is between cells.</param>
/// <param name="Dequantise">Whether grid values are spread over their cells.</param>
/// <param name="Shift">In the column's units.</param>
/// <param name="Scale">In the column's units, greater than zero.</param>
/// <param name="Lambda">λ of the logit.</param>
/// <param name="Minimum">The lower end of what a sample may be, in the column's units.</param>
/// <param name="Maximum">The upper end of what a sample may be, in the column's units.</param>
public sealed record ColumnTransform(
    string Name,
    TransformKind Kind,
    bool Constant,
    Grid? Grid,
    double Tolerance,
    bool Dequantise,
    double Shift,
    double Scale,
    double Lambda,
    double Minimum,
    double Maximum
)
{
    // Beyond this a value is outside the support of a logit, not merely rounded off it.
    private const double SupportTolerance = 1e-9;

    /// <summary>A grid value's place within its cell; values between the cells stay.</summary>
    /// <param name="value">In the column's units.</param>
    /// <param name="uniform">u in [0, 1), 0.5 for the cell's centre.</param>
    internal double Spread(double value, double uniform)
    {
        if (Grid is null || !Dequantise)
        {
            return value;
        }

        double position = Grid.Position(value);
        double index = Math.Round(position);
        return Math.Abs(position - index) <= Tolerance ? Grid.Origin + ((index + uniform - 0.5) * Grid.Step) : value;
    }

    /// <summary>z of a value (after <see cref="Spread"/>); values outside a logit's support give the z of its ends.</summary>
    internal double Forward(double value)
    {
        double p = (value - Shift) / Scale;
        if (Kind != TransformKind.Logit)
        {
            return p;
        }

        p = Math.Clamp(p, 0, 1);
        double width = 1 - (2 * Lambda);
        return Math.Log(Lambda + (width * p)) - Math.Log(Lambda + (width * (1 - p)));
    }

    /// <summary>log |dz/dv| of a value (after <see cref="Spread"/>); −∞ outside a logit's support, where the model has no density.</summary>
    internal double LogDerivative(double value)
    {
        if (Kind != TransformKind.Logit)
        {
            return -Math.Log(Scale);
        }

        double p = (value - Shift) / Scale;
        if (p is < -SupportTolerance or > 1 + SupportTolerance)
        {
            return double.NegativeInfinity;
        }

        p = Math.Clamp(p, 0, 1);
        double width = 1 - (2 * Lambda);
        return Math.Log(width)
            - Math.Log(Lambda + (width * p))
            - Math.Log(Lambda + (width * (1 - p)))
            - Math.Log(Scale);
    }

    /// <summary>The value of a z: never infinite, in the logit's support, and on the grid within the column's range unless continuous.</summary>
    internal double Inverse(double z, bool continuous)
    {
        double p = z;
        if (Kind == TransformKind.Logit)
        {
            double sigmoid = z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
            p = Math.Clamp((sigmoid - Lambda) / (1 - (2 * Lambda)), 0, 1);
        }

        double value = Math.Clamp((p * Scale) + Shift, double.MinValue, double.MaxValue);
        return continuous ? value : Math.Clamp(Grid?.Snap(value) ?? value, Minimum, Maximum);
    }
}
