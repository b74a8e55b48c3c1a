using Likeness.Compute.Cpu;
using MathNet.Numerics.Integration;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Points on one or more equally likely curves, and Gaussian noise. The density is an integral along the
/// curves, <c>p(v) = Σ ∫ w(s) N(v; c(s), σ²) ds / curves</c>, computed by Gauss–Legendre quadrature on panels shorter than the noise.
/// </summary>
public abstract class NoisyCurves : TwoDimensionalDataset
{
    private const int Panels = 40;
    private const int Order = 16;

    // Parts of the integral below e⁻⁵⁰ of the largest are negligible.
    private const double Negligible = 50;

    private readonly int curves;
    private readonly double deviation;
    private readonly Lazy<(double X, double Y, double Weight)[]> nodes;

    private protected NoisyCurves(int curves, double deviation)
    {
        (this.curves, this.deviation) = (curves, deviation);
        nodes = new Lazy<(double, double, double)[]>(Nodes);
    }

    /// <summary>c(s) of one of the curves.</summary>
    /// <param name="curve">Its index.</param>
    /// <param name="s">0 … 1.</param>
    private protected abstract (double X, double Y) At(int curve, double s);

    /// <summary>s for a uniform number: the inverse of ∫ w.</summary>
    private protected virtual double Place(double uniform) => uniform;

    /// <summary>w(s), the density of s.</summary>
    private protected virtual double Weight(double s) => 1;

    /// <summary>The range of the uniform jitter, from 0 to this in x and in y, that is added to a point of a curve before the Gaussian noise.</summary>
    private protected virtual double Jitter => 0;

    private protected override (double X, double Y) Sample(PhiloxRandom random)
    {
        var (x, y) = At(random.NextInt(curves), Place(random.NextDouble()));
        if (Jitter > 0)
        {
            x += Jitter * random.NextDouble();
            y += Jitter * random.NextDouble();
        }

        return (x + (deviation * random.NextNormal()), y + (deviation * random.NextNormal()));
    }

    private protected override double LogDensity(double x, double y)
    {
        double nearest = double.PositiveInfinity;
        foreach (var node in nodes.Value)
        {
            nearest = Math.Min(nearest, Distance(node, x, y));
        }

        double largest = double.NegativeInfinity;
        double sum = 0;
        foreach (var node in nodes.Value)
        {
            if (Distance(node, x, y) > nearest + Negligible)
            {
                continue;
            }

            double part = LogNoise(x - node.X) + LogNoise(y - node.Y);
            if (part > largest)
            {
                (sum, largest) = (sum * Math.Exp(largest - part), part);
            }

            sum += node.Weight * Math.Exp(part - largest);
        }

        return largest + Math.Log(sum / curves);
    }

    /// <summary>d² / 2σ² to the nearest point within the jitter.</summary>
    private double Distance((double X, double Y, double Weight) node, double x, double y)
    {
        double dx = Beyond(x - node.X) / deviation;
        double dy = Beyond(y - node.Y) / deviation;
        return ((dx * dx) + (dy * dy)) / 2;
    }

    private double Beyond(double difference) => difference - Math.Clamp(difference, 0, Jitter);

    private double LogNoise(double difference) =>
        Jitter == 0
            ? -(difference * difference / (2 * deviation * deviation)) - Math.Log(deviation * Math.Sqrt(2 * Math.PI))
            : NormalInterval.LogProbability((difference - Jitter) / deviation, difference / deviation)
                - Math.Log(Jitter);

    private (double X, double Y, double Weight)[] Nodes()
    {
        var rule = new GaussLegendreRule(0, 1, Order);
        var made = new List<(double, double, double)>();
        for (int curve = 0; curve < curves; curve++)
        {
            for (int panel = 0; panel < Panels; panel++)
            {
                for (int i = 0; i < Order; i++)
                {
                    double s = (panel + rule.Abscissas[i]) / Panels;
                    var (x, y) = At(curve, s);
                    made.Add((x, y, rule.Weights[i] * Weight(s) / Panels));
                }
            }
        }

        return [.. made];
    }
}
