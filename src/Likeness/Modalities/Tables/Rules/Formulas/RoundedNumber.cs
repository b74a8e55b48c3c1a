using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Rounds computed values to decimal places as the data does.</summary>
internal static class RoundedNumber
{
    // So near to a half, programs differ.
    private const double NearHalf = 1e-6;

    // Fewer halves that are not rounded away from 0 are errors.
    private const int FewestHalves = 3;

    // Another way explains most of them.
    private const double MaxOtherwise = 0.5;

    private static readonly HalfRounding[] Ways = Enum.GetValues<HalfRounding>();

    /// <summary>A value rounded to decimal places; itself if there are none.</summary>
    public static double Of(double value, int? decimals, HalfRounding halves = HalfRounding.AwayFromZero) =>
        decimals is not int places || !double.IsFinite(value)
            ? value
            : halves switch
            {
                HalfRounding.AwayFromZero => Math.Round(Nudged(value, places), places, MidpointRounding.AwayFromZero),
                HalfRounding.ToEven => IsHalf(value, places, out double below) && below % 2 == 0
                    ? below / Math.Pow(10, places)
                    : Math.Round(Nudged(value, places), places, MidpointRounding.AwayFromZero),
                HalfRounding.ToEvenUnit => Math.Round(value * Math.Pow(10, places)) / Math.Pow(10, places),
                _ => Exactly(value, places),
            } + 0.0; // no -0

    /// <summary>The way in which the most halves are rounded as the data has them.</summary>
    /// <param name="values">The values of a column.</param>
    /// <param name="computed">The computed values before they are rounded.</param>
    /// <param name="decimals">Decimal places of the column; null if it is not rounded.</param>
    public static HalfRounding Detect(IEnumerable<double> values, IEnumerable<double> computed, int? decimals)
    {
        if (decimals is not int places)
        {
            return HalfRounding.AwayFromZero;
        }

        double unit = Math.Pow(10, -places);
        var halves = values
            .Zip(computed)
            .Where(pair => Math.Abs(Math.Abs(pair.First - pair.Second) - (unit / 2)) <= NearHalf * unit)
            .ToArray();
        int[] otherwise =
        [
            .. Ways.Select(way => halves.Count(pair => Math.Abs(Of(pair.Second, places, way) - pair.First) > unit / 2)),
        ];
        int best = Array.IndexOf(otherwise, otherwise.Min());
        return otherwise[0] >= FewestHalves && otherwise[best] <= MaxOtherwise * otherwise[0]
            ? Ways[best]
            : HalfRounding.AwayFromZero;
    }

    /// <summary>Decimal places that a column was written with, also where its values are too few for a grid; null if it is not rounded.</summary>
    public static int? DecimalsOf(Table rows, int at) => NumberTraits.Of(rows).Decimals(at);

    // Of large numbers, such as times, round-off is more than their last places.
    private static double Nudged(double value, int places) =>
        value
        + Math.CopySign(Math.Min(Math.Abs(value) * TableRule.RoundOff * 1e-3, 0.1 * Math.Pow(10, -places)), value);

    // Whether a value is a half within round-off, and the units next to it on the side of 0.
    private static bool IsHalf(double value, int places, out double below)
    {
        double units = value * Math.Pow(10, places);
        below = Math.Truncate(units);
        return Math.Abs(Math.Abs(units - below) - 0.5) <= TableRule.RoundOff * 1e-3 * Math.Max(1, Math.Abs(units));
    }

    // The product with a power of ten has its own round-off, which a fused one tells.
    private static double Exactly(double value, int places)
    {
        double scale = Math.Pow(10, places);
        double below = Math.Floor(value * scale);
        double rest = Math.FusedMultiplyAdd(value, scale, -below - 0.5);
        double units =
            Math.Abs(rest) > 0.25 ? Math.Round(value * scale)
            : rest == 0 ? below + Math.Abs(below % 2)
            : below + (rest > 0 ? 1 : 0);
        return units / scale;
    }
}
