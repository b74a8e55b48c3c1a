namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// w = k + (α + 1)/2: k the most probable mode of the value (<see cref="ModesFit"/>), and α = (p − μ_k)/(4 σ_k), clipped to ±0.99, its place in
/// the mode. Xu et al. 2019, arXiv:1907.00503, §4.2, where k is sampled from the modes' probabilities.
/// </summary>
internal sealed class ModesCurve : ColumnCurve
{
    /// <summary>The largest |α|.</summary>
    public const double MaxPlace = 0.99;

    // Standard deviations between the centre of a mode and α = 1.
    private const double Reach = 4;
    private const double MinDeviation = 1e-3;

    public override string Description(ColumnTransform column) => $"{column.Modes!.Count} modes";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        double range = facts.Maximum - facts.Minimum;
        double[] places = Array.ConvertAll(facts.Train, value => (value - facts.Minimum) / range);
        double least = Math.Max(MinDeviation, facts.SpreadWidth / range / Math.Sqrt(12));
        return new(facts.Minimum, range) { Modes = ModesFit.Fit(places, least) };
    }

    public override double Forward(ColumnTransform column, double p)
    {
        var modes = column.Modes!;
        int mode = modes.ModeOf(p);
        double place = (p - modes.Means[mode]) / (Reach * modes.Deviations[mode]);
        return mode + ((Math.Clamp(place, -MaxPlace, MaxPlace) + 1) / 2);
    }

    public override double LogDerivative(ColumnTransform column, double p) =>
        -Math.Log(2 * Reach * column.Modes!.Deviations[column.Modes.ModeOf(p)]);

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous)
    {
        var modes = column.Modes!;
        int mode = (int)Math.Clamp(Math.Floor(w), 0, modes.Count - 1);
        double place = Math.Clamp((2 * (w - mode)) - 1, -1, 1);
        return modes.Means[mode] + (Reach * modes.Deviations[mode] * place);
    }
}
